namespace CacheBackup.Rdb.Parsing;

/// <summary>One part of an element.</summary>
internal enum Part
{
    Text,
    Member,
    ScoreText,
    Score,
    Time,
    Number,
    Intset,
    Zipmap,
    Ziplist,
    ZiplistOfFields,
    ZiplistOfScores,
    Listpack,
    ListpackOfMembers,
    ListpackOfFields,
    ListpackOfScores,
    ListpackOfExpiringFields,
    QuicklistNode,
}

/// <summary>How the values of a type are laid out: perhaps a time, perhaps a count, then elements of parts.</summary>
/// <param name="Name">For messages.</param>
/// <param name="IsCounted">Whether a count of elements comes first; else there is one.</param>
/// <param name="HasLeadingTime">Whether 8 bytes of time come before everything.</param>
/// <param name="Parts">The parts of each element.</param>
internal sealed record ValueShape(string Name, bool IsCounted, bool HasLeadingTime, params Part[] Parts)
{
    private static readonly ValueShape?[] Shapes =
    [
        Single("string", Part.Text),
        Counted("list", Part.Text),
        Counted("set", Part.Member),
        Counted("sorted set", Part.Member, Part.ScoreText),
        Counted("hash", Part.Member, Part.Text),
        Counted("sorted set", Part.Member, Part.Score),
        null,
        null,
        null,
        Single("zipmap", Part.Zipmap),
        Single("ziplist", Part.Ziplist),
        Single("intset", Part.Intset),
        Single("sorted set's ziplist", Part.ZiplistOfScores),
        Single("hash's ziplist", Part.ZiplistOfFields),
        Counted("quicklist", Part.Ziplist),
        null,
        Single("hash's listpack", Part.ListpackOfFields),
        Single("sorted set's listpack", Part.ListpackOfScores),
        Counted("quicklist", Part.QuicklistNode),
        null,
        Single("set's listpack", Part.ListpackOfMembers),
        null,
    ];

    private static readonly ValueShape ValkeyHash2 = Counted("hash", Part.Member, Part.Text, Part.Time);
    private static readonly ValueShape RedisCandidateHash = Counted("hash", Part.Number, Part.Member, Part.Text);
    private static readonly ValueShape RedisCandidateListpack = Single("hash's listpack", Part.ListpackOfExpiringFields);
    private static readonly ValueShape RedisHash = RedisCandidateHash with { HasLeadingTime = true };
    private static readonly ValueShape RedisListpack = RedisCandidateListpack with { HasLeadingTime = true };

    /// <summary>Whether a value is one string and nothing else.</summary>
    public bool IsOneString => !IsCounted && !HasLeadingTime;

    /// <param name="type">The type byte.</param>
    /// <param name="isValkey">Whether the file has Valkey's magic: from 22 on, the engines' types differ.</param>
    /// <param name="version">The format's version.</param>
    /// <returns>Null for a type without such a shape, or without any.</returns>
    public static ValueShape? Of(int type, bool isValkey, int version) => type switch
    {
        < 22 => Shapes[type],
        22 when isValkey => ValkeyHash2,
        _ when isValkey || version < RdbFormat.FirstRedisWithExpiringFields => null,
        22 => RedisCandidateHash,
        23 => RedisCandidateListpack,
        24 => RedisHash,
        25 => RedisListpack,
        _ => null,
    };

    private static ValueShape Single(string name, Part part) => new(name, IsCounted: false, HasLeadingTime: false, part);

    private static ValueShape Counted(string name, params Part[] parts) => new(name, IsCounted: true, HasLeadingTime: false, parts);
}
