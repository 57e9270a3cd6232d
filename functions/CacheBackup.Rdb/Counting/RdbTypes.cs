namespace CacheBackup.Rdb.Counting;

/// <summary>Names of the value types of the format, and where each is counted.</summary>
internal static class RdbTypes
{
    public const int IntegerString = 30;
    public const int CompressedString = 31;

    /// <summary>Places to count in: the type byte, and two more for the other ways to write a string.</summary>
    public const int Places = 32;

    /// <summary>The type byte of a place.</summary>
    public static int TypeByte(int place) => place is IntegerString or CompressedString ? 0 : place;

    public static (string Type, string Encoding) Name(int place, bool isValkey) => place switch
    {
        0 => ("string", "raw"),
        IntegerString => ("string", "int"),
        CompressedString => ("string", "lzf"),
        1 => ("list", "linkedlist"),
        2 => ("set", "hashtable"),
        3 => ("zset", "skiplist, scores as text"),
        4 => ("hash", "hashtable"),
        5 => ("zset", "skiplist"),
        7 => ("module", "module"),
        9 => ("hash", "zipmap"),
        10 => ("list", "ziplist"),
        11 => ("set", "intset"),
        12 => ("zset", "ziplist"),
        13 => ("hash", "ziplist"),
        14 => ("list", "quicklist of ziplists"),
        15 => ("stream", "listpacks"),
        16 => ("hash", "listpack"),
        17 => ("zset", "listpack"),
        18 => ("list", "quicklist"),
        19 => ("stream", "listpacks 2"),
        20 => ("set", "listpack"),
        21 => ("stream", "listpacks 3"),
        22 when isValkey => ("hash", "hashtable with expiring fields"),
        22 => ("hash", "hashtable with expiring fields, 7.4 candidate"),
        23 => ("hash", "listpack with expiring fields, 7.4 candidate"),
        24 => ("hash", "hashtable with expiring fields"),
        25 => ("hash", "listpack with expiring fields"),
        _ => throw new ArgumentOutOfRangeException(nameof(place)),
    };
}
