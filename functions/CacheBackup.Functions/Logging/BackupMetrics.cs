using System.Text;
using System.Text.Json;

namespace CacheBackup.Functions.Logging;

/// <summary>
/// Metrics of finished backups in the CloudWatch embedded metric format: one line of the log, which CloudWatch turns into
/// the metrics BackupBytes, Shards and Copies of the namespace CacheBackup, per cache.
/// </summary>
/// <param name="clock">Stamps the line.</param>
/// <param name="output">
/// Where lines go. Standard output itself in Lambda: with the log format JSON, the runtime would wrap what goes through
/// <see cref="Console.Out"/> into a message, and CloudWatch would not see the metrics.
/// </param>
public sealed class BackupMetrics(TimeProvider clock, Stream output)
{
    /// <summary>Writes one line.</summary>
    /// <param name="cache">Id of the cache.</param>
    /// <param name="bytes">Size of the exported files together.</param>
    /// <param name="shards">Exported files.</param>
    /// <param name="copies">Destinations that hold a whole copy.</param>
    public void Emit(string cache, long bytes, int shards, int copies)
    {
        // One write, so that no other line comes in between.
        output.Write(Encoding.UTF8.GetBytes(Line(cache, bytes, shards, copies) + "\n"));
        output.Flush();
    }

    // Written over several lines, and one line of the log.
    private string Line(string cache, long bytes, int shards, int copies) =>
        $$"""
        {"_aws":{"Timestamp":{{clock.GetUtcNow().ToUnixTimeMilliseconds()}},
        "CloudWatchMetrics":[{"Namespace":"CacheBackup","Dimensions":[["Cache"]],"Metrics":[
        {"Name":"BackupBytes","Unit":"Bytes"},{"Name":"Shards","Unit":"Count"},{"Name":"Copies","Unit":"Count"}]}]},
        "Cache":"{{JsonEncodedText.Encode(cache)}}","BackupBytes":{{bytes}},"Shards":{{shards}},"Copies":{{copies}}}
        """.ReplaceLineEndings("");
}
