using System.Diagnostics;
using CacheBackup.LocalAws.Processes;

namespace CacheBackup.Benchmarks.Copies;

/// <summary><c>aws s3 cp</c> from bucket to bucket, with a configuration file of its own.</summary>
/// <param name="settings">Of the section <c>s3</c>; empty for the defaults.</param>
internal sealed class AwsCliCopier(string name, string title, IReadOnlyDictionary<string, string> settings) : ICopier
{
    public static AwsCliCopier Defaults { get; } = new("aws", "aws s3 cp, defaults", new Dictionary<string, string>());

    /// <summary>As one would set it for large files: 16 MB parts, so that the fixed seconds of each weigh less.</summary>
    public static AwsCliCopier Tuned { get; } = new("aws-tuned", "aws s3 cp, 128 x 16 MB", new Dictionary<string, string>
    {
        ["max_concurrent_requests"] = "128",
        ["multipart_chunksize"] = "16MB",
    });

    public string Name => name;

    public string Title => title;

    public bool IsPeer => true;

    public bool IsQuiet => settings.Count == 0;

    public string? Missing => ChildProcesses.FindProgram("aws") is null ? "aws is not installed: pip install awscli" : null;

    public int FilesOf(CopySize size) => 1;

    public async Task<CopyFigures> CopyAsync(CopyStage stage)
    {
        var before = stage.Requests;
        var key = CopyStage.KeyOf(stage.Names.Single());
        string[] arguments =
        [
            "s3", "cp", $"s3://{CopyStage.Source}/{key}", $"s3://{CopyStage.Target}/{key}",
            "--source-region", CopyStage.SourceRegion, "--region", CopyStage.TargetRegion, "--only-show-errors",
        ];
        var start = new ProcessStartInfo(ChildProcesses.FindProgram("aws")!, arguments);
        Configure(start, stage);
        var run = await MeasuredRun.RunAsync(start);
        return new CopyFigures(run.Time.TotalSeconds * stage.Case.TimeScale, stage.Requests - before, run.PeakBytes);
    }

    private void Configure(ProcessStartInfo start, CopyStage stage)
    {
        foreach (var variable in start.Environment.Keys.Where(key => key.StartsWith("AWS_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(variable);
        }

        var file = Path.Combine(stage.Host.Context.Scratch.FullName, "aws.config");
        string[] lines = ["[default]", "s3 =", .. settings.Select(setting => $"  {setting.Key} = {setting.Value}")];
        File.WriteAllLines(file, settings.Count == 0 ? [] : lines);
        start.Environment["AWS_CONFIG_FILE"] = file;
        start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null";
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        start.Environment["AWS_ENDPOINT_URL"] = stage.Host.Context.Endpoint.ToString();
        start.Environment["AWS_ACCESS_KEY_ID"] = stage.Host.Context.Options.DefaultAccountId;
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "local";
    }
}
