using System.Diagnostics;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.Runs;

/// <summary>As <see cref="BackupStage"/>, with a verification that is killed after three seconds.</summary>
public class ImpatientStage : BackupStage, IDisposable
{
    private readonly string _template = Path.Combine(Repository.Root, $"template.{Guid.NewGuid():N}.yaml");

    /// <summary>After which the verification is killed.</summary>
    protected virtual int TimeoutSeconds => 3;

    protected override FileInfo Template
    {
        get
        {
            var text = File.ReadAllText(base.Template.FullName);
            var function = text.IndexOf("VerifyExportFunction:", text.IndexOf("\nResources:", StringComparison.Ordinal), StringComparison.Ordinal);
            var timeout = text.IndexOf("Timeout: 900", function, StringComparison.Ordinal);
            File.WriteAllText(_template, text.Remove(timeout, "Timeout: 900".Length).Insert(timeout, $"Timeout: {TimeoutSeconds}"));
            return new FileInfo(_template);
        }
    }

    public void Dispose()
    {
        File.Delete(_template);
        GC.SuppressFinalize(this);
    }
}

public sealed class HangingFunctionTests(ImpatientStage stage) : IClassFixture<ImpatientStage>
{
    private static readonly object Orders = new { ReplicationGroupId = "orders" };

    [Fact]
    public async Task A_function_that_hangs_once_is_killed_and_run_again()
    {
        var export = await stage.NewExportBucketAsync();
        Hang(export, times: 1);

        var run = await stage.RunAsync(BackupStage.Request(Orders, export));

        run.ShouldHaveSucceeded();
        run.History.Events.ShouldContain(item => item.Type == "TaskFailed" && $"{item.Details}".Contains("Sandbox.Timedout"));
    }

    [Fact]
    public async Task A_function_that_always_hangs_fails_as_timed_out_and_leaves_nothing()
    {
        var export = await stage.NewExportBucketAsync();
        Hang(export, times: null);

        var run = await stage.RunAsync(BackupStage.Request(Orders, export));

        run.ShouldHaveFailedWith("Sandbox.Timedout", "timed out after 3.00 seconds");
        (await export.VersionsAsync()).ShouldBeEmpty();
    }

    // Stopped by a signal in the middle of a call, the process cannot even end its own call in time.
    private void Hang(TestBucket export, int? times) => stage.Host.Context.Faults.Add(new Fault(FaultKind.Interfere, "s3", "HeadObject")
    {
        ResourceContains = export.Name,
        FunctionName = "VerifyExport",
        Times = times,
        Before = StopAsync,
    });

    private async Task StopAsync()
    {
        foreach (var directory in Directory.GetDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), out _)))
        {
            if (IsVerifyExport(directory))
            {
                using var kill = Process.Start("kill", ["-STOP", Path.GetFileName(directory)]);
                await kill.WaitForExitAsync();
            }
        }
    }

    private bool IsVerifyExport(string directory)
    {
        try
        {
            var environment = File.ReadAllText(Path.Combine(directory, "environ")).Split('\0');
            return environment.Contains("ANNOTATIONS_HANDLER=VerifyExportAsync")
                && environment.Contains($"AWS_ENDPOINT_URL={stage.Host.Context.Endpoint}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
