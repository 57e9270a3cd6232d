using System.CommandLine;
using CacheBackup.LocalAws.Commands.Demo;
using CacheBackup.LocalAws.Hosting;
using Spectre.Console;

namespace CacheBackup.LocalAws.Commands;

/// <summary><c>demo</c>: the whole story on one screen.</summary>
internal static class DemoCommand
{
    /// <summary>Waits of 20 s and more pass in a moment; what functions and servers do takes its real time.</summary>
    private const double Hurried = 60;

    public static Command Create()
    {
        var timeScale = HostOptions.TimeScale(Hurried);
        var command = new Command("demo", "Back up two live caches to a second Region, lose the first, restore both, and prove it.")
        {
            timeScale,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(timeScale), Terminal.Create(), cancellationToken));
        return command;
    }

    /// <summary>Tells the story.</summary>
    /// <returns>0 when every backup and restore succeeded and was proven, otherwise 1.</returns>
    public static async Task<int> RunAsync(double timeScale, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var options = new LocalAwsOptions { Port = 0, TimeScale = timeScale };
        await using var session = await LocalSession.StartAsync(options, HostOptions.DefaultTemplate, cancellationToken);
        using var clients = new DemoClients(session.Address, options);
        return await new DemoStory(session, clients, console).TellAsync(cancellationToken) ? 0 : 1;
    }
}
