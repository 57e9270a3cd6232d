using CacheBackup.Rdb.Containers;


namespace CacheBackup.Rdb.Parsing;

// What a checkpoint holds. The order is part of its version.
internal sealed partial class RdbParser
{
    public void Sync(StateCodec codec)
    {
        Tally.Sync(codec);
        SyncPosition(codec);
        SyncKey(codec);
        SyncContent(codec);
        SyncValue(codec);
        SyncStream(codec);
        if (codec.IsReading)
        {
            ChooseFastTypes();
        }
    }

    private void SyncPosition(StateCodec codec)
    {
        var phase = (int)_phase;
        codec.Number(ref phase);
        _phase = (Phase)phase;
        codec.Number(ref _base);
        codec.Fixed(ref _crc);
        codec.Flag(ref _isSummed);
        codec.Flag(ref _isValkey);
        codec.Number(ref _version);
        codec.Fixed(ref _recordedCrc);
        codec.Number(ref _trailing);
        codec.Number(ref _oddLengthAt);
        codec.Number(ref _oddScoreAt);
        codec.Text(ref _auxName);
        codec.Number(ref _ranges);
        var after = (int)_afterModule;
        codec.Number(ref after);
        _afterModule = (Phase)after;
    }

    private void SyncKey(StateCodec codec)
    {
        var database = _database?.Number ?? -1;
        codec.Number(ref database);
        _database = database < 0 ? null : Tally.Database(database);
        codec.Number(ref _keys);
        codec.Number(ref _recordOffset);
        codec.Number(ref _type);
        codec.Number(ref _place);
        codec.Flag(ref _expires);
        codec.Number(ref _expiry);
        codec.Number(ref _nameLength);
        codec.Number(ref _nameKept);
        codec.Raw(_name.AsSpan(0, _nameKept));
        SyncFirstEmpty(codec);
    }

    private void SyncFirstEmpty(StateCodec codec)
    {
        var has = _firstEmpty is not null;
        codec.Flag(ref has);
        if (!has)
        {
            return;
        }

        var (offset, reason, database, keys) = _firstEmpty ?? new RdbError(0, "", 0, 0);
        var number = database ?? 0;
        codec.Number(ref offset);
        codec.Text(ref reason);
        codec.Number(ref number);
        codec.Number(ref keys);
        _firstEmpty = new RdbError(offset, reason, number, keys);
    }

    private void SyncContent(StateCodec codec)
    {
        codec.Flag(ref _inContent);
        if (!_inContent)
        {
            return;
        }

        var use = (int)_use;
        codec.Number(ref use);
        _use = (Use)use;
        codec.Flag(ref _isCompressed);
        codec.Number(ref _contentOffset);
        codec.Number(ref _contentLength);
        codec.Number(ref _storedLeft);
        codec.Number(ref _produced);
        if (_isCompressed)
        {
            (_lzf ??= new LzfWindow()).Sync(codec);
        }

        CheckInParts(_use)?.Sync(codec);
    }

    private void SyncValue(StateCodec codec)
    {
        var hasShape = _shape is not null;
        codec.Flag(ref hasShape);
        _shape = hasShape ? ValueShape.Of(_type, _isValkey, _version) : null;
        codec.Number(ref _elements);
        codec.Number(ref _part);
        codec.Number(ref _containerEntries);
        if (_phase is not (Phase.Opcode or Phase.Key))
        {
            _members?.Sync(codec);
        }
    }

    private void SyncStream(StateCodec codec)
    {
        if (_phase is < Phase.StreamNodeCount or > Phase.StreamConsumerPending)
        {
            return;
        }

        codec.Number(ref _nodes);
        codec.Number(ref _groups);
        codec.Number(ref _pending);
        codec.Number(ref _consumers);
        codec.Number(ref _consumerPending);
        codec.Number(ref _streamItems);
        codec.Number(ref _streamLive);
        codec.Number(ref _streamNameSeed);
        var (high, low) = ((ulong)(_lastId >> 64), (ulong)_lastId);
        codec.Fixed(ref high);
        codec.Fixed(ref low);
        _lastId = new UInt128(high, low);
        codec.Flag(ref _hasLastId);
        codec.Fixed(ref _groupSum);
        codec.Number(ref _groupIds);
        codec.Fixed(ref _consumerSum);
        codec.Number(ref _consumerIds);
    }
}
