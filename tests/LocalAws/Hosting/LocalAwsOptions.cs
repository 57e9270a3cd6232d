using CacheBackup.LocalAws.S3.Network;

namespace CacheBackup.LocalAws.Hosting;

/// <summary>How one emulated AWS runs.</summary>
public sealed record LocalAwsOptions
{
    /// <summary>TCP port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; } = 4566;

    /// <summary>Simulated seconds per real second: see <see cref="Pace"/>.</summary>
    public double TimeScale { get; init; } = 1;

    /// <summary>The account of every access key that is not 12 digits.</summary>
    public string DefaultAccountId { get; init; } = "111122223333";

    /// <summary>The Region of what <c>template.yaml</c> deploys.</summary>
    public string Region { get; init; } = "eu-west-1";

    /// <summary>Most invocations of one function at a time, each in a process of its own; more of them wait.</summary>
    public int FunctionConcurrency { get; init; } = 1;

    /// <summary>How fast S3 copies between Regions; null for at once.</summary>
    public NetworkModel? Network { get; init; }
}
