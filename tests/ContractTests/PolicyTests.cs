using System.Text.RegularExpressions;
using CacheBackup.ContractTests.Reading;
using CacheBackup.Core.Permissions;
using CacheBackup.Core.Restores;

namespace CacheBackup.ContractTests;

/// <summary>Each function may do what its code calls, and nothing that reaches further than its work.</summary>
public sealed partial class PolicyTests
{
    private static readonly string[] BucketSettings =
    [
        "s3:ListBucket", "s3:GetBucketLocation", "s3:GetBucketPolicy", "s3:GetBucketPolicyStatus", "s3:GetBucketAcl",
        "s3:GetBucketOwnershipControls", "s3:GetBucketPublicAccessBlock", "s3:GetBucketVersioning", "s3:GetEncryptionConfiguration",
        "s3:GetLifecycleConfiguration",
    ];

    // Grants are looked for, not remembered: both ways to grant are undone by whoever undoes.
    private static readonly string[] SeedRevocation =
    [
        "s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy", "s3:ListBucket", "s3:ListBucketVersions", "s3:GetObject",
        "s3:GetObjectVersion", "s3:GetObjectAcl", "s3:GetObjectVersionAcl", "s3:PutObjectAcl", "s3:PutObjectVersionAcl", "s3:PutObject",
        "s3:DeleteObject", "s3:DeleteObjectVersion",
    ];

