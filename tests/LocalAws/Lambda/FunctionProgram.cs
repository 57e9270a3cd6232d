using System.Diagnostics;
using CacheBackup.LocalAws.Processes;

namespace CacheBackup.LocalAws.Lambda;

/// <summary>
/// What runs a function: an assembly for <c>dotnet</c>, or a program of its own as custom runtimes and Native AOT have it.
/// </summary>
/// <param name="FileName">Full path of the program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Directory">The function's own files.</param>
public sealed record FunctionProgram(string FileName, IReadOnlyList<string> Arguments, DirectoryInfo Directory)
{
    /// <summary>Finds it in a directory of build output.</summary>
    /// <param name="directory">As SAM's CodeUri after the build.</param>
    /// <param name="handler">The assembly's name, without <c>.dll</c>.</param>
    /// <exception cref="FileNotFoundException">There is neither the assembly nor a <c>bootstrap</c>.</exception>
    public static FunctionProgram Find(DirectoryInfo directory, string handler)
    {
        var assembly = Path.Combine(directory.FullName, $"{handler}.dll");
        var bootstrap = Path.Combine(directory.FullName, "bootstrap");
        if (File.Exists(bootstrap))
        {
            return new FunctionProgram(bootstrap, [], directory);
        }

        return File.Exists(assembly)
            ? new FunctionProgram(DotNet(), [assembly], directory)
            : throw new FileNotFoundException(
                $"{directory.FullName} holds neither {handler}.dll nor bootstrap. HINT: build the functions first, with `make build`.");
    }

    /// <summary>The process to start, with this environment and nothing of ours but PATH, HOME and DOTNET_ROOT.</summary>
    public ProcessStartInfo StartInfo(IEnumerable<KeyValuePair<string, string>> environment)
    {
        var info = new ProcessStartInfo(FileName, Arguments)
        {
            WorkingDirectory = Directory.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var kept = ((string[])["PATH", "HOME", "DOTNET_ROOT"])
            .Where(info.Environment.ContainsKey).Select(name => KeyValuePair.Create(name, info.Environment[name]!)).ToList();
        info.Environment.Clear();
        foreach (var (name, value) in kept.Concat(environment))
        {
            info.Environment[name] = value;
        }

        return info;
    }

    private static string DotNet() => ChildProcesses.FindProgram("dotnet")
        ?? throw new FileNotFoundException("`dotnet` is not on PATH.");
}
