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

    [Fact]
    public void A_slice_is_copied_by_the_function_that_copies_the_file_and_told_the_same()
    {
        Dictionary<string, string> Told(MachineState state) => state.Json.GetProperty("Arguments").GetProperty("Payload").EnumerateObject()
            .Where(member => member.Name is not ("Slice" or "Round")).ToDictionary(member => member.Name, member => member.Value.GetString()!);

        Told(Machine.CopySlice).ShouldBe(Told(Machine.State("CopyToRegion")));
        Machine.CopySlice.Json.GetProperty("Arguments").GetProperty("FunctionName").GetString().ShouldBe("${CopyToRegionFunctionArn}");
        Machine.CopySlice.Number("TimeoutSeconds").ShouldBe(Machine.State("CopyToRegion").Number("TimeoutSeconds"));
    }
}
