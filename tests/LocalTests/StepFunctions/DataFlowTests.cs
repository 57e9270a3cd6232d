using CacheBackup.LocalAws.StepFunctions.Interpreting;

namespace CacheBackup.LocalTests.StepFunctions;

[Collection(JsonataCollection.Name)]
public sealed class DataFlowTests(JsonataFixture fixture)
{
    private readonly Interpreter _interpreter = new(fixture);

    [Fact]
    public async Task A_state_without_output_hands_its_input_on()
    {
        (await _interpreter.OutputAsync("""
            "A":{"Type":"Pass","Next":"B"},"B":{"Type":"Succeed"}
            """, """{"a":[1,2.50,null,"ü"]}""")).ShouldBe("""{"a":[1,2.50,null,"ü"]}""");
    }

    [Fact]
    public async Task Expressions_anywhere_in_a_value_are_evaluated_and_everything_else_is_literal()
    {
        (await _interpreter.OutputAsync("""
            "A":{"Type":"Pass","End":true,"Output":{"sum":"{% $states.input.a + 1 %}","list":["{%$states.input.a%}","$states.input.a"," {% 1 %} ",{"deep":"{% $states.input %}"}]}}
            """, """{"a":1}""")).ShouldBe("""{"sum":2,"list":[1,"$states.input.a"," {% 1 %} ",{"deep":{"a":1}}]}""");
    }

