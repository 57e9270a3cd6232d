using System.Runtime.CompilerServices;
using CacheBackup.Rdb.Containers;

namespace CacheBackup.Rdb.Parsing;

// Values that are one string, or a count of elements.
internal sealed partial class RdbParser
{
    private const byte NotANumber = 253;
    private const ulong PlainNode = 1;
    private const ulong PackedNode = 2;

    private long _elements;
    private int _part;
    private RdbError? _firstEmpty;

    private bool Value()
    {
        _containerEntries = 0;
        _shape = ValueShape.Of(_type, _isValkey, _version);
        if (_shape is null)
        {
            return _type == RdbFormat.ModuleType ? Next(Phase.ModuleId) : BeginStream();
        }

        (_elements, _part) = (1, 0);
        return Next(_shape.HasLeadingTime ? Phase.LeadingTime : _shape.IsCounted ? Phase.ElementCount : Phase.Element);
    }

    private bool LeadingTime(ReadOnlySpan<byte> window) =>
        TryEight(window, ref _at, out _) && Next(_shape!.IsCounted ? Phase.ElementCount : Phase.Element);

    private bool ElementCount(ReadOnlySpan<byte> window)
    {
        if (!Count(window, out _elements))
        {
            return false;
        }

        if (_elements == 0)
        {
            NoteEmpty(_shape!.Name);
            return EndKey(window);
        }

        _members?.Clear(_elements);
        return Next(Phase.Element);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Elements(ReadOnlySpan<byte> window)
    {
        while (_elements > 0)
        {
            if (_part == 0)
            {
                SkipElements(window);
                if (_elements == 0)
                {
                    break;
                }
            }

            if (!ElementPart(window, _shape!.Parts[_part]))
            {
                return false;
            }

            if (++_part == _shape.Parts.Length)
            {
                (_part, _elements) = (0, _elements - 1);
            }

            if (_inContent)
            {
                return true;
            }
        }

        return EndElements(window);
    }

    private bool EndElements(ReadOnlySpan<byte> window)
    {
        // Counted texts are not empty here; containers are if none of them had an entry. Below deep nobody looked.
        if (_deep && _containerEntries == 0 && _shape!.Parts[0] > Part.Number)
        {
            NoteEmpty(_shape.Name);
        }

        return EndKey(window);
    }

    private bool ElementPart(ReadOnlySpan<byte> window, Part part) => part switch
    {
        Part.Text => Text(window, Use.Skip, Phase.Element),
        Part.Member => Text(window, _full ? Use.Member : Use.Skip, Phase.Element),
        Part.Score => Score(window),
        Part.ScoreText => ScoreAsText(window),
        Part.Time => TryEight(window, ref _at, out _),
        Part.Number => TryLength(window, ref _at, out _),
        Part.QuicklistNode => QuicklistNode(window),
        _ => Container(window, part),
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Container(ReadOnlySpan<byte> window, Part part)
    {
        if (!_deep)
        {
            return Text(window, Use.Skip, Phase.Element);
        }

        var (use, groupSize) = UseOf(part);
        switch (use)
        {
            case Use.Listpack:
                _listpack.GroupSize = groupSize;
                break;
            case Use.Ziplist:
                _ziplist.GroupSize = groupSize;
                break;
            case Use.ListpackOfMembers:
                _memberListpack.GroupSize = groupSize;
                _memberListpack.Rules.Shape(groupSize, part == Part.ListpackOfScores);
                break;
            case Use.ZiplistOfMembers:
                _memberZiplist.GroupSize = groupSize;
                _memberZiplist.Rules.Shape(groupSize, part == Part.ZiplistOfScores);
                break;
            default:
                break;
        }

        return Text(window, use, Phase.Element);
    }

    // Members are only looked at where something is to be found by it.
    private (Use Use, int GroupSize) UseOf(Part part) => part switch
    {
        Part.Intset => (Use.Intset, 1),
        Part.Zipmap => (Use.Zipmap, 2),
        Part.Ziplist => (Use.Ziplist, 1),
        Part.ZiplistOfFields => (_full ? Use.ZiplistOfMembers : Use.Ziplist, 2),
        Part.ZiplistOfScores => (_full ? Use.ZiplistOfMembers : Use.Ziplist, 2),
        Part.Listpack => (Use.Listpack, 1),
        Part.ListpackOfMembers => (_full ? Use.ListpackOfMembers : Use.Listpack, 1),
        Part.ListpackOfFields => (_full ? Use.ListpackOfMembers : Use.Listpack, 2),
        Part.ListpackOfScores => (_full ? Use.ListpackOfMembers : Use.Listpack, 2),
        _ => (Use.ListpackOfMembers, 3),
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool QuicklistNode(ReadOnlySpan<byte> window)
    {
        var start = _at;
        if (!TryLength(window, ref _at, out var container))
        {
            return false;
        }

        if (container is not (PlainNode or PackedNode))
        {
            return Malformed(_base + start, $"a quicklist's node has container {container}; 1 and 2 exist");
        }

        if (container == PlainNode && _at < window.Length && window[_at] == 0)
        {
            return MalformedHere("a quicklist's plain node is empty");
        }

        if (!(container == PackedNode ? Container(window, Part.Listpack) : Text(window, Use.Skip, Phase.Element)))
        {
            // The node comes again in full.
            _at = start;
            return false;
        }

        _containerEntries += container == PlainNode ? 1 : 0;
        return true;
    }

    private bool Score(ReadOnlySpan<byte> window)
    {
        if (!TryEight(window, ref _at, out var bits))
        {
            return false;
        }

        return !double.IsNaN(BitConverter.UInt64BitsToDouble(bits)) || Malformed(_base + _at - sizeof(double), "a score is not a number");
    }

    private bool ScoreAsText(ReadOnlySpan<byte> window)
    {
        if (_at == window.Length)
        {
            return false;
        }

        var length = window[_at];
        if (length >= NotANumber)
        {
            return (length > NotANumber || MalformedHere("a score is not a number")) && Take1();
        }

        if (window.Length - _at <= length)
        {
            return false;
        }

        if (_deep && !ScoreText.BeginsWithNumber(window.Slice(_at + 1, length)))
        {
            return MalformedHere("a score is not a number");
        }

        _at += 1 + length;
        return true;

        bool Take1()
        {
            _at++;
            return true;
        }
    }
}
