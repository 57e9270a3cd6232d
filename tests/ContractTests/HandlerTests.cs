using CacheBackup.ContractTests.Reading;
using CacheBackup.ContractTests.Runs;

namespace CacheBackup.ContractTests;

/// <summary>One name all the way: state, class, file, method, input, output, event file.</summary>
public sealed class HandlerTests
{
    public static TheoryData<string> Steps => [.. Machine.AllSteps];

    [Fact]
    public void Every_function_of_the_executable_is_a_step_of_one_machine_and_the_other_way_round() =>
        Handlers.ByStep.Keys.ShouldBe(Machine.AllSteps, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Steps))]
    public void A_step_its_class_its_file_its_method_its_input_and_its_output_share_one_name(string step)
    {
        var handler = Handlers.ByStep[step];
        handler.MethodName.ShouldBe($"{step}Async");
        handler.Class.Name.ShouldBe(step);
        handler.Input.Name.ShouldBe($"{step}Input");
        handler.Output.Name.ShouldBe($"{step}Output");
        Directory.EnumerateFiles(Repository.PathOf("functions/CacheBackup.Functions"), $"{step}.cs", SearchOption.AllDirectories)
            .ShouldHaveSingleItem();
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void A_function_takes_its_sample_event(string step)
    {
        var file = Repository.PathOf($"tests/events/{Kebab(step)}.json");
        Payloads.Read(Handlers.ByStep[step].Input, File.ReadAllBytes(file)).ShouldNotBeNull();
    }

    [Fact]
    public void Every_sample_event_belongs_to_a_function() =>
        Directory.EnumerateFiles(Repository.PathOf("tests/events")).Select(Path.GetFileNameWithoutExtension)
            .Except(Machine.AllSteps.Select(Kebab)).ShouldBeEmpty();

    private static string Kebab(string step) =>
        string.Concat(step.Select((letter, index) => char.IsUpper(letter) && index > 0 ? $"-{letter}" : $"{letter}")).ToLowerInvariant();
}
