using CacheBackup.Rdb;
using Spectre.Console;

namespace CacheBackup.LocalAws.Commands.Verify;

/// <summary>The result for people: a row per file, then what is in them and what should be known.</summary>
internal static class VerifyTable
{
    private const int MostLargeKeys = 5;

    public static void Write(VerifyResult result, IAnsiConsole console)
    {
        console.Write(Files(result));
        if (result.Files.Count == 1 && result.Files[0].Report.Keys > 0)
        {
            console.Write(Types(result.Files[0].Report));
            console.Write(LargestKeys(result.Files[0].Report));
        }

        foreach (var line in result.Files.SelectMany(file => Lines(file, named: result.Files.Count > 1)).Concat(Lines(result)))
        {
            console.MarkupLine(line);
        }
    }

    private static Table Files(VerifyResult result)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("File", "Verdict", "Level", "Format", "Checksum");
        foreach (var number in new[] { "Keys", "Expiring", "Expired", "Databases", "Size", "Speed" })
        {
            table.AddColumn(new TableColumn(number).RightAligned());
        }

        foreach (var (name, report, time) in result.Files)
        {
            table.AddRow(
                Markup.Escape(name),
                Verdict(report),
                report.Level.ToString().ToLowerInvariant(),
                report.Format,
                Words(report.Checksum.State.ToString()),
                $"{report.Keys:N0}",
                $"{report.Expiring:N0}",
                $"{report.Expired:N0}",
                $"{report.Databases.Count(database => database.Keys > 0)}",
                Sizes.Text(report.Bytes),
                $"{Sizes.Text((long)(report.Bytes / time.TotalSeconds))}/s");
        }

        if (result.Backup is { } backup)
        {
            table.AddRow($"{backup.Shards.Count} files", "", "", "", "", $"{backup.Keys:N0}", $"{backup.Expiring:N0}", $"{backup.Expired:N0}", "", Sizes.Text(backup.Bytes));
        }

        return table;
    }

    private static Table Types(RdbReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Type", "Encoding");
        table.AddColumn(new TableColumn("Keys").RightAligned()).AddColumn(new TableColumn("Bytes").RightAligned()).AddColumn(new TableColumn("Share").RightAligned());
        foreach (var type in report.Types.OrderByDescending(type => type.Bytes))
        {
            table.AddRow(type.Type, type.Encoding, $"{type.Keys:N0}", Sizes.Text(type.Bytes), $"{100.0 * type.Bytes / report.Bytes:F1} %");
        }

        return table;
    }

    private static Table LargestKeys(RdbReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Largest keys", "Database", "Type");
        table.AddColumn(new TableColumn("Bytes").RightAligned()).AddColumn(new TableColumn("At byte").RightAligned());
        foreach (var key in report.LargestKeys.Take(MostLargeKeys))
        {
            table.AddRow(Markup.Escape(key.Key), $"{key.Database}", key.Type, Sizes.Text(key.Bytes), $"{key.Offset:N0}");
        }

        return table;
    }

    private static IEnumerable<string> Lines(VerifiedFile file, bool named)
    {
        var name = named ? $"{Markup.Escape(file.Name)}: " : "";
        if (file.Report.Error is { } error)
        {
            var where = error.Database is { } database ? $" in database {database}, after {error.KeyIndex:N0} keys" : "";
            yield return $"{name}[red]{file.Report.Verdict} at byte {error.Offset:N0}{where}: {Markup.Escape(error.Reason)}[/]";
        }

        foreach (var warning in file.Report.Warnings)
        {
            yield return $"{name}[yellow]{Markup.Escape(warning)}[/]";
        }

        foreach (var line in Lines(file.Target))
        {
            yield return name + line;
        }
    }

    private static IEnumerable<string> Lines(VerifyResult result)
    {
        foreach (var finding in result.Backup?.Findings ?? [])
        {
            yield return Line(finding);
        }

        var engine = result.Files.Select(file => file.Report.Aux.FirstOrDefault(aux => aux.Name is "redis-ver" or "valkey-ver")).FirstOrDefault();
        if (engine is not null)
        {
            var looked = result.Target is null ? "Structure and checksum" : "Structure, checksum and target rules";
            yield return $"Written by {engine.Name[..^4]} {Markup.Escape(engine.Value)}. {looked} were checked; nothing was loaded.";
        }
    }

    private static IEnumerable<string> Lines(TargetVerdict? target)
    {
        if (target is null)
        {
            yield break;
        }

        yield return target.IsRestorable
            ? $"[green]{target.Target}: no rule speaks against it[/]"
            : $"[red]{target.Target}: not restorable[/]";
        foreach (var finding in target.Findings)
        {
            yield return Line(finding);
        }
    }

    private static string Line(TargetFinding finding)
    {
        var (colour, verb) = finding.Effect switch
        {
            TargetEffect.Refuses => ("red", "refuses"),
            TargetEffect.Drops => ("yellow", "drops  "),
            _ => ("grey", "note   "),
        };
        return $"  [{colour}]{verb}[/] {Markup.Escape(finding.Reason)}";
    }

    private static string Verdict(RdbReport report)
    {
        var colour = report.Verdict switch { RdbVerdict.Valid => "green", RdbVerdict.Unverified => "yellow", _ => "red" };
        return $"[{colour}]{Words(report.Verdict.ToString())}[/]";
    }

    // "NotReached" as "not reached".
    private static string Words(string name) =>
        string.Concat(name.Select((letter, at) => char.IsUpper(letter) ? $"{(at > 0 ? " " : "")}{char.ToLowerInvariant(letter)}" : $"{letter}"));
}
