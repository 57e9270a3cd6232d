using CacheBackup.Core.Errors;

namespace CacheBackup.Core.Recovery;

/// <summary>Collects what an undo could not remove, so that one refusal does not keep the rest in place.</summary>
internal sealed class UndoLedger
{
    private readonly List<string> _left = [];

    /// <summary>What is left so far, each with the reason.</summary>
    public IReadOnlyList<string> Left => _left;

    /// <summary>Adds entries.</summary>
    public void Add(IEnumerable<string> entries) => _left.AddRange(entries);

    /// <summary>Does one thing; a permanent error becomes an entry, a transient one ends the step, which is repeated.</summary>
    public async Task<T?> TryAsync<T>(string what, Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (PermanentException error)
        {
            _left.Add($"{what}: {error.Message}");
            return default;
        }
    }
}
