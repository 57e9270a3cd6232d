namespace CacheBackup.Rdb;

/// <summary>What a target would do with a file or a backup, as far as its rules are known.</summary>
/// <param name="Target">The engine and version, such as <c>redis:7.1</c>.</param>
/// <param name="Findings">Everything that speaks against it or should be known, in the order of the rules.</param>
public sealed record TargetVerdict(string Target, IReadOnlyList<TargetFinding> Findings)
{
    /// <summary>Whether no rule says that the target refuses it. Structure, checksum and rules were checked; it was not loaded.</summary>
    public bool IsRestorable => Findings.All(finding => finding.Effect != TargetEffect.Refuses);

    /// <summary>Every reason why it is not restorable.</summary>
    public IEnumerable<string> Reasons => Findings.Where(finding => finding.Effect == TargetEffect.Refuses).Select(finding => finding.Reason);
}

/// <summary>What follows from a finding.</summary>
public enum TargetEffect
{
    /// <summary>The target does not start from it.</summary>
    Refuses,

    /// <summary>The target starts without a part of it, and says nothing.</summary>
    Drops,

    /// <summary>The target starts from it; an operator should know.</summary>
    Note,
}

/// <summary>One rule's finding.</summary>
/// <param name="Effect">What follows from it.</param>
/// <param name="Reason">The fact, with its numbers.</param>
public sealed record TargetFinding(TargetEffect Effect, string Reason);
