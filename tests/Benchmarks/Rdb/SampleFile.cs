using System.Diagnostics;

namespace CacheBackup.Benchmarks.Rdb;

/// <summary>A file that a real server wrote from seeded data, kept for the next run.</summary>
/// <param name="Name">Its letter.</param>
/// <param name="Content">What is in it, for the reader of the table.</param>
/// <param name="Fill">Fills the server.</param>
internal sealed record SampleFile(string Name, string Content, Action<CommandStream, Random> Fill)
{
    // Changes with what is in the files.
    private const string Version = "1";

    public static string Directory { get; } = FindDirectory();

    /// <summary>The file's path; it is made first where it is not there.</summary>
    public string Make()
    {
        var path = Path.Combine(Directory, $"{Name}-{Version}.rdb");
        if (!File.Exists(path))
        {
            System.IO.Directory.CreateDirectory(Directory);
            Console.Error.WriteLine($"making {Name}: {Content}");
            Save(path);
        }

        return path;
    }

    private void Save(string path)
    {
        var scratch = System.IO.Directory.CreateTempSubdirectory("rdb-sample-").FullName;
        using var server = Start(scratch);
        try
        {
            using var commands = Connect(Path.Combine(scratch, "socket"));
            commands.Send("CLIENT", "REPLY", "OFF");
            Fill(commands, new Random(20261120));
            var saved = commands.Ask("SAVE");
            if (saved != "+OK")
            {
                throw new InvalidOperationException($"redis-server did not save: {saved}");
            }

            File.Move(Path.Combine(scratch, "dump.rdb"), path);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            server.WaitForExit();
            System.IO.Directory.Delete(scratch, recursive: true);
        }
    }

    private static Process Start(string scratch) => Process.Start(new ProcessStartInfo("redis-server")
    {
        ArgumentList = { "--port", "0", "--unixsocket", Path.Combine(scratch, "socket"), "--dir", scratch, "--save", "", "--loglevel", "warning" },
        RedirectStandardOutput = true,
    })!;

    private static CommandStream Connect(string socket)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new CommandStream(socket);
            }
            catch (System.Net.Sockets.SocketException) when (attempt < 100)
            {
                Thread.Sleep(50);
            }
        }
    }

    private static string FindDirectory()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder.Parent is not null && !File.Exists(Path.Combine(folder.FullName, "CacheBackupLambdas.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder.FullName, "tests", "Benchmarks", "data");
    }
}
