using System.Text.Json.Nodes;

namespace CacheBackup.LocalAws.Commands.Executions;

/// <summary>What the output of a state of the shipped machine says, in a few words.</summary>
public static class Findings
{
    private static readonly Dictionary<string, Func<JsonNode, string>> OfState = new(StringComparer.Ordinal)
    {
        ["DescribeSource"] = found =>
            $"{found["Source"]!["Engine"]} {found["Source"]!["EngineVersion"]}, backup {found["Backup"]!["BackupId"]}",
        ["ValidateBucket"] = found => $"{found["Bucket"]}, {Count(found["Exposure"]!["Warnings"]!.AsArray().Count, "warning")}",
        ["CheckPermissions"] = found =>
            (bool)found["Repaired"]! ? "missing grant added to the bucket policy" : $"{found["Grant"]}: {found["Reason"]}",
        ["CreateSnapshot"] = found => $"of {found["Node"]}",
        ["PollSnapshot"] = found => $"{found["Status"]}",
        ["ExportSnapshot"] = found => $"{found["Export"]!["TargetName"]}-*",
        ["PollExport"] = found => $"{found["Outcome"]}, {Count(found["Files"]!.AsArray().Count, "file")}",
        ["VerifyExport"] = Verification,
        ["CopyToRegion"] = found => $"{FileName((string)found["Key"]!)}: {CopyOf(found)}",
        ["PublishManifest"] = found =>
            $"{Count((int)found["Shards"]!, "file")}, {(long)found["Bytes"]!:N0} bytes, {Count((int)found["Copies"]!, "copy", "copies")}",
        ["DeleteSnapshot"] = found => (bool)found["Deleted"]! ? "deleted" : "was gone",
        ["SweepUploads"] = found => $"{Count((int)found["UploadsAborted"]!, "upload")} aborted",
        ["ReadBackup"] = found => $"{found["BackupId"] ?? "files"} in {found["Restore"]!["Seed"]!["Bucket"]!["Bucket"]}",
        ["CopySeedFile"] = found => $"{found["Name"]}: {CopyOf(found)}",
        ["PublishSeedCopy"] = found =>
            $"manifest in {found["Bucket"]}, {Count(found["FilesToVerify"]!.AsArray().Count, "file")} to be verified",
        ["VerifySeedFile"] = found =>
            $"{FileName((string)found["Key"]!)}: {(long)found["Offset"]!:N0} bytes{((bool)found["IsDone"]! ? "" : " so far")}",
        ["ValidateSeed"] = found => Seed(found["Facts"]!),
        ["GrantSeedAccess"] = found => (string)found["Added"]! switch
        {
            "PolicyStatement" => "statement added to the bucket policy",
            "ObjectAcls" => "ElastiCache added to the ACL of each file",
            _ => $"{found["Grant"]}: {found["Reason"]}",
        },
        ["CreateCache"] = found => $"{found["ReplicationGroupId"]}: {found["Status"]}",
        ["PollCache"] = found => $"{found["Status"]}",
        ["VerifyRestore"] = found => $"{found["Finding"]}",
        ["RevokeSeedAccess"] = found => (bool)found["Removed"]! ? "what was added is removed" : "nothing was added",
        ["RollBackRestore"] = found => $"{found["Outcome"]}, {Count(found["Left"]!.AsArray().Count, "thing")} left",
        ["FindDrills"] = found => $"{Count(found["Drills"]!.AsArray().Count, "tagged cache")} with a backup",
        ["RehearseRestore"] = found => $"{found["Cache"]}: {(string?)found["Verdict"]!["Finding"]}",
        ["RemoveDrillCache"] = found => (string)found["Outcome"]! == "InProgress" ? "under way" : $"{Count(found["Left"]!.AsArray().Count, "thing")} left",
        ["RecordDrill"] = found => $"{FileName((string)found["Record"]!)} of {found["CacheId"]}: {found["Verdict"]}",
        ["JudgeDrills"] = found => $"{found["Summary"]}",
        ["RollBack"] = found => $"{found["Outcome"]}, {Count((int)found["ObjectsRemoved"]!, "object")} removed",
    };

    /// <summary>The error it ended with, or what it found; empty while it has found nothing.</summary>
    public static string Of(StateProgress state)
    {
        if (state.Error is { } error)
        {
            return error;
        }

        return state.Output is { } output && OfState.TryGetValue(state.Name, out var say) ? say(output) : "";
    }

    private static string Verification(JsonNode found) => found["Shard"] is { } shard
        ? $"{found["Name"]}: {shard["Verdict"]}, {(long)shard["Keys"]!:N0} keys, {shard["Format"]}, {(long)shard["Bytes"]!:N0} bytes"
        : $"{found["Name"]}: {(long)found["Offset"]!:N0} bytes so far";

    private static string Seed(JsonNode facts) =>
        $"{Count((int)facts["Files"]!, "file")}, {(long)facts["Bytes"]!:N0} bytes, {(long)facts["Total"]!["Keys"]!:N0} keys";

    private static string CopyOf(JsonNode found) =>
        (bool)found["IsDone"]! ? $"{found["Identity"]}" : Count(found["Slices"]!.AsArray().Count, "slice");

    private static string FileName(string key) => key[(key.LastIndexOf('/') + 1)..];

    private static string Count(int number, string one, string? many = null) => $"{number} {(number == 1 ? one : many ?? one + "s")}";
}
