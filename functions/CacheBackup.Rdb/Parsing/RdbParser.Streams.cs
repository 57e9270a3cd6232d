using System.Buffers.Binary;
using CacheBackup.Rdb.Containers;

namespace CacheBackup.Rdb.Parsing;

// Streams: nodes of id and listpack, totals, groups with their pending entries and consumers.
internal sealed partial class RdbParser
{
    private const int IdBytes = 16;
    private const int TimeBytes = 8;

    private long _nodes;
    private long _groups;
    private long _pending;
    private long _consumers;
    private long _consumerPending;
    private long _streamItems;
    private long _streamLive;
    private ulong _streamNameSeed;
    private UInt128 _lastId;
    private bool _hasLastId;

    // Sums over the ids of a group and over those of its consumers: equal if, but for chance, they are the same ids.
    private ulong _groupSum;
    private long _groupIds;
    private ulong _consumerSum;
    private long _consumerIds;

    private int StreamVersion => _type == RdbFormat.Stream1 ? 1 : _type == RdbFormat.Stream2 ? 2 : 3;

    private bool BeginStream()
    {
        (_streamLive, _streamItems, _hasLastId, _streamNameSeed) = (0, 0, false, 0);
        _members?.Clear();
        return Next(Phase.StreamNodeCount);
    }

    private bool Stream(ReadOnlySpan<byte> window) => _phase switch
    {
        Phase.StreamNodeCount => Count(window, out _nodes) && Next(Phase.StreamNodeId),
        Phase.StreamNodeId when _nodes == 0 => Next(Phase.StreamTotals),
        Phase.StreamNodeId => Text(window, Use.StreamNodeId, Phase.StreamNode),
        Phase.StreamNode => StreamNode(window),
        Phase.StreamTotals => StreamTotals(window),
        Phase.StreamGroupCount => Count(window, out _groups) && Next(Phase.StreamGroupName),
        Phase.StreamGroupName => StreamGroupName(window),
        Phase.StreamGroup => StreamGroup(window),
        Phase.StreamPending => StreamPending(window),
        Phase.StreamConsumerCount => Count(window, out _consumers) && Next(Phase.StreamConsumerName),
        Phase.StreamConsumerName => StreamConsumerName(window),
        Phase.StreamConsumer => StreamConsumer(window),
        _ => StreamConsumerPending(window),
    };

    private bool StreamNodeId(ReadOnlySpan<byte> id, long length, long offset)
    {
        if (length != IdBytes)
        {
            return Malformed(offset, $"stream: the id of a node has {length:N0} bytes instead of {IdBytes}");
        }

        return Ascending(id) || Malformed(offset, "stream: its nodes are not in order");
    }

    private bool StreamNode(ReadOnlySpan<byte> window)
    {
        var use = _deep ? Use.StreamListpack : Use.Skip;
        if (!Text(window, use, Phase.StreamNodeId))
        {
            return false;
        }

        _nodes--;
        return true;
    }

    private bool StreamTotals(ReadOnlySpan<byte> window)
    {
        Span<ulong> totals = stackalloc ulong[8];
        var at = _at;
        if (!TryLengths(window, ref at, totals[..(StreamVersion == 1 ? 3 : 8)]))
        {
            return false;
        }

        _streamItems = (long)Math.Min(totals[0], LongestString);
        if (_streamItems > 0 && !_hasLastId)
        {
            return MalformedHere($"stream: it says {_streamItems:N0} items and has no node");
        }

        Tally.StreamCounterMismatches += _deep && _streamLive != _streamItems ? 1 : 0;
        _at = at;
        return Next(Phase.StreamGroupCount);
    }

    private bool StreamGroupName(ReadOnlySpan<byte> window)
    {
        if (_groups == 0)
        {
            return EndKey(window);
        }

        _streamNameSeed = 0;
        return Text(window, Use.StreamName, Phase.StreamGroup);
    }

    private bool StreamGroup(ReadOnlySpan<byte> window)
    {
        Span<ulong> lengths = stackalloc ulong[4];
        lengths = lengths[(StreamVersion == 1 ? 1 : 0)..];
        var at = _at;
        if (!TryLengths(window, ref at, lengths))
        {
            return false;
        }

        _at = at;
        _pending = (long)Math.Min(lengths[^1], LongestString);
        (_groupSum, _groupIds, _consumerSum, _consumerIds, _hasLastId) = (0, 0, 0, 0, false);
        return Next(Phase.StreamPending);
    }

    private bool StreamPending(ReadOnlySpan<byte> window)
    {
        for (; _pending > 0; _pending--)
        {
            var at = _at + IdBytes + TimeBytes;
            if (at >= window.Length || !TryLength(window, ref at, out _))
            {
                return false;
            }

            var id = window.Slice(_at, IdBytes);
            if (!Ascending(id))
            {
                return MalformedHere("stream: the pending entries of a group are not in order");
            }

            (_groupSum, _groupIds) = (_groupSum + Mark(id), _groupIds + 1);
            _at = at;
        }

        return Next(Phase.StreamConsumerCount);
    }

    private bool StreamConsumerName(ReadOnlySpan<byte> window)
    {
        if (_consumers > 0)
        {
            _streamNameSeed = (ulong)_groups;
            return Text(window, Use.StreamName, Phase.StreamConsumer);
        }

        if (_groupSum != _consumerSum || _groupIds != _consumerIds)
        {
            return MalformedHere($"stream: a group has {_groupIds:N0} pending entries, its consumers have {_consumerIds:N0}, not the same ones");
        }

        _groups--;
        return Next(Phase.StreamGroupName);
    }

    private bool StreamConsumer(ReadOnlySpan<byte> window)
    {
        var at = _at + (StreamVersion == 3 ? 2 * TimeBytes : TimeBytes);
        if (at >= window.Length || !TryLength(window, ref at, out var pending))
        {
            return false;
        }

        _at = at;
        (_consumerPending, _hasLastId) = ((long)Math.Min(pending, LongestString), false);
        return Next(Phase.StreamConsumerPending);
    }

    private bool StreamConsumerPending(ReadOnlySpan<byte> window)
    {
        for (; _consumerPending > 0; _consumerPending--)
        {
            if (window.Length - _at < IdBytes)
            {
                return false;
            }

            var id = window.Slice(_at, IdBytes);
            if (!Ascending(id))
            {
                return MalformedHere("stream: the pending entries of a consumer are not in order");
            }

            (_consumerSum, _consumerIds) = (_consumerSum + Mark(id), _consumerIds + 1);
            _at += IdBytes;
        }

        _consumers--;
        return Next(Phase.StreamConsumerName);
    }

    // Ids are saved from a tree in order, so equal ones would stand side by side.
    private bool Ascending(ReadOnlySpan<byte> id)
    {
        var value = BinaryPrimitives.ReadUInt128BigEndian(id);
        var ascends = !_hasLastId || value > _lastId;
        (_lastId, _hasLastId) = (value, true);
        return ascends;
    }

    private static ulong Mark(ReadOnlySpan<byte> id) => ContentHash.Of(id, seed: 0).First;
}
