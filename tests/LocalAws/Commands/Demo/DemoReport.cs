using Spectre.Console;

namespace CacheBackup.LocalAws.Commands.Demo;

/// <summary>The demonstration's tables.</summary>
internal sealed class DemoReport(IAnsiConsole console)
{
    /// <summary>A new chapter.</summary>
    public void Heading(string text)
    {
        console.WriteLine();
        console.Write(new Rule($"[bold]{Markup.Escape(text)}[/]").LeftJustified());
    }

    /// <summary>What was created and filled.</summary>
    public void Caches(IEnumerable<LiveCache> caches)
    {
        var table = TableOf("Cache", "Kind", ">Keys", ">Expiring", "Types");
        foreach (var (cache, _, contents) in caches)
        {
            var types = contents.SelectMany(one => one.Types).GroupBy(type => type.Key, type => type.Value);
            table.AddRow(
                cache.Id,
                cache.Kind,
                $"{contents.Sum(one => one.Keys):N0}",
                $"{contents.Sum(one => one.Expiring):N0}",
                string.Join(", ", types.OrderByDescending(type => type.Sum()).Select(type => $"{type.Sum():N0} {type.Key}")));
        }

        console.Write(table);
    }

    /// <summary>What the manifests say.</summary>
    public void Manifests(IEnumerable<CopiedBackup> backups)
    {
        var table = TableOf("Backup", "Source", "File", "Slots", ">Bytes", "Verified", "Copy proven by");
        foreach (var (_, manifest) in backups)
        {
            foreach (var (file, shard) in manifest.Files.Zip(manifest.Snapshot.Shards))
            {
                table.AddRow(
                    manifest.BackupId,
                    $"{manifest.Source.Id}, {manifest.Source.Engine} {manifest.Source.EngineVersion}",
                    file.Name,
                    shard.Slots ?? "all",
                    $"{file.Bytes:N0}",
                    $"{file.Verification.Verdict} ({file.Verification.Level}), {file.Verification.Keys:N0} keys",
                    string.Join(", ", file.Copies.Select(copy => $"{copy.Identity}")));
            }
        }

        console.Write(table);
    }

    /// <summary>Live against restored.</summary>
    public void Proofs(IEnumerable<(CopiedBackup Backup, ShardProof Proof)> shards)
    {
        var table = TableOf("Cache", "File", ">Keys live", ">Keys restored", "Digest live", "Digest restored", "Equal");
        foreach (var (backup, proof) in shards)
        {
            table.AddRow(
                backup.Live.Cache.Id,
                proof.Name,
                $"{proof.Live.Keys:N0}",
                $"{proof.Restored.Keys:N0}",
                proof.Live.Digest[..12],
                proof.Restored.Digest[..12],
                proof.IsEqual ? "[green]yes[/]" : "[red]NO[/]");
        }

        console.Write(table);
        console.WriteLine("The digest covers every key's name, type, expiry and value, streams with their groups and pending entries.");
    }

    private static Table TableOf(params string[] headings)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var heading in headings)
        {
            table.AddColumn(heading[0] == '>' ? new TableColumn(heading[1..]).RightAligned() : new TableColumn(heading));
        }

        return table;
    }
}
