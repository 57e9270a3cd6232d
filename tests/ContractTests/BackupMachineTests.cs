using CacheBackup.ContractTests.Reading;

namespace CacheBackup.ContractTests;

public sealed class BackupMachineTests : MachineShapeTests
{
    private protected override Machine Machine => Machine.Backup;

    // What fails in a destination's own execution is handed on by it.
    protected override IReadOnlyDictionary<string, string> OwnCatchers { get; } = new Dictionary<string, string>
    {
        ["CopyShards"] = "DestinationLeft",
        ["SweepUploads"] = "NotifySuccess",
        ["NotifySuccess"] = "EmitSuccessEvent",
        ["EmitSuccessEvent"] = "BackupCompleted",
        ["RollBack"] = "NotifyFailure",
        ["NotifyFailure"] = "EmitFailureEvent",
        ["EmitFailureEvent"] = "BackupFailed",
    };
}
