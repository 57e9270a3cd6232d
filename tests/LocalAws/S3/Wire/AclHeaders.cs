using CacheBackup.LocalAws.S3.Authorization;

namespace CacheBackup.LocalAws.S3.Wire;

/// <summary>ACLs asked for in headers: a canned one by name, or single grants.</summary>
internal static class AclHeaders
{
    private static readonly (string Header, AclPermission Permission)[] GrantHeaders =
    [
        ("x-amz-grant-read", AclPermission.Read),
        ("x-amz-grant-write", AclPermission.Write),
        ("x-amz-grant-read-acp", AclPermission.ReadAcp),
        ("x-amz-grant-write-acp", AclPermission.WriteAcp),
        ("x-amz-grant-full-control", AclPermission.FullControl),
    ];

    /// <summary>The ACL for a bucket; null where no header asks for one.</summary>
    public static AccessControlList? OfBucket(S3Request request, string ownerId) => Read(request, ownerId, null);

    /// <summary>The ACL for an object; null where no header asks for one.</summary>
    public static AccessControlList? OfObject(S3Request request, string ownerId, string bucketOwnerId) =>
        Read(request, ownerId, bucketOwnerId);

    private static AccessControlList? Read(S3Request request, string ownerId, string? bucketOwnerId)
    {
        var canned = request.Header("x-amz-acl");
        var grants = GrantHeaders.Where(grant => request.Header(grant.Header) is not null).ToList();
        if (canned is null && grants.Count == 0)
        {
            return null;
        }

        if (canned is not null && grants.Count > 0)
        {
            throw S3Errors.InvalidRequest("Specifying both Canned ACLs and Header Grants is not allowed");
        }

        if (canned == "aws-exec-read")
        {
            throw S3Errors.NotImplemented("The local S3 does not know the account of EC2: aws-exec-read is not implemented.");
        }

        return canned is null
            ? new AccessControlList(ownerId, [.. grants.SelectMany(grant => Grants(request.Header(grant.Header)!, grant.Permission))])
            : AccessControlList.Canned(canned, ownerId, bucketOwnerId) ?? throw S3Errors.InvalidArgument("", "x-amz-acl", canned);
    }

    /// <summary>Reads <c>id="…", uri="…"</c>.</summary>
    private static IEnumerable<AclGrant> Grants(string header, AclPermission permission) =>
        header.Split(',').Select(part => new AclGrant(Grantee(part), permission));

    private static AclGrantee Grantee(string text) => text.Trim().Split('=', 2) switch
    {
        ["id", var id] => Grantee(id.Trim('"'), null),
        ["uri", var uri] => Grantee(null, uri.Trim('"')),
        ["emailAddress", _] => throw S3Errors.NotImplemented("The local S3 knows accounts by canonical id only, not by email address."),
        _ => throw S3Errors.InvalidArgument("Argument format not recognized", "x-amz-grant", text),
    };

    /// <summary>A grantee that exists in principle.</summary>
    internal static AclGrantee Grantee(string? id, string? uri)
    {
        var grantee = new AclGrantee(id, uri);
        if (id is not null)
        {
            return id.Length == 64 && id.All(char.IsAsciiHexDigitLower)
                ? grantee
                : throw S3Errors.InvalidArgument("Invalid id", "CanonicalUser/ID", id);
        }

        return grantee.IsPublic || grantee == AclGrantee.LogDelivery
            ? grantee
            : throw S3Errors.InvalidArgument("Invalid group uri", "Group/URI", uri ?? "");
    }
}
