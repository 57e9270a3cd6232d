using CacheBackup.Rdb.Parsing;

namespace CacheBackup.Rdb.Counting;

/// <summary>Everything that is counted over one file.</summary>
internal sealed class Tally(int largestKeys, bool indexKeys)
{
    /// <summary>Databases counted at most; the engines' default is 16.</summary>
    public const int MostDatabases = 16384;

    private const int MostAux = 64;
    private const int MostModules = 256;
    private const int MostFunctions = 1024;

    private readonly SortedDictionary<int, DatabaseTally> _databases = [];
    private readonly List<RdbAux> _aux = [];
    private readonly List<RdbFunctionLibrary> _functions = [];
    private readonly SortedDictionary<ulong, (long Keys, long Aux)> _modules = [];

    public long SlotImports;
    public long EmptyCollections;
    public long StreamCounterMismatches;

    public IEnumerable<DatabaseTally> Databases => _databases.Values;

    public IReadOnlyList<RdbAux> Aux => _aux;

    public IReadOnlyList<RdbFunctionLibrary> Functions => _functions;

    public IEnumerable<RdbModule> Modules =>
        _modules.Select(module => new RdbModule(ModuleId.Name(module.Key), ModuleId.Version(module.Key), module.Value.Keys, module.Value.Aux));

    public SlotMap Slots { get; } = new();

    public LargestKeys Largest { get; } = new(largestKeys);

    public KeyIndex? KeyIndex { get; } = indexKeys ? new() : null;

    /// <returns>Null where there are more databases than are counted.</returns>
    public DatabaseTally? Database(int number)
    {
        if (!_databases.TryGetValue(number, out var database))
        {
            if (_databases.Count == MostDatabases)
            {
                return null;
            }

            _databases.Add(number, database = new DatabaseTally(number));
        }

        return database;
    }

    public void AddAux(string name, string value)
    {
        if (_aux.Count < MostAux)
        {
            _aux.Add(new RdbAux(name, value));
        }
    }

    public void AddFunction(RdbFunctionLibrary library)
    {
        if (_functions.Count < MostFunctions)
        {
            _functions.Add(library);
        }
    }

    public void AddModule(ulong id, int keys, int aux)
    {
        if (_modules.TryGetValue(id, out var counted) || _modules.Count < MostModules)
        {
            _modules[id] = (counted.Keys + keys, counted.Aux + aux);
        }
    }

    public void Sync(StateCodec codec)
    {
        codec.Number(ref SlotImports);
        codec.Number(ref EmptyCollections);
        codec.Number(ref StreamCounterMismatches);
        Slots.Sync(codec);
        Largest.Sync(codec);
        KeyIndex?.Sync(codec);
        SyncDatabases(codec);
        SyncAux(codec);
        SyncFunctions(codec);
        SyncModules(codec);
    }

    private void SyncDatabases(StateCodec codec)
    {
        var databases = _databases.Values.ToArray();
        var count = databases.Length;
        codec.Number(ref count);
        for (var index = 0; index < count; index++)
        {
            var database = codec.IsReading ? new DatabaseTally(0) : databases[index];
            database.Sync(codec);
            _databases[database.Number] = database;
        }
    }

    private void SyncAux(StateCodec codec)
    {
        var count = _aux.Count;
        codec.Number(ref count);
        for (var index = 0; index < count; index++)
        {
            var (name, value) = codec.IsReading ? new RdbAux("", "") : _aux[index];
            codec.Text(ref name);
            codec.Text(ref value);
            if (codec.IsReading)
            {
                AddAux(name, value);
            }
        }
    }

    private void SyncFunctions(StateCodec codec)
    {
        var count = _functions.Count;
        codec.Number(ref count);
        for (var index = 0; index < count; index++)
        {
            var (name, engine, bytes, offset, defect) = codec.IsReading ? new RdbFunctionLibrary("", "", 0, 0, null) : _functions[index];
            var reason = defect ?? "";
            codec.Text(ref name);
            codec.Text(ref engine);
            codec.Number(ref bytes);
            codec.Number(ref offset);
            codec.Text(ref reason);
            if (codec.IsReading)
            {
                AddFunction(new RdbFunctionLibrary(name, engine, bytes, offset, reason.Length == 0 ? null : reason));
            }
        }
    }

    private void SyncModules(StateCodec codec)
    {
        var modules = _modules.ToArray();
        var count = modules.Length;
        codec.Number(ref count);
        for (var index = 0; index < count; index++)
        {
            var (id, (keys, aux)) = codec.IsReading ? default : modules[index];
            codec.Number(ref id);
            codec.Number(ref keys);
            codec.Number(ref aux);
            _modules[id] = (keys, aux);
        }
    }
}
