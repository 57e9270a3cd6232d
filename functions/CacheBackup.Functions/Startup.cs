using System.Diagnostics.CodeAnalysis;
using Amazon.Lambda.Annotations;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Buckets;
using CacheBackup.Core.Copies;
using CacheBackup.Core.Drills;
using CacheBackup.Core.Exports;
using CacheBackup.Core.Keyspaces;
using CacheBackup.Core.Manifests;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Permissions;
using CacheBackup.Core.Recovery;
using CacheBackup.Core.Restores;
using CacheBackup.Core.Snapshots;
using CacheBackup.Core.Sources;
using CacheBackup.Core.Verification;
using CacheBackup.Functions.Copies;
using CacheBackup.Functions.Logging;
using Microsoft.Extensions.DependencyInjection;

namespace CacheBackup.Functions;

/// <summary>The services every function shares. What throws here ends the process without a report, so nothing here calls AWS.</summary>
[LambdaStartup]
public sealed class Startup
{
    [SuppressMessage("Performance", "CA1822", Justification = "The generated Main calls it on an instance.")]
    public void ConfigureServices(IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IAwsClients, AwsClients>();
        services.AddSingleton(provider => new BackupMetrics(provider.GetRequiredService<TimeProvider>(), Console.OpenStandardOutput()));
        AddPreflight(services);
        AddPipeline(services);
        AddRestores(services);
        AddDrills(services);
    }

    private static void AddPreflight(IServiceCollection services)
    {
        services.AddSingleton<SourceFinder>();
        services.AddSingleton<BucketFinder>();
        services.AddSingleton<ExposureReader>();
        services.AddSingleton<ProbeObject>();
        services.AddSingleton<ProbeUpload>();
        services.AddSingleton<CallerAccess>();
        services.AddSingleton<DestinationAccess>();
        services.AddSingleton<ExportGrant>();
    }

    private static void AddPipeline(IServiceCollection services)
    {
        services.AddSingleton<BucketObjects>();
        services.AddSingleton<ObjectRemover>();
        services.AddSingleton<ObjectWriter>();
        services.AddSingleton<SnapshotReader>();
        services.AddSingleton<SnapshotSourceReader>();
        services.AddSingleton<SnapshotCreator>();
        services.AddSingleton<SnapshotRemover>();
        services.AddSingleton<SnapshotExporter>();
        services.AddSingleton<ExportPoller>();
        services.AddSingleton<CheckpointStore>();
        services.AddSingleton<ExportVerifier>();
        services.AddSingleton<ReportCopier>();
        AddCopies(services);
        services.AddSingleton<InventoryReader>();
        services.AddSingleton<ManifestPublisher>();
        services.AddSingleton<RunUndo>();
        services.AddSingleton<UploadSweeper>();
    }

    private static void AddCopies(IServiceCollection services)
    {
        services.AddSingleton(new CopyTuning());
        services.AddSingleton<Func<CopyOrder, ICopyCalls>>(provider => order => new S3CopyCalls(
            provider.GetRequiredService<IAwsClients>(), provider.GetRequiredService<BucketObjects>(), order));
        services.AddSingleton(provider => new ShardCopier(
            provider.GetRequiredService<Func<CopyOrder, ICopyCalls>>(),
            provider.GetRequiredService<CopyTuning>(),
            provider.GetRequiredService<TimeProvider>(),
            Random.Shared));
        services.AddSingleton<CopyRun>();
    }

    private static void AddRestores(IServiceCollection services)
    {
        services.AddSingleton<ManifestReader>();
        services.AddSingleton<BackupReader>();
        AddSeedCopies(services);
        services.AddSingleton<SeedReader>();
        services.AddSingleton<SeedFileFinder>();
        services.AddSingleton<SeedReports>();
        services.AddSingleton<SeedFileVerifier>();
        services.AddSingleton<SeedValidator>();
        services.AddSingleton<SeedGrant>();
        services.AddSingleton<NewCacheReader>();
        services.AddSingleton<CacheCreator>();
        services.AddSingleton<CacheRemover>();
        services.AddSingleton<CachePoller>();
        services.AddSingleton(new KeyCounter(isInVpc: Environment.GetEnvironmentVariable("IS_IN_VPC") == "true"));
        services.AddSingleton<RestoreVerifier>();
        services.AddSingleton<RestoreUndo>();
    }

    private static void AddDrills(IServiceCollection services)
    {
        services.AddSingleton<LiveCacheReader>();
        services.AddSingleton<DrillFinder>();
        services.AddSingleton<DrillRecorder>();
    }

    private static void AddSeedCopies(IServiceCollection services)
    {
        services.AddSingleton<SeedChooser>();
        services.AddSingleton<SeedCopyPlanner>();
        services.AddSingleton<SeedCopier>();
        services.AddSingleton<SeedCopyPublisher>();
    }
}
