using System.Globalization;

namespace CacheBackup.LocalAws.S3.Wire;

/// <summary>Some of an object's bytes.</summary>
/// <param name="Offset">Of the first byte.</param>
/// <param name="Length">In bytes.</param>
internal readonly record struct ByteRange(long Offset, long Length)
{
    /// <summary>Reads a <c>Range</c> header against a size.</summary>
    /// <returns>Null where the whole object is meant: no header, or one that S3 passes over.</returns>
    /// <exception cref="S3Exception">416: it begins behind the end.</exception>
    public static ByteRange? Of(string? header, long size)
    {
        if (header is null || Parse(header) is not { } wanted)
        {
            return null;
        }

        var range = wanted switch
        {
            (null, { } suffix) => new ByteRange(Math.Max(0, size - suffix), Math.Min(size, suffix)),
            ({ } first, null) => new ByteRange(first, size - first),
            ({ } first, { } last) => new ByteRange(first, Math.Min(last, size - 1) - first + 1),
            _ => default,
        };
        return range.Length > 0 && range.Offset < size ? range : throw Unsatisfiable(header, size);
    }

    /// <summary>Reads <c>x-amz-copy-source-range</c>, which must be complete and inside the source.</summary>
    public static ByteRange OfCopySource(string header, long size)
    {
        if (Parse(header) is not ({ } first, { } last))
        {
            throw S3Errors.InvalidArgument(
                "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets "
                    + "of the first and last bytes to copy",
                "x-amz-copy-source-range",
                header);
        }

        return last < size
            ? new ByteRange(first, last - first + 1)
            : throw S3Errors.InvalidArgument(
                $"Range specified is not valid for source object of size: {size}", "x-amz-copy-source-range", header);
    }

    private static (long? First, long? Last)? Parse(string header)
    {
        const string Unit = "bytes=";
        if (!header.StartsWith(Unit, StringComparison.Ordinal) || header[Unit.Length..].Split('-') is not [var from, var to])
        {
            return null;
        }

        var (first, last) = (Number(from), Number(to));
        var isBroken = (first is null && from.Length > 0) || (last is null && to.Length > 0) || (first is null && last is null)
            || first > last;
        return isBroken ? null : (first, last);
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static S3Exception Unsatisfiable(string header, long size) => new(416, "InvalidRange", "The requested range is not satisfiable")
    {
        Details = [("RangeRequested", header), ("ActualObjectSize", size.ToString())],
        Headers = [("Content-Range", $"bytes */{size}")],
    };
}
