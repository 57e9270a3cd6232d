using System.Text.Json;
using CacheBackup.Core.Copies;
using CacheBackup.Core.Restores;

namespace CacheBackup.Functions.Logging;

/// <summary>
/// Metrics in the CloudWatch embedded metric format: lines of the log, which CloudWatch turns into metrics of the namespace
/// CacheBackup. BackupBytes, Shards and Copies per cache, when a backup is finished; VerifiedBytes, VerificationSeconds and
/// VerificationRate per level, after every invocation that read a file; CopyBytes, CopySeconds, CopyRate, PartsRetried, PartsReissued and
/// PartsThrottled per Region of the destination, after every invocation that copied; DrillRestored (1 or 0), DrillLeft, DrillSeconds,
/// DrillBytes and DrillKeys per cache and of all caches, after every drill.
/// </summary>
/// <param name="clock">Stamps the line.</param>
/// <param name="output">
/// Where lines go. Standard output itself in Lambda: with the log format JSON, the runtime would wrap what goes through
/// <see cref="Console.Out"/> into a message, and CloudWatch would not see the metrics.
/// </param>
public sealed class BackupMetrics(TimeProvider clock, Stream output)
{
    /// <summary>Writes the line of a finished backup.</summary>
    /// <param name="cache">Id of the cache.</param>
    /// <param name="bytes">Size of the exported files together.</param>
    /// <param name="shards">Exported files.</param>
    /// <param name="copies">Destinations that hold a whole copy.</param>
    public void Emit(string cache, long bytes, int shards, int copies) => Write(
        "Cache", cache, new("BackupBytes", "Bytes", bytes), new("Shards", "Count", shards), new("Copies", "Count", copies));

    /// <summary>Writes the line of an invocation that verified a file or a part of it.</summary>
    /// <param name="level">The level of the verification.</param>
    /// <param name="bytes">Bytes read and verified.</param>
    /// <param name="elapsed">The time it took.</param>
    public void EmitVerification(string level, long bytes, TimeSpan elapsed) => Write(
        "Level",
        level,
        new("VerifiedBytes", "Bytes", bytes),
        new("VerificationSeconds", "Seconds", Math.Round(elapsed.TotalSeconds, 3)),
        new("VerificationRate", "Megabytes/Second", Math.Round(bytes / 1e6 / Math.Max(elapsed.TotalSeconds, 1e-3), 1)));

    /// <summary>Writes the line of an invocation that has copied; none where there was nothing left to copy.</summary>
    /// <param name="region">Region of the destination.</param>
    /// <param name="tally">What was done.</param>
    public void EmitCopy(string region, CopyTally tally)
    {
        if (tally.Parts > 0)
        {
            Write(
                "DestinationRegion",
                region,
                new("CopyBytes", "Bytes", tally.Bytes),
                new("CopySeconds", "Seconds", Math.Round(tally.Seconds, 3)),
                new("CopyRate", "Megabytes/Second", Math.Round(tally.BytesPerSecond / 1e6, 1)),
                new("PartsRetried", "Count", tally.Retried),
                new("PartsReissued", "Count", tally.Reissued),
                new("PartsThrottled", "Count", tally.Throttled));
        }
    }

    /// <summary>Writes the line of a drill.</summary>
    /// <param name="cache">Id of the cache whose backup was restored.</param>
    /// <param name="restored">The restore's output; null where it failed.</param>
    /// <param name="left">How many things it made could not be deleted: an alarm looks at this.</param>
    public void EmitDrill(string cache, RestoreResult? restored, int left)
    {
        Metric[] always = [new("DrillRestored", "Count", restored is null ? 0 : 1), new("DrillLeft", "Count", left)];
        WriteLine("Cache", cache, alsoOverall: true, restored is null
            ? always
            :
            [
                .. always,
                new("DrillSeconds", "Seconds", restored.SecondsTaken()),
                new("DrillBytes", "Bytes", restored.Bytes),
                new("DrillKeys", "Count", restored.Keys),
            ]);
    }

    private void Write(string dimension, string value, params ReadOnlySpan<Metric> metrics) =>
        WriteLine(dimension, value, alsoOverall: false, metrics);

    /// <param name="alsoOverall">Whether the metrics are there without a dimension as well: an alarm cannot look at those of every cache.</param>
    private void WriteLine(string dimension, string value, bool alsoOverall, ReadOnlySpan<Metric> metrics)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            WriteDirective(json, dimension, alsoOverall, metrics);
            json.WriteString(dimension, value);
            foreach (var metric in metrics)
            {
                json.WriteNumber(metric.Name, metric.Value);
            }

            json.WriteEndObject();
        }

        // One write, so that no other line comes in between.
        line.WriteByte((byte)'\n');
        output.Write(line.GetBuffer().AsSpan(0, (int)line.Length));
        output.Flush();
    }

    private void WriteDirective(Utf8JsonWriter json, string dimension, bool alsoOverall, ReadOnlySpan<Metric> metrics)
    {
        json.WriteStartObject("_aws");
        json.WriteNumber("Timestamp", clock.GetUtcNow().ToUnixTimeMilliseconds());
        json.WriteStartArray("CloudWatchMetrics");
        json.WriteStartObject();
        json.WriteString("Namespace", "CacheBackup");
        json.WriteStartArray("Dimensions");
        json.WriteStartArray();
        json.WriteStringValue(dimension);
        json.WriteEndArray();
        if (alsoOverall)
        {
            json.WriteStartArray();
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("Metrics");
        foreach (var metric in metrics)
        {
            json.WriteStartObject();
            json.WriteString("Name", metric.Name);
            json.WriteString("Unit", metric.Unit);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <param name="Unit">As CloudWatch words it.</param>
    private readonly record struct Metric(string Name, string Unit, double Value);
}
