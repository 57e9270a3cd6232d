namespace CacheBackup.Core.Copies;

/// <summary>How one invocation works on a file. The defaults are what is deployed; tests and benchmarks use smaller ones.</summary>
/// <param name="Streams">
/// The most parts in flight, 1-900. Each holds a connection, and a function has 1,024 file descriptors. One stream between Regions
/// moves 1-6 MB/s, so their number is the speed.
/// </param>
/// <param name="PartsFromBytes">Files below are one CopyObject call: a stream of 2 MB/s takes half a minute for them.</param>
/// <param name="SmallestPartBytes">No part but the last is smaller, 5 MiB or more: S3 takes half a second to three for any part.</param>
/// <param name="LargestPartBytes">No part is larger unless the file has more than 9,500 of these: what fails is copied again.</param>
/// <param name="BytesPerInvocation">
/// What one invocation takes; larger files are sliced. 512 streams of 2 MB/s, the slowest there are, move it in five minutes of
/// fifteen.
/// </param>
public sealed record CopyTuning(
    int Streams = 512,
    long PartsFromBytes = 64L << 20,
    long SmallestPartBytes = 16L << 20,
    long LargestPartBytes = 128L << 20,
    long BytesPerInvocation = 300_000_000_000)
{
    /// <summary>Bytes a second of the slowest stream planned for, the fixed time of each part included.</summary>
    public const long SlowestStream = 2_000_000;

    /// <summary>The largest file copied by one call where parts could not be proven: the slowest stream moves it in 9 minutes.</summary>
    public const long MostBytesInOneCall = 1L << 30;
}
