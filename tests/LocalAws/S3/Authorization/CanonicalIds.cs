using System.Security.Cryptography;
using System.Text;
using CacheBackup.LocalAws.Hosting;

namespace CacheBackup.LocalAws.S3.Authorization;

/// <summary>The 64-digit ids by which ACLs name accounts.</summary>
internal static class CanonicalIds
{
    private const string SnapshotService = ".elasticache-snapshot.amazonaws.com";

    /// <summary>Regions that an account must turn on: there ElastiCache has no canonical id, so only a policy can grant.</summary>
    private static readonly HashSet<string> OptInRegions =
    [
        "af-south-1", "ap-east-1", "ap-east-2", "ap-south-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6",
        "ap-southeast-7", "ca-west-1", "eu-central-2", "eu-south-1", "eu-south-2", "il-central-1", "me-central-1", "me-south-1",
        "mx-central-1",
    ];

    /// <summary>An account's id: opaque, but the same in every run.</summary>
    public static string OfAccount(string accountId) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"canonical id of account {accountId}")));

    /// <summary>The id an ACL knows a caller by; null for one that no ACL can name.</summary>
    public static string? Of(Caller caller) => caller.Kind switch
    {
        CallerKind.Account or CallerKind.Function => OfAccount(caller.AccountId),
        CallerKind.Service when caller.PrincipalArn.EndsWith(SnapshotService, StringComparison.Ordinal) =>
            OfElastiCache(caller.PrincipalArn[..^SnapshotService.Length]),
        _ => null,
    };

    /// <summary>ElastiCache's published id for a Region; null where it has none.</summary>
    private static string? OfElastiCache(string region) => region switch
    {
        _ when region.StartsWith("us-gov-", StringComparison.Ordinal) => "40fa568277ad703bd160f66ae4f83fc9dfdfd06c2f1b5060ca22442ac3ef8be6",
        _ when region.StartsWith("cn-", StringComparison.Ordinal) => "b14d6a125bdf69854ed8ef2e71d8a20b7c490f252229b806e514966e490b8d83",
        _ when OptInRegions.Contains(region) => null,
        _ => "540804c33a284a299d2547575ce1010f2312ef3da9b3a053c8bc45bf233e4353",
    };
}
