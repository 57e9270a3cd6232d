using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CacheBackup.Core.Restores;

namespace CacheBackup.Functions.Restores;

/// <param name="Copy">From where to where.</param>
public sealed record PublishSeedCopyInput(SeedCopy Copy);

/// <param name="Bucket">The bucket that has the backup now.</param>
/// <param name="FilesToVerify">Keys of the files that came without a report of their verification.</param>
public sealed record PublishSeedCopyOutput(string Bucket, IReadOnlyList<string> FilesToVerify);

/// <summary>
/// Looks at every copy again and writes the manifest beside them: from here on the copy is a backup, that restores alone. Running twice
/// changes nothing.
/// </summary>
public sealed class PublishSeedCopy(SeedCopyPublisher copies)
{
    [LambdaFunction(ResourceName = "PublishSeedCopyFunction")]
    public async Task<PublishSeedCopyOutput> PublishSeedCopyAsync(PublishSeedCopyInput input, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        var bucket = input.Copy.Destination.Bucket;
        var unverified = await copies.PublishAsync(input.Copy, deadline.Token);
        context.Logger.LogInformation(
            "{ManifestKey} is published in {Bucket}; {Unverified} files are to be verified first", input.Copy.Source.ManifestKey, bucket, unverified.Count);
        return new PublishSeedCopyOutput(bucket, unverified);
    }
}
