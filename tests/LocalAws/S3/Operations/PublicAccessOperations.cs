using CacheBackup.LocalAws.S3.Storage;
using CacheBackup.LocalAws.S3.Wire;
using static CacheBackup.LocalAws.S3.Wire.S3Xml;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>Block Public Access and object ownership.</summary>
internal static class PublicAccessOperations
{
    private static readonly string[] Switches = ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"];

    public static Task GetPublicAccessBlockAsync(S3Request request)
    {
        var block = request.Bucket.Settings.PublicAccessBlock
            ?? throw S3Errors.NotConfigured(
                "NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found", request.Bucket.Name);
        return request.ReplyAsync(Element(
            "PublicAccessBlockConfiguration",
            Element("BlockPublicAcls", Bool(block.BlockPublicAcls)),
            Element("IgnorePublicAcls", Bool(block.IgnorePublicAcls)),
            Element("BlockPublicPolicy", Bool(block.BlockPublicPolicy)),
            Element("RestrictPublicBuckets", Bool(block.RestrictPublicBuckets))));
    }

    public static async Task PutPublicAccessBlockAsync(S3Request request)
    {
        var body = await RequestBody.Of(request).ReceiveDocumentAsync(request.Aborted);
        var document = Parse(body, "PublicAccessBlockConfiguration").Only(Switches);
        var block = new PublicAccessBlock(
            BlockPublicAcls: document.Flag("BlockPublicAcls"),
            IgnorePublicAcls: document.Flag("IgnorePublicAcls"),
            BlockPublicPolicy: document.Flag("BlockPublicPolicy"),
            RestrictPublicBuckets: document.Flag("RestrictPublicBuckets"));
        request.Bucket.Configure(settings => settings with { PublicAccessBlock = block });
        await request.ReplyAsync(200);
    }

    public static Task DeletePublicAccessBlockAsync(S3Request request)
    {
        request.Bucket.Configure(settings => settings with { PublicAccessBlock = null });
        return request.ReplyAsync(204);
    }

    public static Task GetBucketOwnershipControlsAsync(S3Request request)
    {
        var ownership = request.Bucket.Settings.Ownership
            ?? throw S3Errors.NotConfigured(
                "OwnershipControlsNotFoundError", "The bucket ownership controls were not found", request.Bucket.Name);
        return request.ReplyAsync(Element("OwnershipControls", Element("Rule", Element("ObjectOwnership", ownership.ToString()))));
    }

    public static async Task PutBucketOwnershipControlsAsync(S3Request request)
    {
        var body = await RequestBody.Of(request).ReceiveDocumentAsync(request.Aborted);
        var rule = Parse(body, "OwnershipControls").Only("Rule").Required("Rule").Only("ObjectOwnership");
        var ownership = Enum.TryParse<ObjectOwnership>(rule.RequiredText("ObjectOwnership"), out var parsed)
            ? parsed
            : throw S3Errors.MalformedXml();
        request.Bucket.Configure(settings => ownership == ObjectOwnership.BucketOwnerEnforced && settings.Acl.NamesOthers
            ? throw Ownerships.AclStandsAgainst()
            : settings with { Ownership = ownership });
        await request.ReplyAsync(200);
    }

    public static Task DeleteBucketOwnershipControlsAsync(S3Request request)
    {
        request.Bucket.Configure(settings => settings with { Ownership = null });
        return request.ReplyAsync(204);
    }
}
