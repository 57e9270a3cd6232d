using System.ComponentModel;
using System.Diagnostics;

namespace CacheBackup.LocalTests.Support;

/// <summary>A test that runs a program of the machine: skipped where that is missing, except in CI (<c>CI=true</c>), where it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsProgramFactAttribute : FactAttribute
{
    /// <param name="program">Looked for on PATH.</param>
    /// <param name="probe">Arguments with which it must end with exit code 0.</param>
    public NeedsProgramFactAttribute(string program, params string[] probe)
    {
        if (Environment.GetEnvironmentVariable("CI") != "true" && !Works(program, probe))
        {
            Skip = $"'{program} {string.Join(' ', probe)}' does not work here.";
        }
    }

    private static bool Works(string program, string[] probe)
    {
        try
        {
            var info = new ProcessStartInfo(program, probe) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(info)!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
