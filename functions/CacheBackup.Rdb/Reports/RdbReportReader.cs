using System.Text.Json;

namespace CacheBackup.Rdb;

/// <summary>Reads what <see cref="RdbReportJson"/> wrote. Members it does not know are ignored.</summary>
public static class RdbReportReader
{
    /// <summary>Reads a report out of an object that may hold other members too.</summary>
    /// <exception cref="FormatException">A member is missing, of another kind, or of a later version.</exception>
    public static RdbReport Read(JsonElement json)
    {
        try
        {
            return ReadMembers(json);
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException or ArgumentException or OverflowException)
        {
            throw new FormatException($"The report of a verification cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Reads what <see cref="RdbReportJson.WriteTarget"/> wrote.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static TargetVerdict ReadTarget(JsonElement json)
    {
        try
        {
            return new TargetVerdict(Text(json, "target"), Each(json, "findings", ReadFinding));
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"The verdict for a target cannot be read: {error.Message}", error);
        }
    }

    private static RdbReport ReadMembers(JsonElement json) => new()
    {
        ReportVersion = Version(json),
        Verdict = Name<RdbVerdict>(json, "verdict"),
        Error = Error(json),
        Level = Name<VerificationLevel>(json, "level"),
        At = json.GetProperty("at").GetDateTimeOffset(),
        Format = Text(json, "format"),
        Version = (int)Number(json, "version"),
        Bytes = Number(json, "bytes"),
        TrailingBytes = Number(json, "trailingBytes"),
        Checksum = Checksum(json.GetProperty("checksum")),
        Keys = Number(json, "keys"),
        Expiring = Number(json, "expiring"),
        Expired = Number(json, "expired"),
        Databases = Each(json, "databases", Database),
        Types = Each(json, "types", TypeCount),
        Warnings = Each(json, "warnings", item => item.GetString()!),
        Aux = Each(json, "aux", item => new RdbAux(Text(item, "name"), Text(item, "value"))),
        Functions = Each(json, "functions", Function),
        Modules = Each(json, "modules", Module),
        Slots = Each(json, "slots", item => SlotRange.Parse(item.GetString()!)),
        SlotImports = Number(json, "slotImports"),
        LargestKeys = Each(json, "largestKeys", LargeKey),
        DuplicateKeys = Duplicates(json.GetProperty("duplicateKeys")),
        EmptyCollections = Number(json, "emptyCollections"),
        StreamCounterMismatches = Number(json, "streamCounterMismatches"),
    };

    private static int Version(JsonElement json)
    {
        var version = (int)Number(json, "reportVersion");
        return version == 1 ? version : throw new FormatException($"The report has version {version}; this code reads 1.");
    }

    private static RdbError? Error(JsonElement json) => TextOrNull(json, "reason") is { } reason
        ? new RdbError(Number(json, "offset"), reason, (int?)NumberOrNull(json, "database"), Number(json, "keyIndex"))
        : null;

    private static RdbChecksum Checksum(JsonElement json) =>
        new(Name<RdbChecksumState>(json, "state"), TextOrNull(json, "recorded"), TextOrNull(json, "computed"));

    private static RdbDatabase Database(JsonElement json) => new(
        (int)Number(json, "number"),
        Number(json, "keys"),
        Number(json, "expiring"),
        Number(json, "expired"),
        NumberOrNull(json, "declaredKeys"),
        NumberOrNull(json, "declaredExpiring"),
        Each(json, "types", TypeCount));

    private static RdbTypeCount TypeCount(JsonElement json) =>
        new(Text(json, "type"), Text(json, "encoding"), (int)Number(json, "typeByte"), Number(json, "keys"), Number(json, "bytes"));

    private static RdbFunctionLibrary Function(JsonElement json) =>
        new(Text(json, "name"), Text(json, "engine"), Number(json, "bytes"), Number(json, "offset"), TextOrNull(json, "defect"));

    private static RdbModule Module(JsonElement json) =>
        new(Text(json, "name"), (int)Number(json, "encodingVersion"), Number(json, "keys"), Number(json, "auxRecords"));

    private static RdbLargeKey LargeKey(JsonElement json) =>
        new(Text(json, "key"), (int)Number(json, "database"), Text(json, "type"), Number(json, "bytes"), Number(json, "offset"));

    private static RdbDuplicateKeys? Duplicates(JsonElement json) => json.ValueKind == JsonValueKind.Null
        ? null
        : new RdbDuplicateKeys(Number(json, "count"), NumberOrNull(json, "offset"), NumberOrNull(json, "earlierOffset"));

    private static TargetFinding ReadFinding(JsonElement json) => new(Name<TargetEffect>(json, "effect"), Text(json, "reason"));

    private static T Name<T>(JsonElement json, string member)
        where T : struct, Enum => Enum.Parse<T>(Text(json, member));

    private static string Text(JsonElement json, string member) =>
        TextOrNull(json, member) ?? throw new FormatException($"\"{member}\" is null.");

    private static string? TextOrNull(JsonElement json, string member) => json.GetProperty(member).GetString();

    private static long Number(JsonElement json, string member) => json.GetProperty(member).GetInt64();

    private static long? NumberOrNull(JsonElement json, string member) =>
        json.GetProperty(member).ValueKind == JsonValueKind.Null ? null : Number(json, member);

    private static IReadOnlyList<T> Each<T>(JsonElement json, string member, Func<JsonElement, T> read) =>
        [.. json.GetProperty(member).EnumerateArray().Select(read)];
}
