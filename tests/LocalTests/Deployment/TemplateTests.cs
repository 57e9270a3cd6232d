using CacheBackup.LocalAws.Deployment;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.Deployment;

public sealed class TemplateTests : IDisposable
{
    private static readonly DeploymentScope Scope = new("eu-west-1", "111122223333", "stack");

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory();

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Functions_take_what_they_do_not_say_from_the_globals()
    {
        var function = Read("""
            Globals:
              Function:
                Handler: App
                Timeout: 30
                MemorySize: 512
                LoggingConfig: { LogFormat: JSON, ApplicationLogLevel: INFO }
                Environment: { Variables: { SHARED: shared, OWN: global } }
            Resources:
              CopyFunction:
                Type: AWS::Serverless::Function
                Properties:
                  Timeout: 900
                  LoggingConfig: { ApplicationLogLevel: DEBUG }
                  Environment: { Variables: { OWN: !Sub "${AWS::Region}/x" } }
            """).Functions.ShouldHaveSingleItem();
        (function.LogicalId, function.ShortName, function.Name).ShouldBe(("CopyFunction", "Copy", "stack-CopyFunction"));
        (function.Handler, function.Timeout, function.MemoryMegabytes).ShouldBe(("App", TimeSpan.FromSeconds(900), 512));
        (function.LogFormat, function.LogLevel).ShouldBe(("JSON", "DEBUG"));
        function.Environment["SHARED"].ShouldBe("shared");
        function.Environment["OWN"].ShouldBe("eu-west-1/x");
        function.RoleArn.ShouldBe("arn:aws:iam::111122223333:role/stack-CopyFunctionRole");
    }

    [Theory]
    [InlineData("!Ref Stage", "test")]
    [InlineData("{Ref: Stage}", "test")]
    [InlineData("!Ref AWS::AccountId", "111122223333")]
    [InlineData("!Ref Topic", "arn:aws:sns:eu-west-1:111122223333:stack-Topic")]
    [InlineData("!Ref F", "named-test")]
    [InlineData("!GetAtt F.Arn", "arn:aws:lambda:eu-west-1:111122223333:function:named-test")]
    [InlineData("{Fn::GetAtt: [F, Arn]}", "arn:aws:lambda:eu-west-1:111122223333:function:named-test")]
    [InlineData("!GetAtt FRole.Arn", "arn:aws:iam::111122223333:role/stack-FRole")]
    [InlineData("!GetAtt Queue.Arn", "arn:aws:sqs:eu-west-1:111122223333:stack-Queue")]
    [InlineData("!GetAtt Logs.Arn", "arn:aws:logs:eu-west-1:111122223333:log-group:/logs/test:*")]
    [InlineData("!Sub arn:${AWS::Partition}:s3:::${Stage}-${!literal}-${F.Arn}", "arn:aws:s3:::test-${literal}-arn:aws:lambda:eu-west-1:111122223333:function:named-test")]
    [InlineData("!Sub ['${A}${Stage}', {A: !Ref AWS::URLSuffix}]", "amazonaws.comtest")]
    [InlineData("!If [IsTest, yes, no]", "yes")]
    [InlineData("!If [Neither, yes, no]", "no")]
    [InlineData("!If [Both, yes, no]", "yes")]
    [InlineData("!Join ['-', [a, !Ref Stage, !Ref AWS::NoValue]]", "a-test")]
    [InlineData("!Join [';', !Ref List]", "x;y")]
    [InlineData("!Select [1, !Split [',', 'a,b,c']]", "b")]
    [InlineData("!FindInMap [Sizes, !Ref Stage, Memory]", "256")]
    public void Intrinsics_resolve_in_both_forms(string value, string expected)
    {
        Read(Sample(value)).Functions.Single().Environment["V"].ShouldBe(expected);
    }

    [Fact]
    public void A_variable_without_a_value_is_left_out()
    {
        Read(Sample("!If [IsTest, !Ref AWS::NoValue, x]")).Functions.Single().Environment.Keys.ShouldNotContain("V");
    }

    [Theory]
    [InlineData("!Base64 x", "Resources/F/Properties/Environment/Variables/V: LocalAws does not support !Base64.")]
    [InlineData("{Fn::ImportValue: x}", "LocalAws does not support Fn::ImportValue.")]
    [InlineData("!Ref Nothing", "'Nothing' is no parameter and no resource.")]
    [InlineData("!Sub '${Nothing.Arn}'", "'Nothing.Arn' names no resource of this template.")]
    [InlineData("!GetAtt Topic.Colour", "LocalAws does not know the attribute 'Colour' of 'Topic'.")]
    [InlineData("!If [Nothing, a, b]", "there is no condition 'Nothing'.")]
    [InlineData("!Select [5, !Ref List]", "Select takes an index from 0 to 1.")]
    [InlineData("!Ref Needed", "Parameters/Needed: has no default, and was given no value.")]
    [InlineData("!FindInMap [Sizes, live, Memory]", "there is no mapping Sizes/live/Memory.")]
    public void What_cannot_be_resolved_is_refused_by_its_path(string value, string message)
    {
        Should.Throw<TemplateException>(() => Read(Sample(value))).Message.ShouldContain(message);
    }

