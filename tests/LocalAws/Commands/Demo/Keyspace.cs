using System.Security.Cryptography;

namespace CacheBackup.LocalAws.Commands.Demo;

/// <summary>Everything a server holds, counted and digested.</summary>
/// <param name="Keys">Number of keys.</param>
/// <param name="Expiring">Number of keys with an expiry.</param>
/// <param name="Types">Number of keys of each type, such as <c>zset</c>.</param>
/// <param name="Digest">
/// Over every key's name, type, expiry and logical value: two servers with the same data have the same digest, however
/// each encodes it. 64 hexadecimal digits.
/// </param>
public sealed record Keyspace(long Keys, long Expiring, IReadOnlyDictionary<string, long> Types, string Digest)
{
    /// <summary>The digest's first digits: enough to tell two apart on a screen.</summary>
    public string ShortDigest => Digest[..8];

    /// <summary>What several servers hold together. However keys are spread over them, the digest is the same.</summary>
    public static Keyspace Of(IReadOnlyCollection<Keyspace> shards)
    {
        var sum = new byte[SHA256.HashSizeInBytes];
        foreach (var shard in shards)
        {
            Add(sum, Convert.FromHexString(shard.Digest));
        }

        return new Keyspace(
            shards.Sum(shard => shard.Keys),
            shards.Sum(shard => shard.Expiring),
            shards.SelectMany(shard => shard.Types).GroupBy(type => type.Key, type => type.Value)
                .ToDictionary(type => type.Key, type => type.Sum()),
            Convert.ToHexStringLower(sum));
    }

    /// <summary>Whether the other holds the same keys, types, expiries and values, and none twice.</summary>
    public bool IsSameAs(Keyspace other) => Keys == other.Keys && Expiring == other.Expiring && Digest == other.Digest;

    // Keys come in no order, so their digests are combined by an operation that needs none.
    internal static void Add(byte[] sum, byte[] digest)
    {
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] ^= digest[i];
        }
    }
}
