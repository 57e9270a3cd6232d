using System.Buffers.Text;
using CacheBackup.Rdb.Containers;

namespace CacheBackup.Rdb.Parsing;

// Facts, functions, slot imports and key metadata: what comes in several tokens between keys.
internal sealed partial class RdbParser
{
    private string _auxName = "";
    private long _ranges;

    private bool Auxiliary(ReadOnlySpan<byte> window) => _phase switch
    {
        Phase.AuxName => Text(window, Use.AuxName, Phase.AuxValue),
        Phase.AuxValue => Text(window, Use.AuxValue, Phase.Opcode),
        Phase.FunctionSource => Text(window, Use.Function, Phase.Opcode),
        Phase.SlotImportName => Text(window, Use.Skip, Phase.SlotImportCount),
        Phase.SlotImportCount => SlotImportCount(window),
        Phase.SlotImportRange => SlotImportRange(window),
        Phase.KeyMetaCount => KeyMetaCount(window),
        _ => KeyMetaClass(window),
    };

    private bool AuxName(ReadOnlySpan<byte> content, long length)
    {
        _auxName = Printable.Text(content, length, TextCapture.PrefixBytes);
        return true;
    }

    private bool AuxValue(ReadOnlySpan<byte> content, long length)
    {
        if (_auxName != "slot-info")
        {
            Tally.AddAux(_auxName, Printable.Text(content, length, TextCapture.PrefixBytes));
            return true;
        }

        // "slot,keys,expiring", before the first key of each slot.
        return !Utf8Parser.TryParse(content, out uint slot, out _) || AddSlot(slot, _base + _at);
    }

    private bool Function(ReadOnlySpan<byte> content, long length, long offset)
    {
        Tally.AddFunction(FunctionSource.Read(content, length, offset, isWhole: length <= WholeBytes, _deep));
        return true;
    }

    private bool SlotImportCount(ReadOnlySpan<byte> window)
    {
        if (!Count(window, out _ranges))
        {
            return false;
        }

        Tally.SlotImports++;
        return Next(_ranges == 0 ? Phase.Opcode : Phase.SlotImportRange);
    }

    private bool SlotImportRange(ReadOnlySpan<byte> window)
    {
        Span<ulong> range = stackalloc ulong[2];
        for (; _ranges > 0; _ranges--)
        {
            var at = _at;
            if (!TryLengths(window, ref at, range))
            {
                return false;
            }

            _at = at;
        }

        return Next(Phase.Opcode);
    }

    // Redis 8.6: metadata of the next key. Per class 4 bytes that name it, and a value written as a module writes.
    private bool KeyMetaCount(ReadOnlySpan<byte> window) =>
        Count(window, out _ranges) && Next(_ranges == 0 ? Phase.Opcode : Phase.KeyMetaClass);

    private bool KeyMetaClass(ReadOnlySpan<byte> window)
    {
        if (_ranges == 0)
        {
            return Next(Phase.Opcode);
        }

        if (window.Length - _at < sizeof(uint))
        {
            return false;
        }

        _at += sizeof(uint);
        _ranges--;
        _afterModule = Phase.KeyMetaClass;
        return Next(Phase.ModuleData);
    }
}
