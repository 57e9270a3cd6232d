using System.Globalization;
using CacheBackup.Rdb.Counting;

namespace CacheBackup.Rdb;

/// <summary>What a verification found in one file. It says what was checked, never that the file will restore.</summary>
public sealed record RdbReport
{
    /// <summary>Version of this record's shape.</summary>
    public int ReportVersion { get; init; } = 1;

    public required RdbVerdict Verdict { get; init; }

    /// <summary>The first thing that is wrong; null where nothing is.</summary>
    public required RdbError? Error { get; init; }

    public required VerificationLevel Level { get; init; }

    /// <summary>The time at which keys were counted as expired or not.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Magic and version as they stand in the file, such as <c>REDIS0011</c>; empty where it has none.</summary>
    public required string Format { get; init; }

    /// <summary>Number in <see cref="Format"/>; 0 where it has none.</summary>
    public required int Version { get; init; }

    /// <summary>Bytes read: up to the first error, else all of the file.</summary>
    public required long Bytes { get; init; }

    /// <summary>Bytes behind the end of the file's content, which no engine reads.</summary>
    public required long TrailingBytes { get; init; }

    public required RdbChecksum Checksum { get; init; }

    /// <summary>Facts the engine wrote about itself, in order; at most 64, values up to 256 bytes.</summary>
    public required IReadOnlyList<RdbAux> Aux { get; init; }

    public required long Keys { get; init; }

    /// <summary>Keys with a time to live.</summary>
    public required long Expiring { get; init; }

    /// <summary>Keys whose time was over at <see cref="At"/>: they are in the file, and no engine loads them.</summary>
    public required long Expired { get; init; }

    /// <summary>Databases that were selected, by number.</summary>
    public required IReadOnlyList<RdbDatabase> Databases { get; init; }

    /// <summary>Keys and bytes of the whole file by type and encoding.</summary>
    public required IReadOnlyList<RdbTypeCount> Types { get; init; }

    public required IReadOnlyList<RdbFunctionLibrary> Functions { get; init; }

    public required IReadOnlyList<RdbModule> Modules { get; init; }

    /// <summary>Cluster slots the file says it has keys of; empty where it says nothing.</summary>
    public required IReadOnlyList<SlotRange> Slots { get; init; }

    /// <summary>Slot imports that were under way when the file was written.</summary>
    public required long SlotImports { get; init; }

    public required IReadOnlyList<RdbLargeKey> LargestKeys { get; init; }

    /// <summary>Keys that stand in the file again; null below <see cref="VerificationLevel.Full"/>.</summary>
    public required RdbDuplicateKeys? DuplicateKeys { get; init; }

    /// <summary>Collections without an element: an engine drops such a key while loading.</summary>
    public required long EmptyCollections { get; init; }

    /// <summary>Streams whose counter of items is not the number of their live items; -1 at <see cref="VerificationLevel.Quick"/>.</summary>
    public required long StreamCounterMismatches { get; init; }

    /// <summary>What an operator should know although it is no error.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}

/// <summary>A place where a file is not what the format demands.</summary>
/// <param name="Offset">Bytes from the start of the file.</param>
/// <param name="Reason">What is wrong there.</param>
/// <param name="Database">Database selected at that place; null before the first.</param>
/// <param name="KeyIndex">Keys that were read in full before it, over all databases.</param>
public sealed record RdbError(long Offset, string Reason, int? Database, long KeyIndex);

/// <summary>What is known of the checksum.</summary>
/// <param name="Recorded">The one in the file, 16 hexadecimal digits; null where there is none.</param>
/// <param name="Computed">The one of what was read; null where the end was not reached.</param>
public sealed record RdbChecksum(RdbChecksumState State, string? Recorded, string? Computed);

/// <summary>States of a checksum.</summary>
public enum RdbChecksumState
{
    Right,
    Wrong,

    /// <summary>Recorded as zero: the engine was told not to compute it.</summary>
    Disabled,

    /// <summary>The format has none before version 5.</summary>
    Absent,

