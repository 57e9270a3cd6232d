using CacheBackup.Core.Errors;

namespace CacheBackup.Core.Requests;

/// <summary>Everything that is wrong with a request, so that one failed execution shows all of it.</summary>
internal sealed class RequestProblems
{
    private readonly List<string> _problems = [];

    /// <summary>How many there are so far.</summary>
    public int Count => _problems.Count;

    /// <summary>Notes a problem of one field.</summary>
    /// <param name="path">Such as <c>Destinations[1].Region</c>.</param>
    /// <param name="value">What the field holds, as JSON or text; null where it is absent.</param>
    /// <param name="demand">What it has to be instead, or what is wrong where <paramref name="value"/> is null.</param>
    public void Add(string path, string? value, string demand) =>
        _problems.Add(value is null ? $"{path} {demand}" : $"{path} is {Shortened(value)}, but {demand}");

    /// <exception cref="InvalidBackupRequestException">There is a problem. The message lists all of them.</exception>
    public void ThrowIfAny() => ThrowIfAny((fact, hint) => new InvalidBackupRequestException(fact, hint));

    /// <summary>Throws the error of a request, made of the list of all problems and a hint, if there is a problem.</summary>
    public void ThrowIfAny(Func<string, string, PermanentException> error)
    {
        if (_problems.Count > 0)
        {
            var list = string.Join("; ", _problems);
            var number = _problems.Count == 1 ? "a problem" : $"{_problems.Count} problems";
            throw error($"The request has {number}: {list}.", "Correct the input and start a new execution; nothing was created.");
        }
    }

    private static string Shortened(string value) => value.Length <= 120 ? value : $"{value[..120]}… ({value.Length} characters)";
}
