using System.Diagnostics;
using System.Text;
using CacheBackup.LocalAws.Hosting;

namespace CacheBackup.LocalTests.Commands;

/// <summary>The program in a process of its own, with a temporary directory of its own.</summary>
internal sealed class LocalAwsProcess : IAsyncDisposable
{
    // A test run started in the background of a shell ignores SIGINT, and what it starts would inherit that.
    private static readonly string[] DefaultSignals = OperatingSystem.IsLinux() ? ["--default-signal=INT"] : [];

    // Only what hangs should meet it: the demonstration takes a minute, and several on a machine that has much else to do.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("up-test-");
    private readonly StringBuilder _errors = new();
    private readonly Process _process;

    /// <summary>Starts it.</summary>
    public LocalAwsProcess(params string[] arguments)
        : this(new Dictionary<string, string>(), arguments)
    {
    }

    /// <summary>Starts it with variables beside those of this process.</summary>
    public LocalAwsProcess(Dictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("env", [.. DefaultSignals, "dotnet", typeof(LocalAwsHost).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _temporary.FullName,
            Environment = { ["TMPDIR"] = _temporary.FullName },
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) => _errors.AppendLine(line.Data);
        _process.BeginErrorReadLine();
    }

    /// <summary>What it wrote to its standard error.</summary>
    public string Errors => _errors.ToString();

    /// <summary>Files and directories it has left in the temporary directory.</summary>
    public IEnumerable<string> Files => _temporary.EnumerateFileSystemInfos().Select(file => file.Name);

    /// <summary>Ids of the processes it has started, and that those have started.</summary>
    public IReadOnlyList<int> Descendants()
    {
        var parents = Directory.EnumerateDirectories("/proc")
            .Where(directory => int.TryParse(Path.GetFileName(directory), out _))
            .ToLookup(ParentOf, directory => int.Parse(Path.GetFileName(directory)));
        return [.. Under(_process.Id)];

        IEnumerable<int> Under(int id) => parents[id].SelectMany(child => Under(child).Prepend(child));
    }

    /// <summary>Whether a process is still there.</summary>
    public static bool IsRunning(int id) => Directory.Exists($"/proc/{id}");

    /// <summary>Reads its output up to a line, or to its end.</summary>
    public async Task<IReadOnlyList<string>> ReadUntilAsync(string? last)
    {
        using var limit = new CancellationTokenSource(Patience);
        var lines = new List<string>();
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            lines.Add(line);
            if (line == last)
            {
                break;
            }
        }

        return lines;
    }

    /// <summary>Waits until <c>up</c> is ready.</summary>
    /// <returns>The variables it says to export.</returns>
    public async Task<Dictionary<string, string>> ReadyAsync()
    {
        var lines = await ReadUntilAsync("READY");
        lines.ShouldContain("READY", Errors);
        return lines
            .Where(line => line.StartsWith("export ", StringComparison.Ordinal))
            .Select(line => line["export ".Length..].Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1]);
    }

    /// <summary>Sends a signal, such as <c>TERM</c>.</summary>
    public void Signal(string name) => Process.Start("kill", [$"-{name}", $"{_process.Id}"]).WaitForExit();

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ExitAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _temporary.Delete(recursive: true);
    }

    // "pid (name) state parent ...", where the name may hold anything. A process may end while it is looked at.
    private static int ParentOf(string directory)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(directory, "stat"));
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1]);
        }
        catch (IOException)
        {
            return -1;
        }
    }
}
