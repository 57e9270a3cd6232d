using System.Text;
using System.Text.Json;
using CacheBackup.LocalAws.StepFunctions.Interpreting;

namespace CacheBackup.LocalAws.StepFunctions.Integrations;

/// <summary><c>sns:publish</c>, recorded.</summary>
public sealed class SnsPublish(Recorded recorded) : ITaskIntegration
{
    private const int LargestMessage = 256 * 1024;
    private const int LongestSubject = 100;

    /// <inheritdoc/>
    public string? ResourceType => "sns";

    /// <inheritdoc/>
    public string Action => "publish";

    /// <inheritdoc/>
    public TaskParameters? Parameters { get; } = new(["TopicArn", "Message"], ["Subject"]);

    /// <inheritdoc/>
    public bool Handles(string resource) => StatesResource.Is(resource, "sns:publish");

    /// <inheritdoc/>
    public Task<JsonElement> RunAsync(TaskRequest request, CancellationToken cancellationToken)
    {
        var topic = request.Arguments.Text("TopicArn");
        if (topic.Split(':') is not ["arn", _, "sns", _, _, _])
        {
            throw Invalid($"Invalid parameter: TopicArn Reason: '{topic}' is no topic ARN");
        }

        var message = request.Arguments.TryGetProperty("Message", out var given) && given.ValueKind != JsonValueKind.String
            ? Payload.Text(given)
            : request.Arguments.Text("Message");
        if (message.Length == 0 || Encoding.UTF8.GetByteCount(message) > LargestMessage)
        {
            throw Invalid(message.Length == 0 ? "Invalid parameter: Empty message" : "Invalid parameter: Message too long");
        }

        var subject = request.Arguments.OptionalText("Subject");
        if (subject is { Length: 0 or > LongestSubject } || subject?.Any(c => !char.IsAscii(c) || char.IsControl(c)) == true)
        {
            throw Invalid("Invalid parameter: Subject");
        }

        var notification = new Notification(topic, message, subject, Guid.NewGuid().ToString());
        recorded.Add(notification);
        return Task.FromResult(Payload.Of(new { notification.MessageId }));
    }

    private static StatesException Invalid(string message) => new("Sns.InvalidParameterException", message);
}