    [Fact]
    public async Task The_context_names_execution_machine_and_state()
    {
        var execution = await _interpreter.RunAsync("""
            "A":{"Type":"Pass","End":true,"Output":"{% $states.context %}"}
            """, """{"x":1}""");
        var context = execution.Output!.Value;
        context.GetProperty("Execution").GetProperty("Id").GetString().ShouldBe(execution.Arn);
        context.GetProperty("Execution").GetProperty("Name").GetString().ShouldBe(execution.Name);
        context.GetProperty("Execution").GetProperty("Input").GetProperty("x").GetInt32().ShouldBe(1);
        context.GetProperty("Execution").GetProperty("RedriveCount").GetInt32().ShouldBe(0);
        context.GetProperty("Execution").GetProperty("StartTime").GetString()!.ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$");
        context.GetProperty("StateMachine").GetProperty("Name").GetString().ShouldBe("Sample");
        context.GetProperty("State").GetProperty("Name").GetString().ShouldBe("A");
        context.TryGetProperty("Map", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Assign_and_output_of_one_state_both_see_the_variables_as_they_were()
    {
        (await _interpreter.OutputAsync("""
            "A":{"Type":"Pass","Assign":{"x":1,"y":10},"Next":"B"},
            "B":{"Type":"Pass","Assign":{"x":"{% $y %}","y":"{% $x %}"},"Output":"{% $x %}","Next":"C"},
            "C":{"Type":"Pass","Output":["{% $states.input %}","{% $x %}","{% $y %}"],"End":true}
            """)).ShouldBe("[1,10,1]");
    }

    [Fact]
    public async Task An_undefined_result_fails_naming_expression_and_field()
    {
        var execution = await _interpreter.RunAsync("""
            "A":{"Type":"Pass","Output":{"v":{"w":["{% $states.input.absent %}"]}},"End":true}
            """);
        execution.Status.ShouldBe(ExecutionStatus.Failed);
        execution.Error.ShouldBe("States.QueryEvaluationError");
        execution.Cause.ShouldBe(
            "An error occurred while executing the state 'A' (entered at the event id #2). The JSONata expression "
            + "'$states.input.absent' specified for the field 'Output/v/w[0]' returned nothing (undefined).");
        var failed = execution.History.Events.Single(item => item.Type == "EvaluationFailed").Details!.Value;
        failed.GetProperty("location").GetString().ShouldBe("Output/v/w[0]");
        failed.GetProperty("state").GetString().ShouldBe("A");
    }

    [Theory]
    [InlineData("$unknown", "returned nothing (undefined)")]
    [InlineData("$states.input.a + 'x'", "threw an error during evaluation. T2002: ")]
    [InlineData("$eval('1')", "$eval is not supported")]
    [InlineData("function($x){$x}", "not JSON")]
    [InlineData("($f := function($n){ $f($n + 1) }; $f(1))", "took longer than 1000 ms")]
    public async Task What_cannot_be_evaluated_is_a_query_evaluation_error(string expression, string message)
    {
        var execution = await _interpreter.RunAsync($$"""
            "A":{"Type":"Pass","Output":"{% {{expression}} %}","End":true}
            """, """{"a":1}""");
        execution.Error.ShouldBe("States.QueryEvaluationError");
        execution.Cause!.ShouldContain(message);
    }

    [Theory]
    [InlineData("$partition([1,2,3,4,5],2)", "[[1,2],[3,4],[5]]")]
    [InlineData("$range(10,2,-4)", "[10,6,2]")]
    [InlineData("$hash('input data','SHA-1')", "\"aaff4a450a104cd177d28d18d74485e8cae074b7\"")]
    [InlineData("$parse('{\"a\":[1]}')", "{\"a\":[1]}")]
    [InlineData("$random(7) = $random(7)", "true")]
    [InlineData("$length($uuid())", "36")]
    [InlineData("[3,1,2][$ > 1]", "[3,2]")]
    public async Task The_functions_Step_Functions_adds_are_there(string expression, string expected)
    {
        (await _interpreter.OutputAsync($$"""
            "A":{"Type":"Pass","Output":"{% {{expression.Replace("\"", "\\\"")}} %}","End":true}
            """)).ShouldBe(expected);
    }

    [Fact]
    public async Task An_output_over_256_KiB_fails_with_its_own_error_which_the_wildcard_does_not_catch()
    {
        _interpreter.Functions.On("big", _ => FakeFunctions.Success(new string('x', 262_144)));
        const string More = """
            "Retry":[{"ErrorEquals":["States.ALL"]}],"Catch":[{"ErrorEquals":["States.ALL"],"Next":"B"}],"Next":"B"
            """;
        var execution = await _interpreter.RunAsync($$"""{{Interpreter.Task("A", "big", More)}},"B":{"Type":"Succeed"}""");
        execution.Error.ShouldBe("States.DataLimitExceeded");
        execution.Cause.ShouldBe("The state/task 'A' returned a result with a size exceeding the maximum number of bytes service limit.");
        _interpreter.Functions.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_lambda_task_answers_as_the_service_integration_does()
    {
        _interpreter.Functions.On("f", input => new { got = input });
        var execution = await _interpreter.RunAsync(Interpreter.Task("A", "f", "\"End\":true"), """{"a":1}""");
        var output = execution.Output!.Value;
        output.GetProperty("StatusCode").GetInt32().ShouldBe(200);
        output.GetProperty("ExecutedVersion").GetString().ShouldBe("$LATEST");
        output.GetProperty("Payload").GetRawText().ShouldBe("""{"got":{"a":1}}""");
        output.GetProperty("SdkHttpMetadata").GetProperty("HttpHeaders").GetProperty("X-Amz-Executed-Version").GetString().ShouldBe("$LATEST");
        execution.History.Events.Select(item => item.Type).ShouldBe(
            ["ExecutionStarted", "TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskSucceeded", "TaskStateExited", "ExecutionSucceeded"]);
        execution.History.Events.Select(item => item.PreviousEventId).ShouldBe([0, 0, 2, 3, 4, 5, 6]);
    }

    [Fact]
    public async Task A_function_named_by_its_arn_answers_with_its_payload()
    {
        const string Arn = "arn:aws:lambda:eu-west-1:111122223333:function:f";
        _interpreter.Functions.On(Arn, input => input);
        var execution = await _interpreter.RunAsync($$"""
            "A":{"Type":"Task","Resource":"{{Arn}}","Arguments":{"x":"{% $states.input.a %}"},"End":true}
            """, """{"a":1}""");
        Payload.Text(execution.Output!.Value).ShouldBe("""{"x":1}""");
        execution.History.Events.Select(item => item.Type).ShouldContain("LambdaFunctionSucceeded");
    }
}
