using System.Text.Json;
using System.Text.Json.Serialization;
using CacheBackup.Functions.Copies;
using CacheBackup.Functions.Drills;
using CacheBackup.Functions.Exports;
using CacheBackup.Functions.Manifests;
using CacheBackup.Functions.Preflight;
using CacheBackup.Functions.Recovery;
using CacheBackup.Functions.Restores;
using CacheBackup.Functions.Snapshots;
using CacheBackup.Functions.Verification;

namespace CacheBackup.Functions;

/// <summary>
/// Every payload of every function. Enums are strings: that is decided when the code is generated, unlike the options
/// <see cref="StrictLambdaSerializer"/> sets.
/// </summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata, UseStringEnumConverter = true)]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(DescribeSourceInput))]
[JsonSerializable(typeof(DescribeSourceOutput))]
[JsonSerializable(typeof(ValidateBucketInput))]
[JsonSerializable(typeof(ValidateBucketOutput))]
[JsonSerializable(typeof(CheckPermissionsInput))]
[JsonSerializable(typeof(CheckPermissionsOutput))]
[JsonSerializable(typeof(CreateSnapshotInput))]
[JsonSerializable(typeof(CreateSnapshotOutput))]
[JsonSerializable(typeof(PollSnapshotInput))]
[JsonSerializable(typeof(PollSnapshotOutput))]
[JsonSerializable(typeof(ExportSnapshotInput))]
[JsonSerializable(typeof(ExportSnapshotOutput))]
[JsonSerializable(typeof(PollExportInput))]
[JsonSerializable(typeof(PollExportOutput))]
[JsonSerializable(typeof(VerifyExportInput))]
[JsonSerializable(typeof(VerifyExportOutput))]
[JsonSerializable(typeof(CopyToRegionInput))]
[JsonSerializable(typeof(CopyToRegionOutput))]
[JsonSerializable(typeof(PublishManifestInput))]
[JsonSerializable(typeof(PublishManifestOutput))]
[JsonSerializable(typeof(DeleteSnapshotInput))]
[JsonSerializable(typeof(DeleteSnapshotOutput))]
[JsonSerializable(typeof(SweepUploadsInput))]
[JsonSerializable(typeof(SweepUploadsOutput))]
[JsonSerializable(typeof(RollBackInput))]
[JsonSerializable(typeof(RollBackOutput))]
[JsonSerializable(typeof(ReadBackupInput))]
[JsonSerializable(typeof(ReadBackupOutput))]
[JsonSerializable(typeof(CopySeedFileInput))]
[JsonSerializable(typeof(CopySeedFileOutput))]
[JsonSerializable(typeof(PublishSeedCopyInput))]
[JsonSerializable(typeof(PublishSeedCopyOutput))]
[JsonSerializable(typeof(VerifySeedFileInput))]
[JsonSerializable(typeof(VerifySeedFileOutput))]
[JsonSerializable(typeof(ValidateSeedInput))]
[JsonSerializable(typeof(ValidateSeedOutput))]
[JsonSerializable(typeof(GrantSeedAccessInput))]
[JsonSerializable(typeof(GrantSeedAccessOutput))]
[JsonSerializable(typeof(CreateCacheInput))]
[JsonSerializable(typeof(CreateCacheOutput))]
[JsonSerializable(typeof(PollCacheInput))]
[JsonSerializable(typeof(PollCacheOutput))]
[JsonSerializable(typeof(VerifyRestoreInput))]
[JsonSerializable(typeof(VerifyRestoreOutput))]
[JsonSerializable(typeof(RevokeSeedAccessInput))]
[JsonSerializable(typeof(RevokeSeedAccessOutput))]
[JsonSerializable(typeof(RollBackRestoreInput))]
[JsonSerializable(typeof(RollBackRestoreOutput))]
[JsonSerializable(typeof(FindDrillsInput))]
[JsonSerializable(typeof(FindDrillsOutput))]
[JsonSerializable(typeof(RemoveDrillCacheInput))]
[JsonSerializable(typeof(RemoveDrillCacheOutput))]
[JsonSerializable(typeof(RecordDrillInput))]
[JsonSerializable(typeof(RecordDrillOutput))]
[JsonSerializable(typeof(JudgeDrillsInput))]
[JsonSerializable(typeof(JudgeDrillsOutput))]
public sealed partial class FunctionJsonContext : JsonSerializerContext
{
}