    // What the code of each function calls, by IAM action.
    private static readonly Dictionary<string, string[]> Calls = new()
    {
        ["DescribeSource"] =
        [
            "elasticache:DescribeReplicationGroups", "elasticache:DescribeCacheClusters", "elasticache:DescribeSnapshots",
            "elasticache:ListTagsForResource",
        ],
        ["ValidateBucket"] = [.. BucketSettings, "s3:ListAllMyBuckets"],
        ["CheckPermissions"] =
        [
            "s3:ListAllMyBuckets", "s3:GetBucketOwnershipControls", "s3:GetBucketPolicy", "s3:GetBucketAcl", "s3:PutBucketPolicy",
            "s3:GetBucketLocation", "s3:ListBucket", "s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:DeleteObjectVersion",
            "s3:ListBucketVersions", "s3:ListBucketMultipartUploads", "s3:AbortMultipartUpload",
        ],
        ["CreateSnapshot"] =
        [
            "elasticache:CreateSnapshot", "elasticache:AddTagsToResource", "elasticache:DescribeSnapshots",
            "elasticache:ListTagsForResource", "elasticache:DescribeReplicationGroups", "elasticache:DescribeCacheClusters",
        ],
        ["PollSnapshot"] = ["elasticache:DescribeSnapshots"],
        // The S3 actions are called by ElastiCache in this role's name.
        ["ExportSnapshot"] =
        [
            "elasticache:DescribeSnapshots", "elasticache:CopySnapshot",
            "s3:ListAllMyBuckets", "s3:PutObject", "s3:GetObject", "s3:DeleteObject",
            "s3:ListBucket", "s3:GetBucketLocation", "s3:GetBucketAcl",
            "s3:ListBucketVersions", "s3:ListBucketMultipartUploads", "s3:DeleteObjectVersion", "s3:AbortMultipartUpload",
        ],
        ["PollExport"] = ["elasticache:DescribeSnapshots", "s3:ListBucket"],
        ["VerifyExport"] =
        [
            "s3:GetObject", "s3:GetObjectVersion", "s3:PutObject", "s3:ListBucketVersions", "s3:DeleteObject", "s3:DeleteObjectVersion",
        ],
        ["CopyToRegion"] =
        [
            "s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectTagging", "s3:GetObjectVersionTagging", "s3:PutObject",
            "s3:PutObjectTagging", "s3:ListBucketMultipartUploads", "s3:ListMultipartUploadParts", "s3:AbortMultipartUpload",
            "s3:DeleteObject", "s3:DeleteObjectVersion",
        ],
        ["PublishManifest"] = ["elasticache:DescribeSnapshots", "s3:GetObject", "s3:PutObject"],
        ["DeleteSnapshot"] = ["elasticache:DescribeSnapshots", "elasticache:ListTagsForResource", "elasticache:DeleteSnapshot"],
        ["SweepUploads"] = ["s3:ListBucketMultipartUploads", "s3:AbortMultipartUpload"],
        ["RollBack"] =
        [
            "elasticache:DescribeSnapshots", "elasticache:ListTagsForResource", "elasticache:DeleteSnapshot",
            "s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads", "s3:AbortMultipartUpload",
            "s3:GetObject", "s3:DeleteObject", "s3:DeleteObjectVersion",
        ],
        ["ReadBackup"] = ["s3:ListAllMyBuckets", "s3:ListBucket", "s3:GetObject", "s3:GetEncryptionConfiguration"],
        ["CopySeedFile"] =
        [
            "s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectTagging", "s3:GetObjectVersionTagging", "s3:PutObject",
            "s3:PutObjectTagging", "s3:ListBucketMultipartUploads", "s3:ListMultipartUploadParts", "s3:AbortMultipartUpload",
            "s3:DeleteObject", "s3:DeleteObjectVersion",
        ],
        ["PublishSeedCopy"] = ["s3:ListBucket", "s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
        ["VerifySeedFile"] =
        [
            "s3:ListBucket", "s3:ListBucketVersions", "s3:GetObject", "s3:GetObjectVersion", "s3:PutObject", "s3:DeleteObject",
            "s3:DeleteObjectVersion",
        ],
        ["ValidateSeed"] = ["elasticache:DescribeReplicationGroups", "s3:ListBucket", "s3:GetObject"],
        ["GrantSeedAccess"] =
        [
            "s3:ListBucket", "s3:GetObject", "s3:GetBucketPolicy", "s3:GetBucketOwnershipControls", "s3:GetBucketAcl", "s3:PutBucketPolicy",
            "s3:GetObjectVersion", "s3:GetObjectAcl", "s3:GetObjectVersionAcl", "s3:PutObjectAcl", "s3:PutObjectVersionAcl", "s3:PutObject",
        ],
        // The EC2 actions, and reading the objects, are done by ElastiCache in this role's name.
        ["CreateCache"] =
        [
            "elasticache:DescribeReplicationGroups", "elasticache:CreateReplicationGroup", "elasticache:AddTagsToResource",
            "s3:ListBucket", "s3:GetObject", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeSubnets", "ec2:DescribeVpcs",
        ],
        ["PollCache"] = ["elasticache:DescribeReplicationGroups", "elasticache:DescribeCacheClusters", "elasticache:DescribeEvents"],
        ["VerifyRestore"] = ["elasticache:DescribeReplicationGroups", "elasticache:DescribeCacheClusters"],
        ["RevokeSeedAccess"] = SeedRevocation,
        ["RollBackRestore"] =
        [
            "elasticache:DescribeReplicationGroups", "elasticache:DeleteReplicationGroup", .. SeedRevocation,
        ],
        ["FindDrills"] =
        [
            "elasticache:DescribeReplicationGroups", "elasticache:DescribeCacheClusters", "elasticache:ListTagsForResource",
            "s3:ListAllMyBuckets", "s3:ListBucket", "s3:GetObject",
        ],
        ["RemoveDrillCache"] =
        [
            "elasticache:DescribeReplicationGroups", "elasticache:DeleteReplicationGroup", .. SeedRevocation,
        ],
        ["RecordDrill"] = ["s3:PutObject", "s3:GetObject", "s3:GetObjectVersion"],
        ["JudgeDrills"] = [],
    };

    // ElastiCache refuses an export unless its caller may list every bucket. The others know no resources.
    private static readonly string[] MayUseAnyResource =
    [
        "s3:ListAllMyBuckets", "elasticache:DescribeEvents",
        "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:DescribeVpcs",
    ];

    public static TheoryData<string> Functions => [.. SamTemplate.Shipped.Functions.Select(function => function.LogicalId)];

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_function_is_allowed_what_its_code_calls(string function) =>
        Calls[function[..^"Function".Length]].Except(Allowed(function)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Functions))]
    public void No_action_is_allowed_by_wildcard(string function) =>
        Allowed(function).Where(action => action.Contains('*')).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Functions))]
    public void Only_what_IAM_cannot_narrow_is_allowed_on_any_resource(string function) =>
        Statements(function).Where(statement => statement.IsAllow && statement.Resources.Contains("*"))
            .SelectMany(statement => statement.Actions).Except(MayUseAnyResource).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_function_that_changes_objects_in_destinations_is_held_to_the_key_prefix(string function)
    {
        string[] changes = ["s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion"];
        var allowed = Statements(function).Where(statement => statement.IsAllow && statement.Condition == "HasDestinations")
            .SelectMany(statement => statement.Actions).Intersect(changes);
        var held = Statements(function).Where(statement => statement.Sid == "NothingOutsideKeyPrefix")
            .SelectMany(statement => statement.Actions);
        allowed.Except(held).ShouldBeEmpty();
    }

    // A second run compares what it would write with what is there, pinned by its version id in a bucket that has versions.
    [Theory]
    [InlineData("CopyToRegionFunction")]
    [InlineData("PublishManifestFunction")]
    public void Who_writes_once_to_destinations_may_read_the_version_that_is_there_already(string function) =>
        Statements(function).Where(statement => statement.IsAllow && statement.Condition == "HasDestinations")
            .SelectMany(statement => statement.Actions).ShouldContain("s3:GetObjectVersion");

    [Theory]
    [InlineData("ExportBucket")]
    [InlineData("DestinationBuckets")]
    public void Every_bucket_is_validated_by_the_same_settings(string sid) =>
        Statements("ValidateBucketFunction").Single(statement => statement.Sid == sid).Actions.ShouldBe(BucketSettings, ignoreOrder: true);

    [Fact]
    public void The_grant_is_repaired_only_where_the_stack_allows_it() =>
        SamTemplate.Shipped.Functions.SelectMany(function => function.Statements)
            .Where(statement => statement.Actions.Contains("s3:PutBucketPolicy"))
            .Where(statement => statement.Condition != "HasRestoreBuckets")
            .ShouldHaveSingleItem().Condition.ShouldBe("MayRepairGrant");

    [Fact]
    public void A_restore_changes_policies_of_the_buckets_the_stack_names_for_it_and_of_no_other() =>
        SamTemplate.Shipped.Functions.SelectMany(function => function.Statements)
            .Where(statement => statement.Condition == "HasRestoreBuckets" && statement.Actions.Contains("s3:PutBucketPolicy"))
            .Select(statement => statement.Resources.ShouldHaveSingleItem()).Distinct().ShouldBe(["RestoreBucketArns"]);

    [Fact]
    public void A_restore_changes_ACLs_of_files_in_those_buckets_only()
    {
        var changes = SamTemplate.Shipped.Functions.SelectMany(function => function.Statements)
            .Where(statement => statement.Actions.Contains("s3:PutObjectAcl") || statement.Actions.Contains("s3:PutObjectVersionAcl")).ToList();

        changes.Count.ShouldBe(4);
        changes.ShouldAllBe(statement => statement.Condition == "HasRestoreBuckets" && statement.Resources.Single().Contains("RestoreBucketArns"));
    }

    [Theory]
    [InlineData("GrantSeedAccessFunction")]
    [InlineData("RevokeSeedAccessFunction")]
    [InlineData("RollBackRestoreFunction")]
    [InlineData("RemoveDrillCacheFunction")]
    public void Who_grants_or_revokes_writes_and_deletes_claims_and_no_other_object(string function)
    {
        string[] changes = ["s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion"];
        var statement = Statements(function).Single(statement => statement.Actions.Intersect(changes).Any());

        (statement.Condition, statement.Sid).ShouldBe(("HasRestoreBuckets", "SeedClaims"));
        statement.Resources.ShouldHaveSingleItem().ShouldContain("*.seed-access.*");
    }

    [Fact]
    public void A_restore_creates_caches_with_its_tag_only_and_deletes_only_those() =>
        new[] { ("CreateCacheFunction", "elasticache:CreateReplicationGroup", "aws:RequestTag"), ("RollBackRestoreFunction", "elasticache:DeleteReplicationGroup", "aws:ResourceTag") }
            .ShouldAllBe(right => Statements(right.Item1).Single(statement => statement.Actions.Contains(right.Item2)).ConditionKeys
                .Single() == $"{right.Item3}/{RestoreTags.RestoreId}");

    [Fact]
    public void Nothing_else_creates_or_deletes_caches() =>
        Machine.AllSteps.Where(step => Allowed($"{step}Function").Any(action => action is "elasticache:CreateReplicationGroup" or "elasticache:DeleteReplicationGroup"))
            .ShouldBe(["CreateCache", "RollBackRestore", "RemoveDrillCache"]);

    [Fact]
    public void A_drill_deletes_only_caches_with_the_tag_and_the_name_of_drills()
    {
        var right = Statements("RemoveDrillCacheFunction").Single(statement => statement.Actions.Contains("elasticache:DeleteReplicationGroup"));

        right.ConditionKeys.ShouldBe([$"aws:ResourceTag/{RestoreTags.DrillOf}"]);
        right.Resources.ShouldHaveSingleItem().ShouldEndWith($":replicationgroup:{DrillNames.CacheIdOf("*")}");
    }

    [Fact]
    public void A_drill_writes_nothing_but_its_records() =>
        Statements("RecordDrillFunction").Where(statement => statement.Actions.Contains("s3:PutObject")).SelectMany(statement => statement.Resources)
            .ShouldAllBe(resource => resource.Contains("/*/drill-*.json"));

    [Fact]
    public void The_copy_of_a_restore_writes_to_the_buckets_the_stack_names_for_restores_and_its_manifest_is_no_copiers_to_write()
    {
        Written("CopySeedFileFunction").ShouldBe(["${Arns}/*.rdb", "${Arns}/*.verify.json"]);
        Written("PublishSeedCopyFunction").ShouldBe(["${Arns}/*/manifest.json"]);

        static IEnumerable<string> Written(string function) => Statements(function)
            .Where(statement => statement.IsAllow && statement.Actions.Contains("s3:PutObject")).SelectMany(statement =>
            {
                statement.Condition.ShouldBe("HasRestoreBuckets");
                return statement.Resources.Select(resource => resource[resource.IndexOf("${Arns}", StringComparison.Ordinal)..].Split(',')[0]);
            });
    }

    [Fact]
    public void Deleting_objects_is_for_those_who_undo_their_own_work() =>
        Machine.AllSteps.Where(step => Allowed($"{step}Function").Contains("s3:DeleteObject"))
            .ShouldBe(["CheckPermissions", "ExportSnapshot", "VerifyExport", "CopyToRegion", "RollBack", "CopySeedFile", "VerifySeedFile", "RevokeSeedAccess", "RollBackRestore", "RemoveDrillCache"]);

    [Fact]
    public void CheckPermissions_reaches_no_object_but_its_probe() =>
        Statements("CheckPermissionsFunction").Where(statement => statement.IsAllow && statement.Actions.Contains("s3:PutObject"))
            .SelectMany(statement => statement.Resources).ShouldAllBe(resource => resource.Contains($"/*/{ProbeObject.Name}"));

    [Fact]
    public void VerifyExport_writes_only_reports_and_deletes_only_checkpoints()
    {
        Reach("s3:PutObject").ShouldBe(["*.verify.json", "*.verify.checkpoint"]);
        Reach("s3:DeleteObject").ShouldBe(["*.verify.checkpoint"]);
        Reach("s3:DeleteObjectVersion").ShouldBe(["*.verify.checkpoint"]);

        static IEnumerable<string> Reach(string action) => Statements("VerifyExportFunction")
            .Where(statement => statement.Actions.Contains(action)).SelectMany(statement => statement.Resources)
            .Select(resource => resource[(resource.LastIndexOf('/') + 1)..]);
    }

    [Theory]
    [InlineData("ExportSnapshotFunction")]
    [InlineData("RollBackFunction")]
    public void Who_deletes_exported_files_cannot_delete_a_finished_backup(string function) =>
        Statements(function).Single(statement => statement.Sid == "NeverAFinishedBackup").ShouldSatisfyAllConditions(
            statement => statement.IsAllow.ShouldBeFalse(),
            statement => statement.Actions.ShouldBe(["s3:DeleteObject", "s3:DeleteObjectVersion"]),
            statement => statement.Resources.ShouldHaveSingleItem().ShouldEndWith("${ExportBucketName}/${KeyPrefix}/*/manifest.json"));

    [Fact]
    public void Every_action_the_code_names_is_allowed_to_a_function()
    {
        var named = Directory.EnumerateFiles(Repository.PathOf("functions"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(path => Action().Matches(File.ReadAllText(path))).Select(match => match.Groups[1].Value).Distinct().ToList();
        named.ShouldContain("s3:GetObject");
        named.Except(SamTemplate.Shipped.Functions.SelectMany(function => Allowed(function.LogicalId))).ShouldBeEmpty();
    }

    [GeneratedRegex(@"""((?:s3|elasticache|kms):\w+)""")]
    private static partial Regex Action();

    private static IReadOnlyList<PolicyStatement> Statements(string function) => SamTemplate.Shipped.Function(function).Statements;

    private static IEnumerable<string> Allowed(string function) =>
        Statements(function).Where(statement => statement.IsAllow).SelectMany(statement => statement.Actions).Distinct();
}
