namespace CacheBackup.LocalAws.StepFunctions.Interpreting;

/// <summary>One line of control: the machine's own, a branch's, or an iteration's.</summary>
internal sealed class Frame(Scope scope, object? mapItem, long lastEventId)
{
    /// <summary>The variables it sees.</summary>
    public Scope Scope { get; set; } = scope;

    /// <summary><c>$states.context.Map.Item</c> inside a Map.</summary>
    public object? MapItem { get; } = mapItem;

    /// <summary>The event its next one follows.</summary>
    public long LastEventId { get; set; } = lastEventId;
}
