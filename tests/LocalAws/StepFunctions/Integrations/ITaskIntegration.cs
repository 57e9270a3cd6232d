using System.Text.Json;
using CacheBackup.LocalAws.StepFunctions.Interpreting;

namespace CacheBackup.LocalAws.StepFunctions.Integrations;

/// <summary>Something a Task can call.</summary>
public interface ITaskIntegration
{
    /// <summary>As in the history: <c>lambda</c>, <c>sns</c>, …; null for a Lambda function named by its ARN.</summary>
    string? ResourceType { get; }

    /// <summary>As in the history: <c>invoke</c>, <c>publish</c>, <c>startExecution.sync:2</c>, …</summary>
    string Action { get; }

    /// <summary>The arguments it takes; null when anything goes.</summary>
    TaskParameters? Parameters { get; }

    /// <summary>Whether a Task's <c>Resource</c> means this.</summary>
    bool Handles(string resource);

    /// <summary>Does it.</summary>
    /// <returns>What becomes <c>$states.result</c>.</returns>
    /// <exception cref="StatesException">It failed, by the error name a Retry or Catch would use.</exception>
    Task<JsonElement> RunAsync(TaskRequest request, CancellationToken cancellationToken);
}

/// <summary>Names of arguments.</summary>
public sealed record TaskParameters(IReadOnlyList<string> Required, IReadOnlyList<string> Optional)
{
    /// <summary>All of them.</summary>
    public IEnumerable<string> Known => Required.Concat(Optional);
}

/// <summary>One call of a Task.</summary>
/// <param name="Resource">As written in the definition.</param>
/// <param name="Arguments">Evaluated.</param>
/// <param name="Caller">The execution that calls; its machine says in which Region and account.</param>
/// <param name="Submitted">To be told, by what runs a job and waits for it, the answer to submitting the job.</param>
public sealed record TaskRequest(string Resource, JsonElement Arguments, Execution Caller, Action<JsonElement> Submitted);
