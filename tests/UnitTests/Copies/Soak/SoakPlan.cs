using CacheBackup.Core.Copies;
using CacheBackup.LocalAws.Hosting;

namespace CacheBackup.UnitTests.Copies.Soak;

/// <summary>What something else does while a copy runs.</summary>
internal enum Interference
{
    None,
    SourceReplaced,
    SourceRemoved,
    ObjectAppears,
    UploadAborted,
    PartReplaced,
    SecondRun,
}

/// <summary>A process that ends in the middle of a copy.</summary>
/// <param name="Invocation">Which one, from 0.</param>
/// <param name="Call">At which of its calls, from 1.</param>
/// <param name="IsAnswered">Whether S3 has carried the call out.</param>
internal sealed record Kill(int Invocation, int Call, bool IsAnswered);

/// <summary>One run, drawn from its seed: the file, how it is copied, and everything that goes wrong.</summary>
internal sealed record SoakPlan(int Seed)
{
    private const int MiB = 1 << 20;

    // Every call of a copy, those that fail most often first.
    private static readonly string[] Operations =
    [
        "UploadPartCopy", "CompleteMultipartUpload", "CreateMultipartUpload", "ListParts", "ListMultipartUploads", "HeadObject",
        "CopyObject", "AbortMultipartUpload", "DeleteObject",
    ];

    private static readonly string[] CanFailInside200 = ["UploadPartCopy", "CompleteMultipartUpload", "CopyObject"];

    /// <summary>Size of the file.</summary>
    public long Bytes { get; private init; }

    /// <summary>Whether the file has no CRC of the whole, only checksums of its parts.</summary>
    public bool IsComposite { get; private init; }

    /// <summary>Whether both buckets keep versions.</summary>
    public bool IsVersioned { get; private init; }

    /// <summary>How it is copied.</summary>
    public CopyTuning Tuning { get; private init; } = new();

    /// <summary>What one invocation has.</summary>
    public TimeSpan Time { get; private init; }

    /// <summary>What S3 does wrong.</summary>
    public IReadOnlyList<Fault> Faults { get; private init; } = [];

    /// <summary>What something else does.</summary>
    public Interference Interference { get; private init; }

    /// <summary>Before which call it does.</summary>
    public Fault InterferesAt { get; private init; } = new(FaultKind.Interfere, "s3", "UploadPartCopy");

    /// <summary>Processes that end.</summary>
    public IReadOnlyList<Kill> Kills { get; private init; } = [];

    /// <summary>The copied part that has other bytes, counted from 1; 0 for none.</summary>
    public int FlippedCopy { get; private init; }

    /// <summary>Draws a run.</summary>
    /// <param name="seed">Decides everything but the moment at which parallel requests arrive.</param>
    public static SoakPlan Of(int seed)
    {
        // Neighbouring seeds draw alike at first, unless they are spread.
        var random = new Random(unchecked(seed * (int)2_654_435_769));
        var isComposite = random.Next(12) == 0;
        var bytes = isComposite ? SoakFiles.CompositeBytes : random.Next(8) == 0 ? random.Next(1, 5 * MiB) : random.NextInt64(5 * MiB + 1, 60 * MiB);
        var interference = random.Next(2) == 0 ? Interference.None : random.GetItems(Enum.GetValues<Interference>(), 1)[0];
        return new SoakPlan(seed)
        {
            Bytes = bytes,
            IsComposite = isComposite,
            IsVersioned = random.Next(2) == 0,
            Tuning = new CopyTuning(
                Streams: random.Next(1, 7),
                PartsFromBytes: isComposite ? 64 * MiB : (5 * MiB) + 1,
                SmallestPartBytes: 5 * MiB,
                LargestPartBytes: 5 * MiB,
                BytesPerInvocation: random.Next(4) == 0 ? random.Next(6 * MiB, 30 * MiB) : 1L << 40),
            Time = TimeSpan.FromSeconds(random.Next(6) == 0 ? random.Next(5, 60) : 600),
            Faults = [.. Enumerable.Range(0, random.Next(5)).Select(_ => FaultOf(random))],
            Interference = interference,
            InterferesAt = new Fault(FaultKind.Interfere, "s3", OperationOf(random)) { Skip = random.Next(4), Times = 1 },
            Kills = [.. Enumerable.Range(0, Math.Max(0, random.Next(6) - 2)).Select(
                _ => new Kill(random.Next(4), random.Next(1, 20), random.Next(2) == 0))],
            FlippedCopy = random.Next(10) == 0 ? random.Next(1, 8) : 0,
        };
    }

    private static Fault FaultOf(Random random)
    {
        var operation = OperationOf(random);
        var kind = random.Next(5) switch
        {
            0 => FaultKind.DropConnection,
            1 => FaultKind.Stall,
            2 when CanFailInside200.Contains(operation) => FaultKind.EmbeddedError,
            _ => FaultKind.Error,
        };
        var isThrottling = random.Next(2) == 0;
        return new Fault(kind, "s3", operation)
        {
            Skip = random.Next(6),
            Times = random.Next(1, 5),
            Status = isThrottling ? 503 : 500,
            Code = isThrottling ? "SlowDown" : "InternalError",
            Delay = TimeSpan.FromMilliseconds(random.Next(10, 1000)),
        };
    }

    // The squared draw prefers the front of the list.
    private static string OperationOf(Random random)
    {
        var draw = random.NextDouble();
        return Operations[(int)(draw * draw * Operations.Length)];
    }
}
