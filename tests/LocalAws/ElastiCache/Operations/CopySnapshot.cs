using System.Text;
using System.Xml.Linq;
using Amazon.S3;
using CacheBackup.LocalAws.ElastiCache.Buckets;
using CacheBackup.LocalAws.ElastiCache.Exports;
using CacheBackup.LocalAws.ElastiCache.Model;
using CacheBackup.LocalAws.ElastiCache.Snapshots;
using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Operations;

/// <summary>Copies a snapshot within ElastiCache or, with a bucket, exports its files.</summary>
internal sealed class CopySnapshot(Backend backend, S3Clients clients, SnapshotCopier copier, SnapshotExporter exporter) : Operation
{
    private const int LongestExportName = 1000;

    public override IReadOnlyCollection<string> Supported { get; } =
        ["SourceSnapshotName", "TargetSnapshotName", "TargetBucket", "KmsKeyId", "Tags"];

    public override async Task<IEnumerable<XElement?>> RunAsync(OperationCall call)
    {
        var target = call.Parameters.Required("TargetSnapshotName");
        return [call.Parameters.Text("TargetBucket") is { } bucket ? await ExportAsync(call, target, bucket) : Copy(call, target)];
    }

    private XElement Copy(OperationCall call, string target)
    {
        var (parameters, state) = (call.Parameters, call.State);
        var name = Names.Snapshot("TargetSnapshotName", target);
        lock (state.Gate)
        {
            var source = Source(call);
            state.RequireFreeSnapshotName(name);
            var copy = source.CopyAs(name, parameters.Text("KmsKeyId") ?? source.KmsKeyId, backend.Now);
            TagSet.Apply(parameters, copy.Tags);
            state.Snapshots.Add(name, copy);
            backend.Run(cancellationToken => copier.CopyAsync(state, source, copy, cancellationToken));
            return SnapshotXml.Write(copy, state, showConfiguration: false);
        }
    }

    /// <summary>Answers with the source, now <c>exporting</c>: an export makes no snapshot of the target's name.</summary>
    private async Task<XElement> ExportAsync(OperationCall call, string target, string bucket)
    {
        var state = call.State;
        var keys = Plan(call, target);
        await CheckBucketAsync(call, bucket, keys);
        lock (state.Gate)
        {
            // Asked again: the checks took their time, and another export may have started.
            var source = Source(call);
            source.Status = Status.Exporting;
            backend.Run(cancellationToken => exporter.ExportAsync(state, source, bucket, keys, cancellationToken));
            return SnapshotXml.Write(source, state, showConfiguration: false);
        }
    }

    private static IReadOnlyList<string> Plan(OperationCall call, string target)
    {
        if (Encoding.UTF8.GetByteCount(target) > LongestExportName)
        {
            throw ServiceError.InvalidValue($"The TargetSnapshotName of an export has at most {LongestExportName} characters.");
        }

        if (call.Parameters.Text("KmsKeyId") is not null || call.Parameters.Structures("Tags").Count > 0)
        {
            throw ServiceError.InvalidCombination("KmsKeyId and Tags cannot be used when exporting a snapshot to an S3 bucket.");
        }

        lock (call.State.Gate)
        {
            var source = Source(call);
            return source.Settings.DataTiering
                ? throw ServiceError.InvalidValue($"Snapshot {source.Name} is of a cache with data tiering and cannot be exported.")
                : SnapshotExporter.Keys(target.ToLowerInvariant(), source.Shards.Count);
        }
    }

    private async Task CheckBucketAsync(OperationCall call, string bucket, IReadOnlyList<string> keys)
    {
        var region = call.State.Region;
        var caller = clients.Of(call.Aws.Caller.AccessKeyId, region);
        var elastiCache = clients.OfElastiCache(call.State.AccountId, region);
        try
        {
            await new BucketChecks(caller, elastiCache, region, bucket, keys).RunAsync(call.Aws.Aborted);
        }
        catch (AmazonS3Exception error)
        {
            throw new ServiceError("InternalFailure", 500, $"S3 answered {error.ErrorCode} to the checks of bucket {bucket}: {error.Message}");
        }
    }

    private static Snapshot Source(OperationCall call)
    {
        var source = call.State.Snapshot(call.Parameters.Required("SourceSnapshotName"));
        return source.Status == Status.Available
            ? source
            : throw ServiceError.BadRequest("InvalidSnapshotState", $"Snapshot {source.Name} is not in available state: {source.Status}.");
    }
}
