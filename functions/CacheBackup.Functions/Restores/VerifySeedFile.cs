using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Restores;
using CacheBackup.Core.Verification;

namespace CacheBackup.Functions.Restores;

/// <param name="Bucket">Where the file is.</param>
/// <param name="Key">Its key.</param>
/// <param name="StartedAt">Start of the execution: the time at which keys count as expired.</param>
public sealed record VerifySeedFileInput(BucketLocation Bucket, string Key, DateTimeOffset StartedAt);

/// <param name="Key">The file's key.</param>
/// <param name="IsDone">Whether it is verified to its end; otherwise the next invocation goes on.</param>
/// <param name="Offset">Bytes verified so far.</param>
public sealed record VerifySeedFileOutput(string Key, bool IsDone, long Offset);

/// <summary>
/// Reads one file that no backup has verified, as VerifyExport does, and leaves the report beside it. Running twice finds the
/// report, or goes on from the last checkpoint.
/// </summary>
public sealed class VerifySeedFile(SeedFileVerifier files, TimeProvider clock)
{
    [LambdaFunction(ResourceName = "VerifySeedFileFunction")]
    public async Task<VerifySeedFileOutput> VerifySeedFileAsync(VerifySeedFileInput input, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        var limits = new InvocationLimits(new FunctionMemory(context.MemoryLimitInMB), new InvocationTime(clock, context.RemainingTime));
        var progress = await files.VerifyAsync(input.Bucket, input.Key, input.StartedAt, limits, deadline.Token);
        context.Logger.LogInformation(
            "{Key} is verified up to byte {Offset}{Done}", input.Key, progress.Offset, progress.Shard is null ? ", to be gone on with" : ", its end");
        return new VerifySeedFileOutput(input.Key, progress.Shard is not null, progress.Offset);
    }
}
