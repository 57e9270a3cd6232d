using System.Diagnostics;
using CacheBackup.Rdb;

namespace CacheBackup.LocalAws.Commands.Verify;

/// <summary>Verifies one file as it is named on the command line.</summary>
internal static class FileVerification
{
    private const string S3Scheme = "s3://";
    private const string StandardInput = "-";

    /// <exception cref="CommandException">It cannot be read.</exception>
    public static async Task<VerifiedFile> RunAsync(string name, RdbVerifierOptions options, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            var report = name.StartsWith(S3Scheme, StringComparison.Ordinal)
                ? await VerifyObjectAsync(name, options, cancellationToken)
                : await VerifyLocalAsync(name, options, cancellationToken);
            return new VerifiedFile(name, report, clock.Elapsed);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{name} cannot be read: {error.Message}", inner: error);
        }
    }

    private static async Task<RdbReport> VerifyLocalAsync(string name, RdbVerifierOptions options, CancellationToken cancellationToken)
    {
        if (name == StandardInput || !IsSeekable(name))
        {
            await using var stream = name == StandardInput ? Console.OpenStandardInput() : File.OpenRead(name);
            return await VerifyAsync(new StreamRdbSource(stream), options, RdbReader.DefaultPartBytes, length: null, name, cancellationToken);
        }

        using var file = new FileRdbSource(name);
        return await VerifyAsync(file, options, RdbReader.DefaultPartBytes, file.Length, name, cancellationToken);
    }

    // Apart, so that the SDK is loaded only where an object is read.
    private static async Task<RdbReport> VerifyObjectAsync(string name, RdbVerifierOptions options, CancellationToken cancellationToken)
    {
        using var source = await S3RdbSource.OpenAsync(name[S3Scheme.Length..], cancellationToken);
        return await VerifyAsync(source, options, S3RdbSource.PartBytes, source.Length, name, cancellationToken);
    }

    private static async Task<RdbReport> VerifyAsync(
        IRdbSource source, RdbVerifierOptions options, int partBytes, long? length, string name, CancellationToken cancellationToken)
    {
        using var progress = ProgressLine.Create(name, length);
        return await new RdbReader(source, new RdbVerifier(options), partBytes).VerifyAsync(progress, cancellationToken);
    }

    // A named pipe is read in order, as standard input is.
    private static bool IsSeekable(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return (File.GetAttributes(file) & (FileAttributes.Device | FileAttributes.Directory)) == 0 && RandomAccess.GetLength(file) > 0;
    }
}
