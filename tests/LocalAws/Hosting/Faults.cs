namespace CacheBackup.LocalAws.Hosting;

/// <summary>What an injected fault does to the call it hits.</summary>
public enum FaultKind
{
    /// <summary>Answer with <see cref="Fault.Status"/> and <see cref="Fault.Code"/>; the operation does not happen.</summary>
    Error,

    /// <summary>200 OK with an error document in the body, as S3 copies can answer; the operation does not happen.</summary>
    EmbeddedError,

    /// <summary>Wait <see cref="Fault.Delay"/> of real time, then carry on.</summary>
    Stall,

    /// <summary>Close the connection without an answer; the operation does not happen.</summary>
    DropConnection,

    /// <summary>Run <see cref="Fault.Before"/>, then carry on: something else changes the world mid-way.</summary>
    Interfere,
}

/// <summary>An injected fault: which calls it hits and what it does to them.</summary>
public sealed record Fault(FaultKind Kind, string Service, string Operation)
{
    /// <summary>Only calls whose resource (bucket/key, snapshot or cache name, function name) contains this; null for all.</summary>
    public string? ResourceContains { get; init; }

    /// <summary>Only calls by this function; null for all callers.</summary>
    public string? FunctionName { get; init; }

    /// <summary>Calls that pass before it first hits.</summary>
    public int Skip { get; init; }

    /// <summary>How many calls it hits; null for all.</summary>
    public int? Times { get; init; }

    /// <summary>HTTP status of <see cref="FaultKind.Error"/>.</summary>
    public int Status { get; init; } = 503;

    /// <summary>Error code of <see cref="FaultKind.Error"/> and <see cref="FaultKind.EmbeddedError"/>.</summary>
    public string Code { get; init; } = "SlowDown";

    /// <summary>Error message.</summary>
    public string Message { get; init; } = "Please reduce your request rate.";

    /// <summary>Real time of <see cref="FaultKind.Stall"/>.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>What <see cref="FaultKind.Interfere"/> runs.</summary>
    public Func<Task>? Before { get; init; }
}

/// <summary>The faults to inject, asked once per call by every service.</summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly List<Planned> _faults = [];

    /// <summary>Adds a fault. <c>Operation</c> may be <c>*</c> for every operation of the service.</summary>
    public void Add(Fault fault)
    {
        lock (_lock)
        {
            _faults.Add(new Planned(fault));
        }
    }

    /// <summary>The fault that hits this call, if any, counted as taken.</summary>
    public Fault? Take(AwsCall call, string operation, string resource)
    {
        lock (_lock)
        {
            return _faults.FirstOrDefault(planned => planned.Hits(call, operation, resource))?.Fault;
        }
    }

    private sealed class Planned(Fault fault)
    {
        private int _seen;

        public Fault Fault { get; } = fault;

        public bool Hits(AwsCall call, string operation, string resource)
        {
            if (Fault.Service != call.Service || (Fault.Operation != "*" && Fault.Operation != operation)
                || (Fault.ResourceContains is { } part && !resource.Contains(part, StringComparison.Ordinal))
                || (Fault.FunctionName is { } name && !call.Caller.PrincipalArn.EndsWith($"/{name}", StringComparison.Ordinal)))
            {
                return false;
            }

            var index = _seen++ - Fault.Skip;
            return index >= 0 && (Fault.Times is not { } times || index < times);
        }
    }
}
