using CacheBackup.LocalAws.Hosting;

namespace CacheBackup.LocalAws.S3.Storage;

/// <summary>A bucket: its settings, objects and unfinished uploads.</summary>
/// <param name="ownerAccount">12 digits.</param>
internal sealed class Bucket(string name, string region, string ownerAccount, DateTimeOffset created, BucketSettings settings)
{
    private readonly Lock _gate = new();
    private volatile BucketSettings _settings = settings;

    public string Name { get; } = name;

    public string Region { get; } = region;

    public string OwnerAccount { get; } = ownerAccount;

    public DateTimeOffset Created { get; } = created;

    public string Arn => $"arn:{Partition}:s3:::{Name}";

    public BucketSettings Settings => _settings;

    public ObjectIndex Objects { get; } = new(name);

    public UploadIndex Uploads { get; } = new();

    private string Partition =>
        Region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
        : Region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov"
        : "aws";

    /// <summary>Whether a caller belongs to the account that owns it; a service never does.</summary>
    public bool IsOwnedBy(Caller caller) => caller.Kind is CallerKind.Account or CallerKind.Function && caller.AccountId == OwnerAccount;

    /// <summary>Changes settings, one change at a time.</summary>
    public void Configure(Func<BucketSettings, BucketSettings> change)
    {
        lock (_gate)
        {
            _settings = change(_settings);
        }
    }
}