    /// <summary>Reading ended before it.</summary>
    NotReached,
}

/// <summary>A fact the engine wrote about itself.</summary>
public sealed record RdbAux(string Name, string Value);

/// <summary>What a database holds.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Keys">Keys in it.</param>
/// <param name="Expiring">Keys with a time to live.</param>
/// <param name="Expired">Keys whose time was over.</param>
/// <param name="DeclaredKeys">Keys the file announced (RESIZEDB); null where it did not.</param>
/// <param name="DeclaredExpiring">Keys with a time to live that the file announced.</param>
/// <param name="Types">Its keys by type and encoding.</param>
public sealed record RdbDatabase(
    int Number,
    long Keys,
    long Expiring,
    long Expired,
    long? DeclaredKeys,
    long? DeclaredExpiring,
    IReadOnlyList<RdbTypeCount> Types);

/// <summary>Keys of one type and encoding.</summary>
/// <param name="Type">The engines' name of the type.</param>
/// <param name="Encoding">How the values are written.</param>
/// <param name="TypeByte">The number of both in the format.</param>
/// <param name="Keys">How many.</param>
/// <param name="Bytes">Bytes of keys and values as they are in the file.</param>
public sealed record RdbTypeCount(string Type, string Encoding, int TypeByte, long Keys, long Bytes);

/// <summary>A library of functions.</summary>
/// <param name="Name">Its name; empty where its source does not say it.</param>
/// <param name="Engine">The language, in lower case; empty where its source does not say it.</param>
/// <param name="Bytes">Bytes of its source.</param>
/// <param name="Offset">Where its source begins, in bytes.</param>
/// <param name="Defect">Why an engine would refuse the source; null where nothing was found or the level is quick.</param>
public sealed record RdbFunctionLibrary(string Name, string Engine, long Bytes, long Offset, string? Defect);

/// <summary>A module whose data is in the file.</summary>
/// <param name="Name">Name of its data type, 9 characters.</param>
/// <param name="EncodingVersion">Version of its encoding, 0 to 1023.</param>
/// <param name="Keys">Values of this type.</param>
/// <param name="AuxRecords">Records of it beside the keys.</param>
public sealed record RdbModule(string Name, int EncodingVersion, long Keys, long AuxRecords);

/// <summary>Slots in a row.</summary>
public readonly record struct SlotRange(int First, int Last)
{
    /// <summary>Reads what <see cref="ToString"/> wrote, and what ElastiCache writes: <c>0-5460</c> or <c>7</c>.</summary>
    /// <exception cref="FormatException">It is something else, or no slots of a cluster.</exception>
    public static SlotRange Parse(string text) => TryParse(text, out var range)
        ? range
        : throw new FormatException($"\"{text}\" is no range of the slots 0-{SlotMap.Slots - 1}.");

    /// <summary>As <see cref="Parse"/>; false where it would throw.</summary>
    public static bool TryParse(string? text, out SlotRange range)
    {
        range = default;
        var parts = (text ?? "").Split('-');
        if (parts.Length > 2 || !TrySlot(parts[0], out var first) || !TrySlot(parts[^1], out var last) || first > last)
        {
            return false;
        }

        range = new SlotRange(first, last);
        return true;
    }

    /// <summary>Reads the slots of a shard: one range or several, separated by commas. False for anything else, no slots too.</summary>
    public static bool TryParseAll(string? text, out IReadOnlyList<SlotRange> ranges)
    {
        var read = new List<SlotRange>();
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            if (TryParse(part, out var range))
            {
                read.Add(range);
                continue;
            }

            ranges = [];
            return false;
        }

        ranges = read;
        return true;
    }

    public override string ToString() => First == Last ? $"{First}" : $"{First}-{Last}";

    private static bool TrySlot(string text, out int slot) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out slot) && slot < SlotMap.Slots;
}

/// <summary>A key that takes many bytes.</summary>
/// <param name="Key">Its name, other than printable ASCII as \xHH; cut after 128 bytes.</param>
/// <param name="Database">Its database.</param>
/// <param name="Type">Its type.</param>
/// <param name="Bytes">Bytes of key and value in the file.</param>
/// <param name="Offset">Where it begins, in bytes.</param>
public sealed record RdbLargeKey(string Key, int Database, string Type, long Bytes, long Offset);

/// <summary>Keys that stand in a file more than once: no engine loads such a file.</summary>
/// <param name="Count">Times that a key stands there again.</param>
/// <param name="Offset">Where the first repetition begins, in bytes; null where there is none.</param>
/// <param name="EarlierOffset">Where the key it repeats begins.</param>
public sealed record RdbDuplicateKeys(long Count, long? Offset, long? EarlierOffset);
