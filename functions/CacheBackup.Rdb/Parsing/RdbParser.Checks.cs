using CacheBackup.Rdb.Containers;
using CacheBackup.Rdb.Counting;

namespace CacheBackup.Rdb.Parsing;

// Which check belongs to which string, and what follows from it.
internal sealed partial class RdbParser
{
    private readonly TextCapture _text = new();
    private readonly ListpackCheck<NoRules> _listpack = new();
    private readonly ListpackCheck<MemberRules> _memberListpack = new();
    private readonly ListpackCheck<StreamRules> _streamListpack = new() { ChecksCount = false };
    private readonly ZiplistCheck<NoRules> _ziplist = new();
    private readonly ZiplistCheck<MemberRules> _memberZiplist = new();
    private readonly IntsetCheck _intset = new();
    private readonly MemberSet? _members;
    private readonly ZipmapCheck _zipmap;
    private long _containerEntries;
    private long _oddScoreAt = -1;

    /// <summary>The check of a container; null for any other string.</summary>
    private ContentCheck? CheckOf(Use use) => use switch
    {
        Use.Listpack => _listpack,
        Use.ListpackOfMembers => _memberListpack,
        Use.Ziplist => _ziplist,
        Use.ZiplistOfMembers => _memberZiplist,
        Use.Intset => _intset,
        Use.Zipmap => _zipmap,
        Use.StreamListpack => _streamListpack,
        _ => null,
    };

    private ContentCheck? CheckInParts(Use use) => use == Use.Skip ? null : CheckOf(use) ?? _text;

    private string What(ContentCheck check) =>
        check == _streamListpack ? "stream's listpack"
        : _shape?.Name is { } name && name != "quicklist" ? name
        : check == _ziplist ? "quicklist's ziplist" : "quicklist's listpack";

    private bool ContainerEnded(ContentCheck check)
    {
        if (check == _streamListpack)
        {
            _streamLive += _streamListpack.Rules.Live;
        }
        else if (!check.IsEmpty)
        {
            _containerEntries++;
        }

        if ((check == _memberListpack && _memberListpack.Rules.HasOddScore) || (check == _memberZiplist && _memberZiplist.Rules.HasOddScore))
        {
            _oddScoreAt = _oddScoreAt < 0 ? _recordOffset : _oddScoreAt;
        }

        return true;
    }

    // What must be set before a string is taken, whichever way.
    private void NoteString(Use use, StringHead head)
    {
        if (use == Use.Key)
        {
            (_nameLength, _nameKept, _isNameInWindow) = (head.Length, 0, false);
        }

        else if (_phase == Phase.Element && _type == 0)
        {
            _place = head.Kind switch
            {
                StringKind.Integer => RdbTypes.IntegerString,
                StringKind.Compressed => RdbTypes.CompressedString,
                _ => _place,
            };
        }

        _text.Seed = use switch
        {
            Use.Key => (ulong)Current.Number + 1,
            Use.StreamName => _streamNameSeed,
            _ => 0,
        };
    }

    private bool WholeText(Use use, ReadOnlySpan<byte> content, long offset)
    {
        var mark = _full && use is Use.Key or Use.Member or Use.StreamName ? ContentHash.Of(content, _text.Seed) : default;
        return TextEnded(use, content, content.Length, mark, offset);
    }

    private bool LongTextEnded()
    {
        if (_text.Defect is null)
        {
            _text.End();
        }

        return _text.Defect is { } defect
            ? Malformed(_contentOffset, $"a string: {defect}")
            : TextEnded(_use, _text.Prefix, _text.Length, _text.Mark, _contentOffset);
    }

    /// <param name="content">The text; at least its first 256 bytes.</param>
    private bool TextEnded(Use use, ReadOnlySpan<byte> content, long length, ContentMark mark, long offset)
    {
        switch (use)
        {
            case Use.Key:
                return KeyEnded(content, length, mark);
            case Use.Member:
                return _members?.Add(mark) != false || Malformed(offset, $"{_shape!.Name}: a member stands there twice");
            case Use.StreamName:
                return _members?.Add(mark) != false || Malformed(offset, "stream: a group or consumer stands there twice");
            case Use.StreamNodeId:
                return StreamNodeId(content, length, offset);
            case Use.AuxName:
                return AuxName(content, length);
            case Use.AuxValue:
                return AuxValue(content, length);
            default:
                return Function(content, length, offset);
        }
    }
}
