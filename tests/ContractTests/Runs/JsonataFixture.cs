using CacheBackup.LocalAws.StepFunctions.Jsonata;

namespace CacheBackup.ContractTests.Runs;

/// <summary>One JSONata process for a class of tests.</summary>
public sealed class JsonataFixture : IAsyncLifetime
{
    internal NodeEvaluator Evaluator { get; } = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Evaluator.DisposeAsync().AsTask();
}
