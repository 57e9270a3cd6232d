using System.Globalization;
using System.Text;

namespace CacheBackup.LocalAws.Redis;

/// <summary>The RESP2 types of a reply.</summary>
public enum RespKind
{
    /// <summary>A status line such as <c>OK</c>.</summary>
    Simple,

    /// <summary>An error line; a call raises it as <see cref="RespException"/>.</summary>
    Error,

    /// <summary>A 64-bit integer.</summary>
    Number,

    /// <summary>Binary-safe bytes.</summary>
    Bulk,

    /// <summary>A list of replies.</summary>
    Array,

    /// <summary>A missing bulk string or array.</summary>
    Null,
}

/// <summary>One reply of a Redis or Valkey server.</summary>
/// <param name="Kind">Its RESP2 type.</param>
/// <param name="Bytes">What a simple, error, integer or bulk reply says, as sent.</param>
/// <param name="Items">The elements of an array, otherwise empty.</param>
public sealed record RespValue(RespKind Kind, ReadOnlyMemory<byte> Bytes, IReadOnlyList<RespValue> Items)
{
    /// <summary>The reply to a key that does not exist.</summary>
    public static RespValue Null { get; } = new(RespKind.Null, default, []);

    /// <summary>Whether it is the null reply.</summary>
    public bool IsNull => Kind == RespKind.Null;

    /// <summary>As UTF-8 text; empty for null and for arrays.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    /// <summary>As a number.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public long Number => long.Parse(Bytes.Span, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        RespKind.Null => "(nil)",
        RespKind.Array => $"[{string.Join(", ", Items)}]",
        _ => Text,
    };
}

/// <summary>An error the server answered, such as <c>MOVED 3999 127.0.0.1:6381</c>.</summary>
public sealed class RespException(string message) : Exception(message);
