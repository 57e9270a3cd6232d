namespace CacheBackup.Rdb.Parsing;

// Module data: opcodes with what belongs to each, up to opcode 0, so that it can be passed over without the module.
internal sealed partial class RdbParser
{
    private const ulong ModuleEnd = 0;
    private const ulong ModuleSigned = 1;
    private const ulong ModuleUnsigned = 2;
    private const ulong ModuleFloat = 3;
    private const ulong ModuleDouble = 4;
    private const ulong ModuleString = 5;

    private Phase _afterModule;

    private bool Module(ReadOnlySpan<byte> window) => _phase switch
    {
        Phase.ModuleId => ModuleOfKey(window),
        Phase.ModuleAux => ModuleBesideKeys(window),
        _ => ModuleData(window),
    };

    private bool ModuleOfKey(ReadOnlySpan<byte> window)
    {
        if (!TryLength(window, ref _at, out var id))
        {
            return false;
        }

        Tally.AddModule(id, keys: 1, aux: 0);
        _afterModule = Phase.ModuleId;
        return Next(Phase.ModuleData);
    }

    private bool BeginModuleAux() => Begin(Phase.ModuleAux);

    private bool ModuleBesideKeys(ReadOnlySpan<byte> window)
    {
        Span<ulong> lengths = stackalloc ulong[3];
        var at = _at;
        if (!TryLengths(window, ref at, lengths))
        {
            return false;
        }

        if (lengths[1] != ModuleUnsigned)
        {
            return MalformedHere($"module data beside the keys does not say when to load it: opcode {lengths[1]} instead of {ModuleUnsigned}");
        }

        _at = at;
        Tally.AddModule(lengths[0], keys: 0, aux: 1);
        _afterModule = Phase.Opcode;
        return Next(Phase.ModuleData);
    }

    private bool ModuleData(ReadOnlySpan<byte> window)
    {
        while (true)
        {
            var at = _at;
            if (!TryLength(window, ref at, out var opcode))
            {
                return false;
            }

            switch (opcode)
            {
                case ModuleEnd:
                    _at = at;
                    return _afterModule == Phase.ModuleId ? EndKey(window) : Next(_afterModule);
                case ModuleString:
                    return ModuleText(window, at);
                case > ModuleString:
                    return MalformedHere($"module data has opcode {opcode:N0}; 0 to 5 exist");
            }

            if (!SkipNumber(window, ref at, opcode))
            {
                return false;
            }

            _at = at;
        }
    }

    private bool ModuleText(ReadOnlySpan<byte> window, int at)
    {
        var start = _at;
        _at = at;
        if (Text(window, Use.Skip, Phase.ModuleData))
        {
            return true;
        }

        _at = start;
        return false;
    }

    private bool SkipNumber(ReadOnlySpan<byte> window, ref int at, ulong opcode)
    {
        if (opcode is ModuleSigned or ModuleUnsigned)
        {
            return TryLength(window, ref at, out _);
        }

        at += opcode == ModuleDouble ? sizeof(double) : sizeof(float);
        return at <= window.Length;
    }
}
