namespace CacheBackup.Core.Exports;

/// <summary>What a poll of an export says about it. The state machine branches on the name.</summary>
public enum ExportOutcome
{
    /// <summary>Not finished, or not yet seen twice the same.</summary>
    InProgress,

    /// <summary>Every shard's file is there and no longer changes.</summary>
    Complete,

    /// <summary>ElastiCache says it is done and files are missing: export again under another name.</summary>
    ExportAgain,
}
