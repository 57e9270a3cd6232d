using System.Text.RegularExpressions;
using CacheBackup.LocalAws.StepFunctions.Definitions;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.StepFunctions;

/// <summary>What is refused when a definition is loaded, and with which words.</summary>
[Collection(JsonataCollection.Name)]
public sealed class DefinitionTests(JsonataFixture fixture)
{
    private readonly Interpreter _interpreter = new(fixture);

    [Theory]
    [InlineData("""{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}""", "QueryLanguage: must be 'JSONata'")]
    [InlineData("""{"QueryLanguage":"JSONata","StartAt":"B","States":{"A":{"Type":"Succeed"}}}""", "States: StartAt names 'B'")]
    [InlineData("""{"QueryLanguage":"JSONata","States":{"A":{"Type":"Succeed"}}}""", "the required field 'StartAt' is missing")]
    [InlineData("""{"QueryLanguage":"JSONata","Start":"A","StartAt":"A","States":{"A":{"Type":"Succeed"}}}""", "field 'Start' does not belong here")]
    [InlineData("""{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Succeed"},"A":{"Type":"Succeed"}}}""", "field 'A' appears twice")]
    [InlineData("""{"QueryLanguage":"JSONata","TimeoutSeconds":0,"StartAt":"A","States":{"A":{"Type":"Succeed"}}}""", "TimeoutSeconds: must be a whole number")]
    [InlineData("{", "The definition is no JSON")]
    public async Task Machines_that_cannot_run_are_refused(string definition, string message)
    {
        var refusal = await Should.ThrowAsync<DefinitionException>(() => _interpreter.Machines.AddAsync("Sample", definition));
        refusal.Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("""{"Type":"Pass"}""", "States/A: needs exactly one of 'Next' and 'End': true")]
    [InlineData("""{"Type":"Pass","End":true,"Next":"A"}""", "needs exactly one of")]
    [InlineData("""{"Type":"Pass","Next":"Z"}""", "States/A/Next: names a state that is not in the same graph")]
    [InlineData("""{"Type":"Pass","End":true},"B":{"Type":"Succeed"}""", "States/B: no transition leads to this state")]
    [InlineData("""{"Type":"Pass","Parameters":{},"End":true}""", "States/A/Parameters: belongs to JSONPath")]
    [InlineData("""{"Type":"Pass","Retry":[],"End":true}""", "States/A: field 'Retry' does not belong here")]
    [InlineData("""{"Type":"Succeed","Assign":{}}""", "field 'Assign' does not belong here")]
    [InlineData("""{"Type":"Activity","End":true}""", "'Activity' is not a state type")]
    [InlineData("""{"Type":"Pass","Output":"{% 1 +","End":true}""", "States/A/Output: a JSONata expression starts with {% and ends with %}")]
    [InlineData("""{"Type":"Pass","Output":{"x":["{% 1 + %}"]},"End":true}""", "States/A/Output/x[0]: the JSONata expression '1 +' cannot be parsed. S0207")]
    [InlineData("""{"Type":"Pass","Output":"{% $states.result %}","End":true}""", "$states.result does not exist in this field")]
    [InlineData("""{"Type":"Pass","Assign":{"states":1},"End":true}""", "States/A/Assign/states: is not a name a variable can have")]
    [InlineData("""{"Type":"Pass","Assign":{"a-b":1},"End":true}""", "is not a name a variable can have")]
    [InlineData("""{"Type":"Pass","Assign":"{% {} %}","End":true}""", "States/A/Assign: must be an object")]
    [InlineData("""{"Type":"Wait","End":true}""", "exactly one of 'Seconds' and 'Timestamp'")]
    [InlineData("""{"Type":"Wait","Seconds":-1,"End":true}""", "States/A/Seconds: must be a number from 0 to 99999999")]
    [InlineData("""{"Type":"Choice","Choices":[]}""", "States/A/Choices: must be an array with at least one rule")]
    [InlineData("""{"Type":"Choice","Choices":[{"Next":"A"}]}""", "States/A/Choices[0]: the required field 'Condition' is missing")]
    [InlineData("""{"Type":"Choice","Choices":[{"Condition":"{% true %}","Next":"Z"}]}""", "States/A/Choices[0]/Next: names a state")]
    [InlineData("""{"Type":"Fail","Next":"A"}""", "field 'Next' does not belong here")]
    [InlineData("""{"Type":"Fail","Error":1}""", "States/A/Error: must be a string")]
    public async Task States_that_cannot_run_are_refused_by_name_and_field(string state, string message) => await RefusedAsync(state, message);

