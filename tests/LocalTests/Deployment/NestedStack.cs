namespace CacheBackup.LocalTests.Deployment;

/// <summary>A template with a machine <c>Caller</c> that runs the machine <c>Nested</c>, declared after it.</summary>
internal sealed class NestedStack : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory();

    public NestedStack()
    {
        Write("caller.asl.json", """
            {"QueryLanguage":"JSONata","StartAt":"N","States":{"N":{"Type":"Task","Resource":"arn:${Partition}:states:::states:startExecution.sync:2",
              "Arguments":{"StateMachineArn":"${NestedArn}"},"End":true}}}
            """);
        Write("nested.asl.json", """{"QueryLanguage":"JSONata","StartAt":"S","States":{"S":{"Type":"Succeed"}}}""");
        Template = Write("template.yaml", """
            Resources:
              Caller:
                Type: AWS::Serverless::StateMachine
                Properties:
                  DefinitionUri: caller.asl.json
                  DefinitionSubstitutions: { Partition: !Ref AWS::Partition, NestedArn: !Ref Nested }
              Nested:
                Type: AWS::Serverless::StateMachine
                Properties: { DefinitionUri: nested.asl.json }
            """);
    }

    public FileInfo Template { get; }

    public void Dispose() => _directory.Delete(recursive: true);

    private FileInfo Write(string name, string text)
    {
        var file = new FileInfo(Path.Combine(_directory.FullName, name));
        File.WriteAllText(file.FullName, text);
        return file;
    }
}
