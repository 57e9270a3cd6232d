using CacheBackup.Rdb;

namespace CacheBackup.UnitTests.Rdb;

/// <summary>Ways to verify bytes in a test.</summary>
internal static class Verifying
{
    public static readonly DateTimeOffset At = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<VerificationLevel> Levels { get; } = Enum.GetValues<VerificationLevel>();

    public static RdbReport Verify(ReadOnlySpan<byte> file, VerificationLevel level = VerificationLevel.Full, int partBytes = int.MaxValue)
    {
        var verifier = new RdbVerifier(new RdbVerifierOptions(level, At));
        while (!file.IsEmpty)
        {
            var part = file[..Math.Min(partBytes, file.Length)];
            verifier.Feed(part);
            file = file[part.Length..];
        }

        return verifier.Finish();
    }

    public static bool IsFine(this RdbReport report) => report.Verdict is RdbVerdict.Valid or RdbVerdict.Unverified;

    /// <summary>Where two reports differ; null where they do not. Both in full would hide it.</summary>
    public static string? Difference(string one, string other)
    {
        var at = one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        return one == other ? null : $"{one[Math.Max(0, at - 60)..Math.Min(one.Length, at + 60)]} instead of {other[at..Math.Min(other.Length, at + 60)]}";
    }
}
