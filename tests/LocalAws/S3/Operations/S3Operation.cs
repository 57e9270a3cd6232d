using CacheBackup.LocalAws.S3.Wire;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>What an operation is addressed to.</summary>
internal enum OperationLevel
{
    OnService,
    OnBucket,
    OnObject,
}

/// <summary>One operation of the API: how to recognise it, what it takes to be allowed, and what it does.</summary>
/// <param name="Name">As in AWS, such as <c>PutObject</c>.</param>
/// <param name="Markers">Query parameters that must be there.</param>
/// <param name="Action">The action checked before it runs; null where it checks for itself.</param>
internal sealed record S3Operation(
    string Name, OperationLevel Level, string Method, IReadOnlyList<string> Markers, string? Action, Func<S3Request, Task> RunAsync)
{
    /// <summary>A header that must be there besides the markers; null for none.</summary>
    public string? MarkerHeader { get; init; }

    /// <summary>Whether it can be about one version of an object: an action of its own, such as <c>s3:GetObjectVersionAcl</c>.</summary>
    public bool TakesVersion { get; init; }

    /// <summary>Whether it makes or finds its bucket itself.</summary>
    public bool NeedsNoBucket { get; init; }

    /// <summary>Whether a request is for this operation, or for a more specific one.</summary>
    public bool Fits(S3Request request, OperationLevel level) =>
        level == Level && request.Method == Method && Markers.All(request.HasQuery)
            && (MarkerHeader is null || request.Header(MarkerHeader) is not null);

    /// <summary>How specific it is.</summary>
    public int Weight => Markers.Count + (MarkerHeader is null ? 0 : 1);

    /// <summary>The action for this request.</summary>
    public string? ActionFor(S3Request request) =>
        TakesVersion && request.VersionId is not null ? Action?.Replace("Object", "ObjectVersion", StringComparison.Ordinal) : Action;
}
