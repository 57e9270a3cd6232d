namespace CacheBackup.Benchmarks.Copies;

/// <summary>What moving bytes costs besides the traffic: AWS price list for eu-west-1 and us-east-1, November 2026.</summary>
/// <param name="Transitions">State transitions of a Standard workflow.</param>
/// <param name="Invocations">Of Lambda functions.</param>
/// <param name="GigabyteSeconds">Memory of the functions by simulated time.</param>
/// <param name="CopyRequests">Requests to S3 that are billed as PUT, COPY, POST or LIST.</param>
internal sealed record CopyCosts(long Transitions, long Invocations, double GigabyteSeconds, long CopyRequests)
{
    private const double Transition = 0.025 / 1000;
    private const double Invocation = 0.20 / 1_000_000;

    /// <summary>On arm64, the first tier.</summary>
    private const double GigabyteSecond = 0.0000133334;
    private const double CopyRequest = 0.005 / 1000;

    /// <summary>Step Functions and Lambda, in US dollars.</summary>
    public double Orchestration => (Transitions * Transition) + (Invocations * Invocation) + (GigabyteSeconds * GigabyteSecond);

    /// <summary>Requests to S3, in US dollars.</summary>
    public double S3 => CopyRequests * CopyRequest;
}
