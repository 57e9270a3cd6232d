using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Verification;

namespace CacheBackup.Functions.Verification;

/// <param name="Bucket">The export bucket.</param>
/// <param name="Folder">The backup's folder.</param>
/// <param name="Name">The file's key relative to the folder.</param>
public sealed record VerifyExportInput(BucketLocation Bucket, string Folder, string Name);

/// <summary>Checks that one exported file is a whole RDB file, and pins the version that later steps use.</summary>
public sealed class VerifyExport(ExportVerifier files)
{
    [LambdaFunction(ResourceName = "VerifyExportFunction")]
    public async Task<VerifiedShard> VerifyExportAsync(VerifyExportInput input, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        var shard = await files.VerifyAsync(input.Bucket, input.Folder, input.Name, deadline.Token);
        context.Logger.LogInformation(
            "{Name} is whole: {Format}, {Bytes} bytes, ETag {ETag}", shard.Name, shard.Format, shard.Bytes, shard.ETag);
        return shard;
    }
}
