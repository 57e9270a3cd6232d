namespace Amazon.Lambda.Core;

/// <summary>SnapStart hooks. Nothing is snapshotted on this machine, so they are kept and never run.</summary>
public static class SnapshotRestore
{
    internal static List<Func<ValueTask>> BeforeSnapshot { get; } = [];

    internal static List<Func<ValueTask>> AfterRestore { get; } = [];

    public static void RegisterBeforeSnapshot(Func<ValueTask> beforeSnapshotAction) => BeforeSnapshot.Add(beforeSnapshotAction);

    public static void RegisterAfterRestore(Func<ValueTask> afterRestoreAction) => AfterRestore.Add(afterRestoreAction);
}
