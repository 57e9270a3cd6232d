using System.Text.Json;
using CacheBackup.ContractTests.Reading;
using CacheBackup.Functions.Logging;
using YamlDotNet.RepresentationModel;

namespace CacheBackup.ContractTests;

public sealed class TemplateTests
{
    private static SamTemplate Template => SamTemplate.Shipped;

    public static TheoryData<string> Steps => [.. Machine.AllSteps];

    [Fact]
    public void The_template_substitutes_what_each_machine_leaves_open_and_nothing_else() =>
        Machine.All.ShouldAllBe(machine => Substitutions(machine).Children.Keys.Select(key => ((YamlScalarNode)key).Value!).Order()
            .SequenceEqual(machine.Substitutions.Order()));

    [Fact]
    public void Every_function_is_a_step_of_one_machine() =>
        Template.Functions.Select(function => function.LogicalId)
            .ShouldBe(Machine.AllSteps.Select(step => $"{step}Function"), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Steps))]
    public void A_step_its_substitution_and_its_function_share_one_name(string step)
    {
        var machine = Machine.Of(step);
        var arguments = machine.State(step).Json.GetProperty("Arguments");
        arguments.GetProperty("FunctionName").GetString().ShouldBe($"${{{step}FunctionArn}}");
        Substitutions(machine).Scalar($"{step}FunctionArn").ShouldBe($"{step}Function.Arn");
        Template.Function($"{step}Function").Handler.ShouldBe($"{step}Async");
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void A_function_ends_before_its_state_gives_it_up(string step) =>
        Template.Function($"{step}Function").TimeoutSeconds.ShouldBeLessThan(Machine.Of(step).State(step).Number("TimeoutSeconds"));

    [Theory]
    [InlineData("ScheduleEnabled", "BackupStateMachine", "IsScheduled")]
    [InlineData("DrillScheduleEnabled", "DrillStateMachine", "IsDrillScheduled")]
    public void A_schedule_starts_nothing_unless_it_is_asked_for(string parameter, string machine, string condition)
    {
        Template.Default(parameter).ShouldBe("false");
        var state = (YamlSequenceNode)Template.StateMachine(machine).Map("Events").Map("Schedule").Map("Properties").Children["State"];
        state.Select(item => $"{item}").ShouldBe([condition, "ENABLED", "DISABLED"]);
    }

    [Fact]
    public void What_a_drill_leaves_sets_off_an_alarm()
    {
        using var output = new MemoryStream();
        new BackupMetrics(TimeProvider.System, output).EmitDrill("orders", restored: null, left: 1);
        var line = JsonElement.Parse(output.ToArray());
        var directive = line.GetProperty("_aws").GetProperty("CloudWatchMetrics")[0];
        var alarm = Template.Alarm("DrillLeftAlarm");

        directive.GetProperty("Namespace").GetString().ShouldBe(alarm.Scalar("Namespace"));
        directive.GetProperty("Dimensions").EnumerateArray().ShouldContain(dimensions => dimensions.GetArrayLength() == 0);
        alarm.Children.Keys.Select(key => $"{key}").ShouldNotContain("Dimensions");
        line.GetProperty(alarm.Scalar("MetricName")).GetInt32().ShouldBeGreaterThan(int.Parse(alarm.Scalar("Threshold")));
    }

    [Fact]
    public void The_template_holds_no_comment_that_a_tool_rewriting_it_would_drop() =>
        Repository.Read("template.yaml").Split('\n').Where(line => line.TrimStart().StartsWith('#')).ShouldBeEmpty();

    private static YamlMappingNode Substitutions(Machine machine) => Template.StateMachine(machine.LogicalId).Map("DefinitionSubstitutions");
}
