using Amazon.S3;
using Amazon.S3.Model;
using Spectre.Console;

namespace CacheBackup.LocalAws.Commands.Demo;

/// <summary>What a bucket holds, as a tree of its key prefixes.</summary>
internal static class BucketTree
{
    /// <summary>Lists the bucket.</summary>
    public static async Task<Tree> OfAsync(IAmazonS3 s3, string region, string bucket, CancellationToken cancellationToken)
    {
        var tree = new Tree($"[bold]s3://{bucket}[/]  {region}");
        var folders = new Dictionary<string, IHasTreeNodes>(StringComparer.Ordinal) { [""] = tree };
        var listing = s3.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = bucket });
        await foreach (var found in listing.S3Objects.WithCancellation(cancellationToken))
        {
            var slash = found.Key.LastIndexOf('/');
            FolderOf(folders, slash < 0 ? "" : found.Key[..slash])
                .AddNode($"{Markup.Escape(found.Key[(slash + 1)..])}  [grey]{found.Size:N0} bytes[/]");
        }

        return tree;
    }

    private static IHasTreeNodes FolderOf(Dictionary<string, IHasTreeNodes> folders, string path)
    {
        if (!folders.TryGetValue(path, out var folder))
        {
            var slash = path.LastIndexOf('/');
            folder = FolderOf(folders, slash < 0 ? "" : path[..slash]).AddNode($"{Markup.Escape(path[(slash + 1)..])}/");
            folders.Add(path, folder);
        }

        return folder;
    }
}
