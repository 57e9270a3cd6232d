using Spectre.Console;

namespace CacheBackup.LocalAws.Commands;

/// <summary>The console commands write to.</summary>
public static class Terminal
{
    /// <summary>Wide enough for every table on one line each.</summary>
    private const int WidthOfNoTerminal = 150;

    /// <summary>Colours and live tables on a terminal; plain, wide text into a file or pipe.</summary>
    public static IAnsiConsole Create() => Console.IsOutputRedirected ? Plain(Console.Out) : AnsiConsole.Console;

    /// <summary>A console that writes plain text.</summary>
    public static IAnsiConsole Plain(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = WidthOfNoTerminal;
        return console;
    }
}