    [Theory]
    [InlineData("\"Resource\":\"arn:aws:states:::sqs:sendMessage\"", "States/A/Resource: LocalAws does not support 'arn:aws:states:::sqs:sendMessage'")]
    [InlineData("\"Resource\":\"arn:aws:states:::lambda:invoke.waitForTaskToken\"", "does not support")]
    [InlineData("\"Resource\":\"arn:aws:states:::lambda:invoke\"", "States/A/Arguments: the required argument 'FunctionName' is missing")]
    [InlineData("\"Resource\":\"arn:aws:states:::lambda:invoke\",\"Arguments\":{\"FunctionName\":\"f\",\"InvocationType\":\"Event\"}", "does not support the argument 'InvocationType'")]
    [InlineData("\"Resource\":\"arn:aws:states:::states:startExecution\"", "does not support 'arn:aws:states:::states:startExecution'")]
    [InlineData("\"Resource\":\"arn:aws:states:::states:startExecution.sync\"", "does not support 'arn:aws:states:::states:startExecution.sync'")]
    [InlineData("\"Resource\":\"arn:aws:states:::states:startExecution.sync:2\"", "States/A/Arguments: the required argument 'StateMachineArn' is missing")]
    [InlineData("\"Resource\":\"arn:aws:states:::states:startExecution.sync:2\",\"Arguments\":{\"StateMachineArn\":\"m\",\"TraceHeader\":\"t\"}", "does not support the argument 'TraceHeader'")]
    [InlineData("\"Resource\":\"arn:aws:states:::lambda:invoke\",\"Credentials\":{}", "States/A/Credentials: LocalAws does not support this field")]
    public async Task Tasks_that_cannot_run_are_refused(string fields, string message) =>
        await RefusedAsync($$"""{"Type":"Task",{{fields}},"End":true}""", message);

    [Theory]
    [InlineData("\"Retry\":[{}]", "States/A/Retry[0]: the required field 'ErrorEquals' is missing")]
    [InlineData("\"Retry\":[{\"ErrorEquals\":[]}]", "Retry[0]/ErrorEquals: must be an array of error names")]
    [InlineData("\"Retry\":[{\"ErrorEquals\":[\"States.ALL\",\"E\"]}]", "'States.ALL' must stand alone")]
    [InlineData("\"Retry\":[{\"ErrorEquals\":[\"States.ALL\"]},{\"ErrorEquals\":[\"E\"]}]", "'States.ALL' must be in the last one")]
    [InlineData("\"Retry\":[{\"ErrorEquals\":[\"E\"],\"BackoffRate\":0.5}]", "States/A/Retry[0]/BackoffRate: must be a number of at least 1")]
    [InlineData("\"Retry\":[{\"ErrorEquals\":[\"E\"],\"IntervalSeconds\":5,\"MaxDelaySeconds\":5}]", "must be larger than IntervalSeconds")]
    [InlineData("\"Retry\":[{\"ErrorEquals\":[\"E\"],\"JitterStrategy\":\"SOME\"}]", "must be 'FULL' or 'NONE'")]
    [InlineData("\"Catch\":[{\"ErrorEquals\":[\"E\"],\"ResultPath\":\"$\",\"Next\":\"A\"}]", "States/A/Catch[0]: field 'ResultPath' does not belong here")]
    [InlineData("\"Catch\":[{\"ErrorEquals\":[\"E\"],\"Next\":\"Z\"}]", "States/A/Catch[0]/Next: names a state")]
    [InlineData("\"Catch\":[{\"ErrorEquals\":[\"E\"],\"Output\":\"{% $states.result %}\",\"Next\":\"A\"}]", "States/A/Catch[0]/Output: $states.result does not exist in this field")]
    [InlineData("\"TimeoutSeconds\":0", "States/A/TimeoutSeconds: must be a number from 1")]
    public async Task Retriers_and_catchers_are_checked(string fields, string message) =>
        await RefusedAsync(
            $$$"""{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Arguments":{"FunctionName":"f"},{{{fields}}},"End":true}""", message);

    [Theory]
    [InlineData("\"ItemReader\":{}", "States/A/ItemReader: LocalAws does not support this field")]
    [InlineData("\"ToleratedFailureCount\":1", "States/A/ToleratedFailureCount: belongs to a distributed Map")]
    [InlineData("\"Items\":{}", "States/A/Items: must be an array, or a JSONata expression")]
    [InlineData("\"Assign\":{\"inner\":1}", "States/A/ItemProcessor/States/I/Assign/inner: a variable of an outer scope cannot be assigned in an inner one")]
    public async Task Maps_are_checked(string fields, string message) =>
        await RefusedAsync(
            $$"""{"Type":"Map",{{fields}},"ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Pass","Assign":{"inner":1},"End":true} } },"End":true}""",
            message);

    [Fact]
    public async Task A_name_used_twice_in_different_graphs_is_refused() =>
        await RefusedAsync(
            """{"Type":"Map","ItemProcessor":{"StartAt":"A","States":{"A":{"Type":"Succeed"}}},"End":true}""",
            "a state's name must be unique in the whole machine");

    [Fact]
    public async Task A_placeholder_without_a_value_is_refused()
    {
        var refusal = await Should.ThrowAsync<DefinitionException>(() => _interpreter.Machines.AddAsync("Sample", "${Nothing}"));
        refusal.Message.ShouldBe("DefinitionSubstitutions has no value for ${Nothing}.");
    }

    [Fact]
    public async Task The_shipped_machine_loads()
    {
        var path = Path.Combine(Repository.Root, "statemachine", "backup.asl.json");
        var text = await File.ReadAllTextAsync(path);
        var substitutions = Regex.Matches(text, @"\$\{(\w+)\}").Select(match => match.Groups[1].Value).Distinct()
            .ToDictionary(name => name, name => name == "Partition" ? "aws" : $"the-{name}");
        (await _interpreter.Machines.AddAsync("Backup", text, substitutions)).Definition.Graph.States.Keys.ShouldContain("BackupCompleted");
    }

    private async Task RefusedAsync(string state, string message)
    {
        var refusal = await Should.ThrowAsync<DefinitionException>(
            () => _interpreter.Machines.AddAsync("Sample", Interpreter.Machine($"\"A\":{state}")));
        refusal.Message.ShouldContain(message);
    }
}
