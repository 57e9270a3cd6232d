using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace CacheBackup.LocalAws.S3.Network;

/// <summary>
/// Chance that can be repeated: a draw depends on the seed, on what is copied and on how often it was tried before, not on
/// when it happens or what else does.
/// </summary>
internal sealed class SeededDraws(long seed)
{
    private readonly ConcurrentDictionary<(string Target, int Part), int> _attempts = new();

    /// <summary>Counts a request.</summary>
    /// <param name="target">The object that is written, as <c>bucket/key</c>: upload ids differ from run to run.</param>
    /// <param name="part">Its part; 0 for a whole object.</param>
    public Attempt Next(string target, int part) =>
        new(seed, target, part, _attempts.AddOrUpdate((target, part), 1, (_, before) => before + 1));
}

/// <summary>One request, and the draws about it.</summary>
/// <param name="Number">From 1.</param>
internal sealed record Attempt(long Seed, string Target, int Part, int Number)
{
    /// <summary>Whether this request is among that share of all.</summary>
    /// <param name="what">Draws about different things do not depend on each other.</param>
    /// <param name="share">0 to 1.</param>
    public bool IsAmong(string what, double share)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{Seed}/{what}/{Part}/{Number}/{Target}"));
        return BinaryPrimitives.ReadUInt64LittleEndian(hash) / Math.Pow(2, 64) < share;
    }
}
