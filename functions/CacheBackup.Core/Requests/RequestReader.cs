using System.Text.Json;

namespace CacheBackup.Core.Requests;

/// <summary>Turns an execution's input into a <see cref="BackupRequest"/>, or into one error that lists all its problems.</summary>
internal static class RequestReader
{
    private static readonly BackupRequest Defaults = new(new BackupSource(), "");
    private static readonly PollingLimits DefaultPolling = new();
    private static readonly VerificationOptions DefaultVerification = new();

    public static BackupRequest Read(JsonElement element)
    {
        var problems = new RequestProblems();
        var request = FieldReader.Of(element, "", problems) is { } fields ? ReadRequest(fields, problems) : Defaults;
        problems.ThrowIfAny();
        return request;
    }

    private static BackupRequest ReadRequest(FieldReader fields, RequestProblems problems)
    {
        var source = ReadSource(fields, problems);
        var exportBucket = fields.RequiredText(nameof(BackupRequest.ExportBucket)) ?? "";
        var request = new BackupRequest(
            source,
            exportBucket,
            fields.Text(nameof(BackupRequest.KeyPrefix)) ?? Defaults.KeyPrefix,
            ReadDestinations(fields, exportBucket, problems),
            fields.Flag(nameof(BackupRequest.KeepSnapshot), Defaults.KeepSnapshot),
            fields.Flag(nameof(BackupRequest.RepairGrant), Defaults.RepairGrant),
            ReadPolling(fields, problems),
            ReadVerification(fields, problems),
            fields.Choice(nameof(BackupRequest.MinimumIdentity), Defaults.MinimumIdentity, inLowerCase: false),
            fields.Hours(nameof(BackupRequest.AbortUploadsAfterHours), Defaults.AbortUploadsAfterHours, 48, 8760));
        RequestRules.CheckKeyPrefix(request.KeyPrefix, nameof(BackupRequest.KeyPrefix), problems);
        fields.RefuseOthers();
        return request;
    }

    private static BackupSource ReadSource(FieldReader fields, RequestProblems problems)
    {
        if (fields.RequiredObject(nameof(BackupRequest.Source)) is not { } source)
        {
            return Defaults.Source;
        }

        var before = problems.Count;
        var read = new BackupSource(
            source.Text(nameof(BackupSource.ReplicationGroupId)),
            source.Text(nameof(BackupSource.CacheClusterId)),
            source.Text(nameof(BackupSource.SnapshotName)));
        source.RefuseOthers();
        if (problems.Count == before)
        {
            SourceRules.Check(read, source, problems);
        }

        return read;
    }

    private static List<CopyDestination> ReadDestinations(FieldReader fields, string exportBucket, RequestProblems problems)
    {
        var destinations = new List<CopyDestination>();
        var buckets = new Dictionary<string, string>(StringComparer.Ordinal) { [exportBucket] = nameof(BackupRequest.ExportBucket) };
        foreach (var item in fields.Objects(nameof(BackupRequest.Destinations)))
        {
            var destination = ReadDestination(item, problems);
            DestinationRules.Check(destination, item, problems);
            RequestRules.CheckIsNew(destination.Bucket, item.PathOf(nameof(CopyDestination.Bucket)), buckets, problems);
            destinations.Add(destination);
        }

        RequestRules.CheckNumber(destinations, nameof(BackupRequest.Destinations), problems);
        return destinations;
    }

    private static CopyDestination ReadDestination(FieldReader item, RequestProblems problems)
    {
        var destination = new CopyDestination(
            item.RequiredText(nameof(CopyDestination.Region)) ?? "",
            item.RequiredText(nameof(CopyDestination.Bucket)) ?? "",
            item.Text(nameof(CopyDestination.AccountId)),
            item.Text(nameof(CopyDestination.KmsKeyId)),
            item.Text(nameof(CopyDestination.StorageClass)) ?? DestinationRules.DefaultStorageClass,
            item.Flag(nameof(CopyDestination.BucketKey), false),
            ReadLock(item, problems));
        item.RefuseOthers();
        return destination;
    }

    private static ObjectLock? ReadLock(FieldReader item, RequestProblems problems)
    {
        if (item.Object(nameof(CopyDestination.ObjectLock)) is not { } fields)
        {
            return null;
        }

        // Neither is guessed: a lock may be one that nobody can undo.
        fields.RequiredText(nameof(ObjectLock.Mode));
        var before = problems.Count;
        var read = new ObjectLock(
            fields.Choice(nameof(ObjectLock.Mode), ObjectLockMode.GOVERNANCE, inLowerCase: false),
            fields.Days(nameof(ObjectLock.Days), 0, 1, 36_500));
        fields.RefuseOthers();
        if (read.Days == 0 && problems.Count == before)
        {
            problems.Add(fields.PathOf(nameof(ObjectLock.Days)), null, "is missing");
        }

        return read;
    }

    private static PollingLimits ReadPolling(FieldReader fields, RequestProblems problems)
    {
        if (fields.Object(nameof(BackupRequest.Polling)) is not { } polling)
        {
            return DefaultPolling;
        }

        var read = new PollingLimits(
            polling.Seconds(nameof(PollingLimits.IntervalSeconds), DefaultPolling.IntervalSeconds, 1, 300),
            polling.Seconds(nameof(PollingLimits.MaximumIntervalSeconds), DefaultPolling.MaximumIntervalSeconds, 1, 3600),
            polling.Seconds(nameof(PollingLimits.SnapshotDeadlineSeconds), DefaultPolling.SnapshotDeadlineSeconds, 60, 86400),
            polling.Seconds(nameof(PollingLimits.ExportDeadlineSeconds), DefaultPolling.ExportDeadlineSeconds, 60, 86400));
        polling.RefuseOthers();
        if (read.MaximumIntervalSeconds < read.IntervalSeconds)
        {
            problems.Add(
                polling.PathOf(nameof(PollingLimits.MaximumIntervalSeconds)),
                $"{read.MaximumIntervalSeconds}",
                $"no wait is shorter than the first one, IntervalSeconds, {read.IntervalSeconds}");
        }

        return read;
    }

    private static VerificationOptions ReadVerification(FieldReader fields, RequestProblems problems)
    {
        if (fields.Object(nameof(BackupRequest.Verification)) is not { } verification)
        {
            return DefaultVerification;
        }

        var read = new VerificationOptions(
            verification.Choice(nameof(VerificationOptions.Level), DefaultVerification.Level),
            verification.Text(nameof(VerificationOptions.Target)),
            verification.Flag(nameof(VerificationOptions.AllowUnverified), DefaultVerification.AllowUnverified));
        RequestRules.CheckTarget(read.Target, verification.PathOf(nameof(VerificationOptions.Target)), problems);
        verification.RefuseOthers();
        return read;
    }
}
