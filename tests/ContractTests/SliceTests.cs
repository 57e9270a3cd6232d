using CacheBackup.ContractTests.Reading;

namespace CacheBackup.ContractTests;

/// <summary>Files that are too large for one invocation are copied in slices.</summary>
public sealed class SliceTests
{
    [Theory]
    [InlineData("CopyToRegion")]
    [InlineData("CopySeedFile")]
    public void A_slice_is_copied_by_the_function_that_copies_the_file_and_told_the_same(string step)
    {
        var machine = Machine.Of(step);
        var slice = machine.CopySlice;
        var whole = machine.Steps.Single(step => FunctionOf(step) == FunctionOf(slice));

        whole.Name.ShouldBe(step);
        Told(slice).ShouldBe(Told(whole));
        slice.Number("TimeoutSeconds").ShouldBe(whole.Number("TimeoutSeconds"));

        static string FunctionOf(MachineState state) => state.Json.GetProperty("Arguments").GetProperty("FunctionName").GetString()!;

        static Dictionary<string, string> Told(MachineState state) => state.Json.GetProperty("Arguments").GetProperty("Payload").EnumerateObject()
            .Where(member => member.Name is not ("Slice" or "Round")).ToDictionary(member => member.Name, member => member.Value.GetString()!);
    }
}
