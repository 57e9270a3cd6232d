using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Regions;
using CacheBackup.Core.Restores;
using CacheBackup.Core.Verification;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.UnitTests.Restores;

namespace CacheBackup.UnitTests.Support;

/// <summary>A bucket that still works by ACL, with the verified files <c>a.rdb</c> and <c>b.rdb</c>, and restores of them.</summary>
internal sealed class AclBucket(LocalAwsFixture aws, BucketLocation bucket)
{
    private static readonly string[] Keys = ["a.rdb", "b.rdb"];

    private readonly SeedGrant _grants = new(aws.Aws, new InstantClock());

    public BucketLocation Location => bucket;

    public IAmazonS3 S3 => aws.Aws.S3(bucket.Region);

    private string Service => RegionFacts.ElastiCacheCanonicalIdOf(bucket.Region) ?? "nobody";

    /// <summary>Makes it.</summary>
    /// <param name="aws">Where.</param>
    /// <param name="region">Its Region.</param>
    /// <param name="versioned">Whether it keeps versions.</param>
    /// <param name="policyIsClosed">Whether nobody may change its policy.</param>
    /// <param name="suspended">Whether it has kept versions and does no more.</param>
    public static async Task<AclBucket> CreateAsync(
        LocalAwsFixture aws, string region = LocalAwsFixture.Region, bool versioned = false, bool policyIsClosed = true, bool suspended = false)
    {
        var made = new AclBucket(aws, await aws.NewBucketAsync(region, versioned || suspended));
        if (suspended)
        {
            await made.S3.PutBucketVersioningAsync(new PutBucketVersioningRequest
            {
                BucketName = made.Location.Bucket, VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Suspended },
            });
        }

        await made.TurnAclsAsync(ObjectOwnership.BucketOwnerPreferred);
        foreach (var key in Keys)
        {
            await made.PutFileAsync(key, $"content of {key}");
        }

        if (policyIsClosed)
        {
            made.Refuse("PutBucketPolicy");
        }

        return made;
    }

    public Task TurnAclsAsync(ObjectOwnership ownership) => S3.PutBucketOwnershipControlsAsync(new PutBucketOwnershipControlsRequest
    {
        BucketName = bucket.Bucket,
        OwnershipControls = new OwnershipControls { Rules = [new OwnershipControlsRule { ObjectOwnership = ownership }] },
    });

    /// <summary>Writes a file and, unless told otherwise, the report of its verification.</summary>
    public async Task PutFileAsync(string key, string content, bool verified = true)
    {
        var put = await S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket.Bucket, Key = key, ContentBody = content });
        if (verified)
        {
            var report = new ExportedFile(bucket, "", key) { Mark = put.ETag.Trim('"') }.ReportKey;
            await S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket.Bucket, Key = report, ContentBody = "{}" });
        }
    }

    /// <summary>Refuses every call of an operation on this bucket.</summary>
    public void Refuse(string operation, int skip = 0, int? times = null, int status = 403, string code = "AccessDenied") =>
        aws.Plan(new Fault(FaultKind.Error, "s3", operation)
        {
            ResourceContains = bucket.Bucket, Skip = skip, Times = times, Status = status, Code = code, Message = code,
        });

    /// <summary>Does something right before one call of an operation on this bucket, or on one of its files.</summary>
    public void Before(string operation, int skip, Func<Task> act, string? key = null) => aws.Plan(new Fault(FaultKind.Interfere, "s3", operation)
    {
        ResourceContains = key is null ? bucket.Bucket : $"{bucket.Bucket}/{key}", Skip = skip, Times = 1, Before = act,
    });

    public async Task<SeedAccess> GrantAsync(string restore = "one") =>
        await _grants.GrantAsync(PlanOf(restore), [.. Keys.Select(key => new SeedFile(key, null))], CancellationToken.None);

    public async Task<bool> RevokeAsync(string restore = "one") =>
        await _grants.RevokeAsync(PlanOf(restore).Seed, PlanOf(restore).RestoreId, CancellationToken.None);

    /// <summary>What ElastiCache may do by the ACL of a file, such as <c>READ READ_ACP</c>.</summary>
    public async Task<string> RightsAsync(string key = "a.rdb", string? version = null) =>
        string.Join(' ', (await AclAsync(key, version)).Where(grant => grant.Grantee.CanonicalUser == Service).Select(grant => grant.Permission.Value));

    /// <summary>Every grant of a file's ACL, as text.</summary>
    public async Task<IReadOnlyList<string>> GrantsAsync(string key = "a.rdb") =>
        [.. (await AclAsync(key, null)).Select(grant => $"{grant.Grantee.CanonicalUser ?? grant.Grantee.URI}: {grant.Permission.Value}")];

    /// <summary>Gives permissions in the ACL of each file, beside what is there.</summary>
    public async Task GiveAsync(string canonicalId, params string[] permissions)
    {
        foreach (var key in Keys)
        {
            await GiveOnAsync(key, canonicalId, permissions);
        }
    }

    /// <summary>Gives permissions to ElastiCache in the ACL of each file.</summary>
    public Task GiveServiceAsync(params string[] permissions) => GiveAsync(Service, permissions);

    /// <summary>Gives READ and READ_ACP to ElastiCache in the ACL of one file.</summary>
    public Task GiveServiceOnAsync(string key) => GiveOnAsync(key, Service, ["READ", "READ_ACP"]);

    /// <summary>Takes everything from ElastiCache in the ACL of each file.</summary>
    public async Task TakeFromServiceAsync()
    {
        foreach (var key in Keys)
        {
            await SetAsync(key, [.. (await AclAsync(key, null)).Where(grant => grant.Grantee.CanonicalUser != Service)]);
        }
    }

    /// <summary>The keys of all claims, in all versions.</summary>
    public async Task<IReadOnlyList<string>> ClaimsAsync() =>
        [.. (await aws.VersionsAsync(bucket)).Where(key => key.Contains(".seed-access.", StringComparison.Ordinal))];

    private async Task GiveOnAsync(string key, string canonicalId, string[] permissions) =>
        await SetAsync(key, [.. await AclAsync(key, null), .. permissions.Select(permission => new S3Grant
        {
            Grantee = new S3Grantee { CanonicalUser = canonicalId }, Permission = S3Permission.FindValue(permission),
        })]);

    private async Task<List<S3Grant>> AclAsync(string key, string? version) =>
        (await S3.GetObjectAclAsync(new GetObjectAclRequest { BucketName = bucket.Bucket, Key = key, VersionId = version })).Grants;

    private async Task SetAsync(string key, List<S3Grant> grants)
    {
        var owner = (await S3.GetObjectAclAsync(new GetObjectAclRequest { BucketName = bucket.Bucket, Key = key })).Owner;
        await S3.PutObjectAclAsync(new PutObjectAclRequest
        {
            BucketName = bucket.Bucket, Key = key, AccessControlPolicy = new S3AccessControlList { Owner = owner, Grants = grants },
        });
    }

    private RestorePlan PlanOf(string restore) => RestoreSamples.Plan with
    {
        RestoreId = $"20261120t041500z-{restore}",
        Seed = new SeedLocation(bucket, null, Keys),
        Cache = RestoreSamples.Plan.Cache with { AccountId = bucket.AccountId, Region = bucket.Region },
    };
}