    [Fact]
    public void Overrides_replace_defaults_and_must_be_allowed()
    {
        Read(Sample("!Ref Stage"), ("Stage", "live")).Functions.Single().Environment["V"].ShouldBe("live");
        Should.Throw<TemplateException>(() => Read(Sample("x"), ("Stage", "moon"))).Message.ShouldContain("'moon' is not among its AllowedValues");
        Should.Throw<TemplateException>(() => Read(Sample("x"), ("Needed", "UPPER"))).Message.ShouldContain("does not match its AllowedPattern");
        Should.Throw<TemplateException>(() => Read(Sample("x"), ("Unknown", "x"))).Message.ShouldContain("Parameters/Unknown: does not exist");
    }

    [Fact]
    public void A_resource_whose_condition_does_not_hold_is_not_there()
    {
        Read("""
            Conditions: { Never: !Equals [a, b] }
            Resources:
              F: { Type: AWS::Serverless::Function, Condition: Never, Properties: { Handler: App } }
            """).Functions.ShouldBeEmpty();
    }

    [Fact]
    public void A_timeout_Lambda_does_not_have_is_refused()
    {
        Should.Throw<TemplateException>(() => Read("""
            Resources:
              F: { Type: AWS::Serverless::Function, Properties: { Handler: App, Timeout: 901 } }
            """)).Message.ShouldBe("Resources/F/Properties/Timeout: must be a whole number from 1 to 900.");
    }

    [Theory]
    [InlineData("!Ref Nested")]
    [InlineData("!GetAtt Nested.Arn")]
    [InlineData("!Sub '${Nested}'")]
    public void A_machine_names_another_that_the_template_declares_later(string value)
    {
        File.WriteAllText(Path.Combine(_directory.FullName, "m.asl.json"), "{}");
        Read($$"""
            Resources:
              Caller:
                Type: AWS::Serverless::StateMachine
                Properties: { DefinitionUri: m.asl.json, DefinitionSubstitutions: { NestedArn: {{value}} } }
              Nested:
                Type: AWS::Serverless::StateMachine
                Properties: { DefinitionUri: m.asl.json }
            """).StateMachines[0].Substitutions["NestedArn"].ShouldBe("arn:aws:states:eu-west-1:111122223333:stateMachine:stack-Nested");
    }

    [Fact]
    public void The_shipped_template_declares_the_backup_machine_with_every_function_it_calls()
    {
        var template = Template.Read(new FileInfo(Path.Combine(Repository.Root, "template.yaml")), Scope);
        var machine = template.StateMachines.Single(machine => machine.LogicalId == "BackupStateMachine");
        machine.Substitutions["CopyToRegionFunctionArn"].ShouldBe("arn:aws:lambda:eu-west-1:111122223333:function:stack-CopyToRegionFunction");
        machine.Substitutions["Partition"].ShouldBe("aws");
        template.Functions.Select(function => function.ShortName).ShouldContain("VerifyExport");
        template.Functions.ShouldAllBe(function => function.Environment.ContainsKey("ANNOTATIONS_HANDLER"));
    }

    private static string Sample(string value) => $$"""
        Parameters:
          Stage: { Type: String, Default: test, AllowedValues: [test, live] }
          Needed: { Type: String, AllowedPattern: '^[a-z]+$' }
          List: { Type: CommaDelimitedList, Default: 'x, y' }
        Mappings: { Sizes: { test: { Memory: 256 } } }
        Conditions:
          IsTest: !Equals [!Ref Stage, test]
          Neither: !And [Condition: IsTest, !Not [Condition: IsTest]]
          Both: !Or [!Condition Neither, Fn::Equals: [a, a]]
        Resources:
          Topic: { Type: AWS::SNS::Topic }
          Queue: { Type: AWS::SQS::Queue }
          Logs: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: !Sub '/logs/${Stage}' } }
          F:
            Type: AWS::Serverless::Function
            Properties:
              FunctionName: !Sub named-${Stage}
              Handler: App
              Environment:
                Variables:
                  V: {{value}}
        """;

    private Template Read(string yaml, params (string Name, string Value)[] overrides)
    {
        var file = new FileInfo(Path.Combine(_directory.FullName, "template.yaml"));
        File.WriteAllText(file.FullName, yaml);
        return Template.Read(file, Scope, overrides.ToDictionary(pair => pair.Name, pair => pair.Value));
    }
}
