namespace CacheBackup.Core.Recovery;

/// <summary>What became of the attempt to undo a failed run. The state machine branches on the name.</summary>
public enum RollBackOutcome
{
    /// <summary>The run failed before it had a plan: it wrote nothing.</summary>
    NothingToDo,

    /// <summary>ElastiCache is still at work for this run; what it writes later would be left behind.</summary>
    InProgress,

    /// <summary>Nothing of the run is left.</summary>
    RolledBack,

    /// <summary>The manifest is published, so the backup is good, and nothing was touched.</summary>
    BackupIsFinished,

    /// <summary>Something of the run is left, and the report says what.</summary>
    Incomplete,
}
