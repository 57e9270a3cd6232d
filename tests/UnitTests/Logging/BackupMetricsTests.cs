using System.Text.Json;
using CacheBackup.Core.Restores;
using CacheBackup.Functions.Logging;

namespace CacheBackup.UnitTests.Logging;

public class BackupMetricsTests
{
    [Fact]
    public void A_finished_backup_is_one_line_in_the_embedded_metric_format()
    {
        using var output = new MemoryStream();

        new BackupMetrics(new StoppedClock(), output).Emit("sessions", bytes: 5_000_000_000, shards: 3, copies: 2);

        output.ToArray().Count(character => character == '\n').ShouldBe(1);
        using var line = JsonDocument.Parse(output.ToArray());
        line.RootElement.GetProperty("_aws").GetProperty("Timestamp").GetInt64().ShouldBe(1_795_161_600_000);
        line.RootElement.GetProperty("Cache").GetString().ShouldBe("sessions");
        line.RootElement.GetProperty("BackupBytes").GetInt64().ShouldBe(5_000_000_000);
        line.RootElement.GetProperty("Shards").GetInt32().ShouldBe(3);
        line.RootElement.GetProperty("Copies").GetInt32().ShouldBe(2);
    }

    [Fact]
    public void A_verification_is_measured_with_its_rate()
    {
        using var output = new MemoryStream();

        new BackupMetrics(new StoppedClock(), output).EmitVerification("Deep", 3_000_000_000, TimeSpan.FromSeconds(15));

        using var line = JsonDocument.Parse(output.ToArray());
        line.RootElement.GetProperty("VerifiedBytes").GetInt64().ShouldBe(3_000_000_000);
        line.RootElement.GetProperty("VerificationSeconds").GetDouble().ShouldBe(15);
        line.RootElement.GetProperty("VerificationRate").GetDouble().ShouldBe(200);
    }

    [Theory]
    [InlineData("Cache")]
    [InlineData("Level")]
    public void Every_metric_a_line_announces_is_in_it(string dimension)
    {
        using var output = new MemoryStream();
        var metrics = new BackupMetrics(new StoppedClock(), output);

        if (dimension == "Cache")
        {
            metrics.Emit("sessions", 1, 1, 0);
        }
        else
        {
            metrics.EmitVerification("Deep", 0, TimeSpan.Zero);
        }

        using var line = JsonDocument.Parse(output.ToArray());
        var directive = line.RootElement.GetProperty("_aws").GetProperty("CloudWatchMetrics")[0];
        directive.GetProperty("Namespace").GetString().ShouldBe("CacheBackup");
        directive.GetProperty("Dimensions")[0][0].GetString().ShouldBe(dimension);
        foreach (var metric in directive.GetProperty("Metrics").EnumerateArray())
        {
            line.RootElement.GetProperty(metric.GetProperty("Name").GetString()!).ValueKind.ShouldBe(JsonValueKind.Number);
        }
    }

    [Fact]
    public void A_drill_is_told_of_its_cache_and_without_one_for_the_alarm()
    {
        using var output = new MemoryStream();
        var start = new DateTimeOffset(2026, 11, 20, 6, 0, 0, TimeSpan.Zero);
        var restored = new RestoreResult("drill-1", "1", new RestoreVerdict(true, 7, "All."), [], Files: 3, Bytes: 99, Keys: 7, start, start.AddSeconds(61));

        new BackupMetrics(new StoppedClock(), output).EmitDrill("sessions", restored, left: 0);

        var line = JsonElement.Parse(output.ToArray());
        line.GetProperty("_aws").GetProperty("CloudWatchMetrics")[0].GetProperty("Dimensions").GetRawText().ShouldBe("""[["Cache"],[]]""");
        line.GetProperty("Cache").GetString().ShouldBe("sessions");
        line.GetProperty("DrillRestored").GetInt32().ShouldBe(1);
        line.GetProperty("DrillLeft").GetInt32().ShouldBe(0);
        line.GetProperty("DrillSeconds").GetDouble().ShouldBe(61);
        line.GetProperty("DrillBytes").GetInt64().ShouldBe(99);
        line.GetProperty("DrillKeys").GetInt64().ShouldBe(7);
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);
    }
}
