using System.Globalization;
using CacheBackup.Rdb.Counting;

namespace CacheBackup.Rdb.Parsing;

// What is said of the file in the end.
internal sealed partial class RdbParser
{
    /// <summary>Says what was found, when no more bytes come.</summary>
    /// <param name="unconsumed">Bytes that came and could not be consumed.</param>
    public RdbReport Report(RdbVerifierOptions options, long unconsumed)
    {
        var bytes = _base + (HasFailed ? 0 : unconsumed);
        JudgeEnd(unconsumed);
        var duplicates = Tally.KeyIndex?.Search();
        return new RdbReport
        {
            Verdict = _verdict,
            Error = _failure,
            Level = options.Level,
            At = options.At,
            Format = _version == 0 ? "" : Format,
            Version = _version,
            Bytes = bytes,
            TrailingBytes = _trailing,
            Checksum = Checksum(),
            Aux = Tally.Aux,
            Keys = Tally.Databases.Sum(database => database.Keys),
            Expiring = Tally.Databases.Sum(database => database.Expiring),
            Expired = Tally.Databases.Sum(database => database.Expired),
            Databases = [.. Tally.Databases.Select(Database)],
            Types = Types(Tally.Databases),
            Functions = Tally.Functions,
            Modules = [.. Tally.Modules],
            Slots = Tally.Slots.Ranges(),
            SlotImports = Tally.SlotImports,
            LargestKeys = [.. Tally.Largest.Entries.Select(LargeKey)],
            DuplicateKeys = duplicates is { } found
                ? new RdbDuplicateKeys(found.Count, found.Count > 0 ? found.Offset : null, found.Count > 0 ? found.EarlierOffset : null)
                : null,
            EmptyCollections = Tally.EmptyCollections,
            StreamCounterMismatches = _deep ? Tally.StreamCounterMismatches : -1,
            Warnings = [.. Warnings()],
        };
    }

    private void JudgeEnd(long unconsumed)
    {
        if (_failure is not null)
        {
            return;
        }

        if (_phase != Phase.Trailing)
        {
            Fail(RdbVerdict.Truncated, _base + unconsumed, $"the file ends where {Expected()} should be");
        }
        else if (ChecksumState() == RdbChecksumState.Wrong)
        {
            Fail(RdbVerdict.ChecksumMismatch, _base - _trailing - RdbFormat.TrailerBytes, $"recorded checksum {_recordedCrc:x16}, computed {_crc:x16}");
        }
        else if (_firstEmpty is not null)
        {
            (_verdict, _failure) = (RdbVerdict.Malformed, _firstEmpty);
        }
        else
        {
            _verdict = ChecksumState() == RdbChecksumState.Right ? RdbVerdict.Valid : RdbVerdict.Unverified;
        }
    }

    private string Expected() => _phase switch
    {
        Phase.Header => "a header of 9 bytes",
        Phase.Opcode => "an opcode or a key",
        Phase.Trailer => "a checksum of 8 bytes",
        Phase.Key => "the name of a key",
        >= Phase.Value and <= Phase.StreamConsumerPending => $"the rest of the value of the key at {_recordOffset:N0}",
        _ => "the rest of a record",
    };

    private RdbChecksum Checksum()
    {
        var state = ChecksumState();
        var recorded = state is RdbChecksumState.Absent or RdbChecksumState.NotReached ? null : Hexadecimal(_recordedCrc);
        return new RdbChecksum(state, recorded, _isSummed ? Hexadecimal(_crc) : null);
    }

    private RdbChecksumState ChecksumState()
    {
        if (_phase != Phase.Trailing)
        {
            return RdbChecksumState.NotReached;
        }

        return _version < RdbFormat.FirstWithChecksum ? RdbChecksumState.Absent
            : _recordedCrc == 0 ? RdbChecksumState.Disabled
            : _recordedCrc == _crc ? RdbChecksumState.Right : RdbChecksumState.Wrong;
    }

    private static string Hexadecimal(ulong crc) => crc.ToString("x16", CultureInfo.InvariantCulture);

    private RdbDatabase Database(DatabaseTally database) => new(
        database.Number,
        database.Keys,
        database.Expiring,
        database.Expired,
        database.DeclaredKeys < 0 ? null : database.DeclaredKeys,
        database.DeclaredExpiring < 0 ? null : database.DeclaredExpiring,
        Types([database]));

    private List<RdbTypeCount> Types(IEnumerable<DatabaseTally> databases)
    {
        var types = new List<RdbTypeCount>();
        for (var place = 0; place < RdbTypes.Places; place++)
        {
            var keys = databases.Sum(database => database.KeysByPlace[place]);
            if (keys > 0)
            {
                var (type, encoding) = RdbTypes.Name(place, _isValkey);
                types.Add(new(type, encoding, RdbTypes.TypeByte(place), keys, databases.Sum(database => database.BytesByPlace[place])));
            }
        }

        return types;
    }

    private RdbLargeKey LargeKey(LargestKeys.Entry entry) => new(
        Printable.Text(entry.Name, entry.NameLength, LargestKeys.NameBytes),
        entry.Database,
        RdbTypes.Name(entry.Place, _isValkey).Type,
        entry.Bytes,
        entry.Offset);

    private IEnumerable<string> Warnings()
    {
        if (_trailing > 0)
        {
            yield return $"{_trailing:N0} bytes stand behind the end of the file's content; no engine reads them";
        }

        foreach (var database in Tally.Databases.Where(_ => _phase == Phase.Trailing))
        {
            if (database.DeclaredKeys >= 0 && (database.DeclaredKeys != database.Keys || database.DeclaredExpiring != database.Expiring))
            {
                yield return $"database {database.Number} announces {database.DeclaredKeys:N0} keys, {database.DeclaredExpiring:N0} of them expiring; "
                    + $"it holds {database.Keys:N0} and {database.Expiring:N0}";
            }
        }

        if (_oddLengthAt >= 0)
        {
            yield return $"the length at {_oddLengthAt:N0} is written as no engine writes one, though all read it: the file was changed";
        }

        if (_oddScoreAt >= 0)
        {
            yield return $"the sorted set at {_oddScoreAt:N0} has a score that is no number; engines read what they can of it";
        }

        if (_members?.IsPartial == true)
        {
            yield return "some collection has so many members that only a part of them could be searched for duplicates";
        }
    }
}
