using System.Text;
using System.Text.Json;
using CacheBackup.LocalAws.Hosting;

namespace CacheBackup.LocalTests.Runs;

/// <summary>As <see cref="BackupStage"/>, with a verification that has six seconds, and stops before the last of them.</summary>
public sealed class ShortInvocationStage : ImpatientStage
{
    protected override int TimeoutSeconds => 6;
}

/// <summary>A file that one invocation cannot read to its end.</summary>
public sealed class ResumedVerificationTests(ShortInvocationStage stage) : IClassFixture<ShortInvocationStage>
{
    private static readonly object Orders = new { ReplicationGroupId = "orders" };

    [Fact]
    public async Task The_next_invocation_goes_on_where_the_last_one_stopped_and_only_the_report_stays()
    {
        var export = await stage.NewExportBucketAsync();
        await export.KeepVersionsAsync();
        Enlarge(export);
        stage.Host.Context.Faults.Add(new Fault(FaultKind.Stall, "s3", "GetObject")
        {
            ResourceContains = $"{export.Name}/elasticache/orders/",
            FunctionName = "VerifyExport",
            Skip = 5,
            Times = 1,
            Delay = TimeSpan.FromSeconds(12),
        });

        var run = await stage.RunAsync(BackupStage.Request(Orders, export, verification: new { AllowUnverified = true }));

        run.ShouldHaveSucceeded();
        run.StatesEntered().Count(state => state == "VerifyShards").ShouldBeGreaterThan(1);
        var keys = await export.KeysAsync();
        keys.Select(key => key[(key.LastIndexOf('/') + 1)..]).ShouldBe(["manifest.json", "shard-0001.rdb", "shard-0001.verify.json"]);
        (await export.VersionsAsync()).Distinct().ShouldBe(keys);
        using var report = JsonDocument.Parse(await export.ReadAsync(keys[2]));
        report.RootElement.GetProperty("keys").GetInt64().ShouldBe(LargeFile.Keys);
    }

    // The exported file becomes one of five parts as soon as it is there.
    private void Enlarge(TestBucket export)
    {
        var isLarge = false;
        stage.Host.Context.Faults.Add(new Fault(FaultKind.Interfere, "s3", "ListObjectsV2")
        {
            ResourceContains = export.Name,
            FunctionName = "PollExport",
            Before = async () =>
            {
                var file = (await export.KeysAsync()).SingleOrDefault(key => key.EndsWith(".rdb", StringComparison.Ordinal));
                if (file is not null && !isLarge)
                {
                    isLarge = true;
                    await export.PutAsync(file, LargeFile.Content());
                }
            },
        });
    }

    /// <summary>A valid file of 40 MiB without a checksum, which is written as zero.</summary>
    private static class LargeFile
    {
        public const int Keys = 40;

        public static byte[] Content()
        {
            using var file = new MemoryStream();
            file.Write("REDIS0010"u8);
            for (var key = 0; key < Keys; key++)
            {
                // Type, name, and a length of four bytes.
                file.Write([0, 5, .. Encoding.ASCII.GetBytes($"key{key:D2}"), 0x80, 0, 0x10, 0, 0]);
                file.Write(new byte[1024 * 1024]);
            }

            file.Write([0xFF, 0, 0, 0, 0, 0, 0, 0, 0]);
            return file.ToArray();
        }
    }
}
