namespace CacheBackup.LocalAws.Hosting;

/// <summary>What every emulated service shares.</summary>
/// <param name="Options">How this emulated AWS runs.</param>
/// <param name="Accounts">Who owns which access key.</param>
/// <param name="Faults">Injected faults.</param>
/// <param name="Pace">Scaled durations and the real clock.</param>
/// <param name="Scratch">A directory of this run only; removed when the host stops.</param>
public sealed record LocalAwsContext(LocalAwsOptions Options, Accounts Accounts, FaultPlan Faults, Pace Pace, DirectoryInfo Scratch)
{
    /// <summary>The endpoint's base address, known once the host listens.</summary>
    public Uri Endpoint { get; set; } = new("http://127.0.0.1/");

    /// <summary>The same for what is deployed in a Region, once the host listens.</summary>
    public LocalAwsContext In(string region) => this with { Options = Options with { Region = region } };
}
