namespace CacheBackup.LocalAws.S3.Wire;

/// <summary>An error answer of S3.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="code">Such as <c>NoSuchKey</c>.</param>
/// <param name="message">As S3 words it.</param>
internal sealed class S3Exception(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>Further elements of the error document, in their order.</summary>
    public IReadOnlyList<(string Name, string Value)> Details { get; init; } = [];

    /// <summary>Further headers of the answer.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];
}
