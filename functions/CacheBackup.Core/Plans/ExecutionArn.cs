using CacheBackup.Core.Errors;

namespace CacheBackup.Core.Plans;

/// <summary>The execution a run is: where it runs, and what its backup is named after.</summary>
/// <param name="Text">The whole ARN: <c>arn:aws:states:eu-west-1:111122223333:execution:machine:name</c>.</param>
/// <param name="Region">Its Region: the cache's and the export bucket's too.</param>
/// <param name="AccountId">Its account, 12 digits.</param>
public sealed record ExecutionArn(string Text, string Region, string AccountId)
{
    /// <summary>Reads <c>$states.context.Execution.Id</c>.</summary>
    /// <exception cref="InvalidBackupRequestException">It is no execution's ARN.</exception>
    public static ExecutionArn Parse(string text) =>
        text.Split(':', 7) is
            ["arn", _, "states", { Length: > 0 } region, { Length: 12 } account, "execution" or "express", { Length: > 0 }]
            ? new ExecutionArn(text, region, account)
            : throw new InvalidBackupRequestException(
                $"ExecutionId is \"{text}\", which is not the ARN of an execution.",
                "Hand over $states.context.Execution.Id, such as arn:aws:states:eu-west-1:111122223333:execution:backup:nightly.");
}
