using System.Diagnostics;
using CacheBackup.Rdb;
using Microsoft.Win32.SafeHandles;

namespace CacheBackup.LocalAws.Commands.Verify;

/// <summary>Verifies one file as it is named on the command line.</summary>
internal static class FileVerification
{
    private const string S3Scheme = "s3://";
    private const string StandardInput = "-";

    /// <summary>Refuses a file that is not there, before hours are spent on those named before it.</summary>
    /// <exception cref="UsageException">It is not there.</exception>
    public static void ExpectThere(string name)
    {
        if (name != StandardInput && !IsObject(name) && !Path.Exists(name))
        {
            throw new UsageException($"{name} is not there.");
        }
    }

    /// <exception cref="UsageException">It cannot be read.</exception>
    public static async Task<VerifiedFile> RunAsync(string name, RdbVerifierOptions options)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            using var input = IsObject(name) ? await OpenObjectAsync(name) : OpenLocal(name);
            using var progress = ProgressLine.Create(name, input.Length);
            var report = await new RdbReader(input.Source, new RdbVerifier(options), input.PartBytes).VerifyAsync(progress);
            return new VerifiedFile(name, report, clock.Elapsed);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{name} cannot be read: {error.Message}", inner: error);
        }
    }

    private static bool IsObject(string name) => name.StartsWith(S3Scheme, StringComparison.Ordinal);

    // Opened once: a named pipe that is closed again has lost its writer.
    private static Input OpenLocal(string name)
    {
        if (Directory.Exists(name))
        {
            throw new IOException("it is a directory.");
        }

        var file = name == StandardInput
            ? new SafeFileHandle(0, ownsHandle: false)
            : File.OpenHandle(name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var stream = new FileStream(file, FileAccess.Read, bufferSize: 0);
        var isFile = stream is { CanSeek: true, Position: 0, Length: > 0 };
        return isFile
            ? new Input(new FileRdbSource(file), stream, stream.Length)
            : new Input(new StreamRdbSource(stream), stream, Length: null);
    }

    // Apart, so that the SDK is loaded only where an object is read.
    private static async Task<Input> OpenObjectAsync(string name)
    {
        var source = await S3RdbSource.OpenAsync(name[S3Scheme.Length..]);
        return new Input(source, source, source.Length, S3RdbSource.PartBytes);
    }

    /// <param name="Source">What to read.</param>
    /// <param name="Owner">What to close.</param>
    /// <param name="Length">Bytes; null where nobody knows.</param>
    /// <param name="PartBytes">Bytes to read at once.</param>
    private sealed record Input(IRdbSource Source, IDisposable Owner, long? Length, int PartBytes = RdbReader.DefaultPartBytes) : IDisposable
    {
        public void Dispose() => Owner.Dispose();
    }
}
