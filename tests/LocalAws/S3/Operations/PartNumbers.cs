using CacheBackup.LocalAws.S3.Wire;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>Limits of multipart uploads.</summary>
internal static class PartNumbers
{
    public const int Max = 10_000;

    /// <summary>Every part but the last, in bytes.</summary>
    public const long MinBytes = 5L * 1024 * 1024;

    /// <summary>One part, one PutObject, and the source of one CopyObject, in bytes.</summary>
    public const long MaxBytes = 5L * 1024 * 1024 * 1024;

    /// <exception cref="S3Exception">Not from 1 to <see cref="Max"/>.</exception>
    public static int Parse(string? text) => int.TryParse(text, out var number) && number is >= 1 and <= Max
        ? number
        : throw S3Errors.InvalidArgument("Part number must be an integer between 1 and 10000, inclusive", "partNumber", text ?? "");
}
