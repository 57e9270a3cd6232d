using System.Diagnostics.CodeAnalysis;

namespace CacheBackup.Core.Restores;

/// <summary>An object as requests name it: <c>s3://bucket/key</c>.</summary>
/// <param name="Bucket">Its bucket.</param>
/// <param name="Key">Its key.</param>
public sealed record ObjectPath(string Bucket, string Key)
{
    private const string Scheme = "s3://";

    /// <summary>Reads <c>s3://bucket/key</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ObjectPath? path)
    {
        path = null;
        var slash = text.StartsWith(Scheme, StringComparison.Ordinal) ? text.IndexOf('/', Scheme.Length) : -1;
        if (slash > Scheme.Length && slash < text.Length - 1)
        {
            path = new ObjectPath(text[Scheme.Length..slash], text[(slash + 1)..]);
        }

        return path is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Scheme}{Bucket}/{Key}";
}
