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
        var table = TableOf("Cache", "~Kind", ">Keys", ">Expiring", "~Types");
        foreach (var (cache, _, contents) in caches)
        {
            var all = Keyspace.Of(contents);
            table.AddRow(
                cache.Id,
                cache.Kind,
                $"{all.Keys:N0}",
                $"{all.Expiring:N0}",
                string.Join(", ", all.Types.OrderByDescending(type => type.Value).Select(type => $"{type.Value:N0} {type.Key}")));
        }

        console.Write(table);
    }

    /// <summary>What the manifests say.</summary>
    public void Manifests(IEnumerable<CopiedBackup> backups)
    {
        var table = TableOf("Cache", "Shard", "Slots", ">Bytes", "Verified", "Copy");
        foreach (var (live, manifest) in backups)
        {
            foreach (var (file, shard) in manifest.Files.Zip(manifest.Snapshot.Shards))
            {
                table.AddRow(
                    live.Cache.Id,
                    Path.GetFileNameWithoutExtension(file.Name),
                    shard.Slots ?? "all",
                    $"{file.Bytes:N0}",
                    $"{file.Verification.Verdict} ({file.Verification.Level})",
                    string.Join(", ", file.Copies.Select(copy => $"{copy.Identity}")));
            }
        }

        console.Write(table);
    }

    /// <summary>Live against restored.</summary>
    public void Proofs(IEnumerable<(CopiedBackup Backup, ShardProof Proof)> shards)
    {
        var table = TableOf(["Cache", "Shard", .. Compared]);
        foreach (var (backup, proof) in shards)
        {
            table.AddRow([backup.Live.Cache.Id, proof.Name, .. Comparison(proof.Live, proof.Restored, proof.IsEqual)]);
        }

        console.Write(table);
    }

    /// <summary>Lost against restored.</summary>
    public void Restores(IEnumerable<RestoredCache> caches)
    {
        var table = TableOf(["Cache", "Shards", .. Compared]);
        foreach (var cache in caches)
        {
            var shards = $"{cache.Lost.Shards.Count} → {cache.Shards}";
            table.AddRow([cache.Lost.Cache.Id, shards, .. Comparison(cache.Live, cache.Restored, cache.IsEqual)]);
        }

        console.Write(table);
        console.WriteLine("The digest covers every key's name, type, expiry and value, streams with their groups and pending entries.");
    }

    private static string[] Compared => [">Keys\nlive", ">Keys\nrestored", "Digest\nlive", "Digest\nrestored", "Equal"];

    private static string[] Comparison(Keyspace live, Keyspace restored, bool isEqual) =>
    [
        $"{live.Keys:N0}", $"{restored.Keys:N0}", live.ShortDigest, restored.ShortDigest, isEqual ? "[green]yes[/]" : "[red]NO[/]",
    ];

    // Before a heading, > aligns its column to the right, and ~ lets it wrap where the terminal is narrow: the others would break words.
    private static Table TableOf(params string[] headings)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var heading in headings)
        {
            var column = new TableColumn(heading.TrimStart('>', '~'));
            column.NoWrap = heading[0] != '~';
            table.AddColumn(heading[0] == '>' ? column.RightAligned() : column);
        }

        return table;
    }
}
