namespace CacheBackup.Core.Permissions;

/// <summary>May ElastiCache use the bucket?</summary>
public enum GrantVerdict
{
    /// <summary>Every action is allowed.</summary>
    Granted,

    /// <summary>Some action is allowed by nothing.</summary>
    NotGranted,

    /// <summary>Some action is denied by a statement, which no grant can outweigh.</summary>
    Denied,

    /// <summary>Some action depends on what cannot be judged from here; nothing else stands in the way.</summary>
    Unknown,
}

/// <summary>The evaluator's answer for one bucket and one Region.</summary>
/// <param name="Verdict">The answer.</param>
/// <param name="Actions">The actions it is about: missing, denied or unknown; empty where all is granted.</param>
/// <param name="Reason">Why, as the part of a sentence that follows "because".</param>
/// <param name="StatementToAdd">The policy statement that grants all, as JSON; null where no statement can or need be added.</param>
public sealed record GrantFinding(GrantVerdict Verdict, IReadOnlyList<string> Actions, string Reason, string? StatementToAdd);
