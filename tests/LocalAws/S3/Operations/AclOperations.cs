using System.Xml.Linq;
using CacheBackup.LocalAws.S3.Authorization;
using CacheBackup.LocalAws.S3.Wire;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>ACLs of buckets and objects.</summary>
internal static class AclOperations
{
    public static Task GetBucketAclAsync(S3Request request) => request.ReplyAsync(AclXml.Write(request.Bucket.Settings.Acl));

    public static async Task PutBucketAclAsync(S3Request request)
    {
        var ownerId = CanonicalIds.OfAccount(request.Bucket.OwnerAccount);
        var acl = await ReadAsync(request, ownerId, () => AclHeaders.OfBucket(request, ownerId));
        request.Bucket.Configure(settings =>
        {
            AclRules.CheckBucket(settings, acl);
            return settings with { Acl = acl };
        });
        await request.ReplyAsync(200);
    }

    public static Task GetObjectAclAsync(S3Request request)
    {
        var version = ObjectLookup.Find(request);
        ObjectHeaders.WriteVersion(request, version);
        var acl = request.Bucket.Settings.AclsAreOff
            ? AccessControlList.Private(CanonicalIds.OfAccount(request.Bucket.OwnerAccount))
            : version.Acl;
        return request.ReplyAsync(AclXml.Write(acl));
    }

    public static async Task PutObjectAclAsync(S3Request request)
    {
        var version = ObjectLookup.Find(request);
        var (ownerId, bucketOwnerId) = (CanonicalIds.OfAccount(version.OwnerAccount), CanonicalIds.OfAccount(request.Bucket.OwnerAccount));
        var acl = await ReadAsync(request, ownerId, () => AclHeaders.OfObject(request, ownerId, bucketOwnerId));
        AclRules.CheckObject(request, acl);
        _ = request.Bucket.Objects.Change(version.Key, version.VersionId, existing => existing with { Acl = acl })
            ?? throw S3Errors.NoSuchKey(version.Key);
        ObjectHeaders.WriteVersion(request, version);
        await request.ReplyAsync(200);
    }

    /// <summary>The ACL a request sets: in headers or as a document, never both.</summary>
    private static async Task<AccessControlList> ReadAsync(S3Request request, string ownerId, Func<AccessControlList?> fromHeaders)
    {
        var body = await RequestBody.Of(request).ReceiveDocumentAsync(request.Aborted);
        return (fromHeaders(), body.IsEmpty) switch
        {
            ({ } acl, true) => acl,
            (not null, false) => throw new S3Exception(400, "UnexpectedContent", "This request does not support content"),
            (null, true) => throw new S3Exception(400, "MissingSecurityHeader", "Your request was missing a required header")
            {
                Details = [("MissingHeaderName", "x-amz-acl")],
            },
            (null, false) => AclXml.Read(body, ownerId),
        };
    }
}

/// <summary>ACLs as documents.</summary>
internal static class AclXml
{
    private const int MaxGrants = 100;

    private static readonly XNamespace Xsi = "http://www.w3.org/2001/XMLSchema-instance";

    private static readonly Dictionary<string, AclPermission> Permissions = new(StringComparer.Ordinal)
    {
        ["READ"] = AclPermission.Read,
        ["WRITE"] = AclPermission.Write,
        ["READ_ACP"] = AclPermission.ReadAcp,
        ["WRITE_ACP"] = AclPermission.WriteAcp,
        ["FULL_CONTROL"] = AclPermission.FullControl,
    };

    public static XElement Write(AccessControlList acl) => S3Xml.Element(
        "AccessControlPolicy",
        S3Xml.Element("Owner", S3Xml.Element("ID", acl.OwnerId)),
        S3Xml.Element("AccessControlList", acl.Grants.Select(Write)));

    /// <exception cref="S3Exception">No such document, or an owner that is not the owner.</exception>
    public static AccessControlList Read(ReadOnlyMemory<byte> body, string ownerId)
    {
        var document = S3Xml.Parse(body, "AccessControlPolicy").Only("Owner", "AccessControlList");
        if (document.Required("Owner").RequiredText("ID") != ownerId)
        {
            throw S3Errors.AccessDenied();
        }

        var grants = document.Required("AccessControlList").Only("Grant").Elements().Select(Read).ToList();
        return grants.Count <= MaxGrants ? new AccessControlList(ownerId, grants) : throw MalformedAcl();
    }

    private static XElement Write(AclGrant grant) => S3Xml.Element(
        "Grant",
        S3Xml.Element(
            "Grantee",
            new XAttribute(XNamespace.Xmlns + "xsi", Xsi),
            new XAttribute(Xsi + "type", grant.Grantee.GroupUri is null ? "CanonicalUser" : "Group"),
            S3Xml.Optional("ID", grant.Grantee.CanonicalId),
            S3Xml.Optional("URI", grant.Grantee.GroupUri)),
        S3Xml.Element("Permission", Permissions.First(pair => pair.Value == grant.Permission).Key));

    private static AclGrant Read(XElement grant)
    {
        var grantee = grant.Only("Grantee", "Permission").Required("Grantee").Only("ID", "DisplayName", "URI", "EmailAddress");
        var permission = Permissions.TryGetValue(grant.RequiredText("Permission"), out var known) ? known : throw S3Errors.MalformedXml();
        return grantee.Attribute(Xsi + "type")?.Value switch
        {
            "CanonicalUser" => new AclGrant(AclHeaders.Grantee(grantee.RequiredText("ID"), null), permission),
            "Group" => new AclGrant(AclHeaders.Grantee(null, grantee.RequiredText("URI")), permission),
            "AmazonCustomerByEmail" =>
                throw S3Errors.NotImplemented("The local S3 knows accounts by canonical id only, not by email address."),
            _ => throw S3Errors.MalformedXml(),
        };
    }

    private static S3Exception MalformedAcl() =>
        new(400, "MalformedACLError", "The XML you provided was not well-formed or did not validate against our published schema");
}
