using CacheBackup.ContractTests.Reading;

namespace CacheBackup.ContractTests;

public sealed class RestoreMachineTests : MachineShapeTests
{
    private protected override Machine Machine => Machine.Restore;

    protected override IReadOnlyDictionary<string, string> OwnCatchers { get; } = new Dictionary<string, string>
    {
        ["NotifyRestored"] = "EmitRestoredEvent",
        ["EmitRestoredEvent"] = "RestoreCompleted",
        ["RollBackRestore"] = "NotifyRestoreFailure",
        ["NotifyRestoreFailure"] = "EmitRestoreFailureEvent",
        ["EmitRestoreFailureEvent"] = "RestoreFailed",
    };

    [Fact]
    public void It_retries_as_the_backup_machine_does() =>
        Machine.All.SelectMany(machine => machine.Tasks).Select(task => $"{task.List("Retry")[0]}".Replace(" ", "").Replace("\n", ""))
            .Distinct().ShouldHaveSingleItem();
}
