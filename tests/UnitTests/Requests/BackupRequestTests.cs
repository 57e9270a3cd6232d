using System.Text.Json;
using CacheBackup.Core.Copies;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Requests;
using CacheBackup.Rdb;

namespace CacheBackup.UnitTests.Requests;

/// <summary>What an execution may be started with, and what it is told when it may not.</summary>
public sealed class BackupRequestTests
{
    private const string Source = """ "Source":{"ReplicationGroupId":"orders"} """;

    [Fact]
    public void The_least_a_request_needs_is_a_source_and_an_export_bucket()
    {
        var request = Parse($$"""{ {{Source}}, "ExportBucket":"exports" }""");

        request.Source.ShouldBe(new BackupSource(ReplicationGroupId: "orders"));
        request.ExportBucket.ShouldBe("exports");
        request.KeyPrefix.ShouldBe("elasticache");
        request.Destinations.ShouldBeEmpty();
        request.KeepSnapshot.ShouldBeFalse();
        request.RepairGrant.ShouldBeFalse();
        request.Polling.ShouldBe(new PollingLimits(20, 300, 7200, 14400));
        request.Verification.ShouldBe(new VerificationOptions(VerificationLevel.Deep, Target: null, AllowUnverified: false));
    }

    [Fact]
    public void Every_field_is_read()
    {
        var request = Parse("""
            {"Source":{"SnapshotName":"automatic.orders-2026-11-19-03-00"},"ExportBucket":"exports","KeyPrefix":"team-a/caches",
             "Destinations":[{"Region":"us-east-1","Bucket":"copies","AccountId":"444455556666",
               "KmsKeyId":"arn:aws:kms:us-east-1:444455556666:key/mrk-1","StorageClass":"GLACIER_IR",
               "BucketKey":true,"ObjectLock":{"Mode":"COMPLIANCE","Days":30}}],
             "KeepSnapshot":true,"RepairGrant":true,"MinimumIdentity":"L1","AbortUploadsAfterHours":48,
             "Polling":{"IntervalSeconds":1,"MaximumIntervalSeconds":3600,"SnapshotDeadlineSeconds":60,"ExportDeadlineSeconds":86400},
             "Verification":{"Level":"full","Target":"valkey:8.1","AllowUnverified":true}}
            """);

        request.Source.SnapshotName.ShouldBe("automatic.orders-2026-11-19-03-00");
        request.KeyPrefix.ShouldBe("team-a/caches");
        (request.KeepSnapshot, request.RepairGrant).ShouldBe((true, true));
        request.Destinations.ShouldBe(
        [
            new CopyDestination("us-east-1", "copies", "444455556666", "arn:aws:kms:us-east-1:444455556666:key/mrk-1", "GLACIER_IR")
            {
                BucketKey = true,
                ObjectLock = new ObjectLock(ObjectLockMode.COMPLIANCE, 30),
            },
        ]);
        (request.MinimumIdentity, request.AbortUploadsAfterHours).ShouldBe((CopyIdentity.L1, 48));
        request.Polling.ShouldBe(new PollingLimits(1, 3600, 60, 86400));
        request.Verification.ShouldBe(new VerificationOptions(VerificationLevel.Full, "valkey:8.1", AllowUnverified: true));
    }

    [Theory]
    [InlineData(""" {"Days":30} """, "Destinations[0].ObjectLock.Mode is missing")]
    [InlineData(""" {"Mode":"COMPLIANCE"} """, "Destinations[0].ObjectLock.Days is missing")]
    [InlineData(""" {"Mode":"governance","Days":1} """, "it has to be one of GOVERNANCE, COMPLIANCE")]
    [InlineData(""" {"Mode":"GOVERNANCE","Days":0} """, "Days is 0, but it has to be a whole number of days from 1 to 36500")]
    [InlineData(""" {"Mode":"GOVERNANCE","Days":1,"Until":"2099-01-01"} """, "there is no such field")]
    public void An_object_lock_is_said_in_full_for_it_may_be_one_that_nobody_can_undo(string held, string problem) =>
        Should.Throw<InvalidBackupRequestException>(
            () => ParseWith($$""" "Destinations":[{"Region":"us-east-1","Bucket":"copies","ObjectLock":{{held}}}] """))
            .Message.ShouldContain(problem);

    [Fact]
    public void A_bucket_key_needs_a_key() =>
        Should.Throw<InvalidBackupRequestException>(
            () => ParseWith(""" "Destinations":[{"Region":"us-east-1","Bucket":"copies","BucketKey":true}] """))
            .Message.ShouldContain("Destinations[0].BucketKey is true, but there is no key to use without KmsKeyId");

    [Fact]
    public void An_optional_field_may_be_null() =>
        ParseWith(""" "Destinations":null, "Polling":null, "KeyPrefix":null """).KeyPrefix.ShouldBe("elasticache");

    [Theory]
    [InlineData("[]", "The request is [], but it has to be a JSON object")]
    [InlineData("""{"ExportBucket":"exports"}""", "Source is missing")]
    [InlineData("""{"Source":null,"ExportBucket":"exports"}""", "Source is missing")]
    [InlineData("""{"Source":"orders","ExportBucket":"exports"}""", "Source is \"orders\", but it has to be a JSON object")]
    [InlineData(
        """{"Source":{},"ExportBucket":"exports"}""",
        "Source holds 0 sources, but has to hold exactly one of ReplicationGroupId, CacheClusterId and SnapshotName")]
    [InlineData("""{"Source":{"ReplicationGroupId":"a","CacheClusterId":"b"},"ExportBucket":"exports"}""", "Source holds 2 sources")]
    [InlineData(
        """{"Source":{"ServerlessCacheName":"a"},"ExportBucket":"exports"}""",
        "Source.ServerlessCacheName is \"a\", but there is no such field (there are ReplicationGroupId, CacheClusterId, SnapshotName)")]
    [InlineData(
        """{"Source":{"replicationGroupId":"a"},"ExportBucket":"exports"}""",
        "Source.replicationGroupId is \"a\", but there is no such field (ReplicationGroupId is meant)")]
    [InlineData(
        """{"Source":{"ReplicationGroupId":"1a"},"ExportBucket":"exports"}""",
        "Source.ReplicationGroupId is \"1a\", but it has to start with a letter")]
    [InlineData("""{"Source":{"ReplicationGroupId":"a_b"},"ExportBucket":"exports"}""", "Source.ReplicationGroupId is \"a_b\"")]
    [InlineData(
        """{"Source":{"CacheClusterId":""},"ExportBucket":"exports"}""",
        "Source.CacheClusterId is \"\", but it has to be a text of at least one character")]
    [InlineData("""{"Source":{"SnapshotName":7},"ExportBucket":"exports"}""", "Source.SnapshotName is 7, but it has to be a text")]
    public void The_source_is_one_thing_by_an_id_ElastiCache_could_have_given(string request, string problem) =>
        Refuse(request).ShouldContain(problem);

    [Theory]
    [InlineData(
        """ "Retention":7 """,
        "Retention is 7, but there is no such field (there are Source, ExportBucket, KeyPrefix, ")]
    [InlineData(""" "ExportBucket":"twice" """, "ExportBucket is \"twice\", but the same field is given before")]
    [InlineData(""" "KeepSnapshot":"true" """, "KeepSnapshot is \"true\", but it has to be true or false")]
    [InlineData(""" "RepairGrant":1 """, "RepairGrant is 1, but it has to be true or false")]
    [InlineData(""" "Polling":[] """, "Polling is [], but it has to be a JSON object")]
    [InlineData(
        """ "Polling":{"IntervalSeconds":0} """,
        "Polling.IntervalSeconds is 0, but it has to be a whole number of seconds from 1 to 300")]
    [InlineData(""" "Polling":{"IntervalSeconds":20.5} """, "Polling.IntervalSeconds is 20.5")]
    [InlineData(""" "Polling":{"IntervalSeconds":"20"} """, "Polling.IntervalSeconds is \"20\"")]
    [InlineData(
        """ "Polling":{"MaximumIntervalSeconds":3601} """,
        "Polling.MaximumIntervalSeconds is 3601, but it has to be a whole number of seconds from 1 to 3600")]
    [InlineData(""" "Polling":{"SnapshotDeadlineSeconds":59} """, "from 60 to 86400")]
    [InlineData(""" "Polling":{"ExportDeadlineSeconds":99999999999} """, "Polling.ExportDeadlineSeconds is 99999999999")]
    [InlineData(
        """ "Polling":{"MaximumIntervalSeconds":10} """,
        "Polling.MaximumIntervalSeconds is 10, but no wait is shorter than the first one, IntervalSeconds, 20")]
    [InlineData(""" "Verification":"deep" """, "Verification is \"deep\", but it has to be a JSON object")]
    [InlineData(""" "Verification":{"Level":"Deep"} """, "Verification.Level is \"Deep\", but it has to be one of quick, deep, full")]
    [InlineData(""" "Verification":{"Level":1} """, "Verification.Level is 1, but it has to be one of quick, deep, full")]
    [InlineData(
        """ "Verification":{"Target":"memcached:1.6"} """,
        "Verification.Target is \"memcached:1.6\", but it has to be an engine and its version, redis from 2.6 or valkey from 7.2")]
    [InlineData(""" "Verification":{"AllowUnverified":"no"} """, "Verification.AllowUnverified is \"no\", but it has to be true or false")]
    [InlineData(""" "Verification":{"Mode":"deep"} """, "there is no such field (there are Level, Target, AllowUnverified)")]
    [InlineData(""" "Destinations":{} """, "Destinations is {}, but it has to be a list")]
    [InlineData(""" "Destinations":["copies"] """, "Destinations[0] is \"copies\", but it has to be a JSON object")]
    public void Unknown_and_mistyped_fields_are_refused_by_name(string field, string problem) => RefuseWith(field).ShouldContain(problem);

    [Theory]
    [InlineData("Elasticache")]
    [InlineData("/caches")]
    [InlineData("caches/")]
    [InlineData("a//b")]
    [InlineData("a/../b")]
    [InlineData(".hidden")]
    [InlineData("a,b")]
    [InlineData("a b")]
    [InlineData("a*")]
    [InlineData("caches\\n")]
    public void A_key_prefix_must_be_a_plain_lower_case_path(string prefix) =>
        RefuseWith($""" "KeyPrefix":"{prefix}" """).ShouldContain("KeyPrefix is ");

    [Fact]
    public void A_key_prefix_leaves_room_for_the_rest_of_the_name_ElastiCache_takes()
    {
        var longest = new string('a', 800);
        ParseWith($""" "KeyPrefix":"{longest}" """).KeyPrefix.ShouldBe(longest);
        RefuseWith($""" "KeyPrefix":"{longest}a" """).ShouldContain("(803 characters), but it may have 800 characters at most");
    }

    [Theory]
    [InlineData(""" "Bucket":"copies" """, "Destinations[0].Region is missing")]
    [InlineData(""" "Region":"eu-central-1" """, "Destinations[0].Bucket is missing")]
    [InlineData(
        """ "Region":"Frankfurt","Bucket":"copies" """,
        "Destinations[0].Region is \"Frankfurt\", but it has to be a Region's name, such as eu-west-1")]
    [InlineData(
        """ "Region":"eu-central-1","Bucket":"exports" """,
        "Destinations[0].Bucket is \"exports\", but ExportBucket is the same bucket")]
    [InlineData(
        """ "Region":"eu-central-1","Bucket":"copies","AccountId":"1234" """,
        "Destinations[0].AccountId is \"1234\", but it has to be an account number of 12 digits")]
    [InlineData(
        """ "Region":"eu-central-1","Bucket":"copies","AccountId":444455556666 """,
        "Destinations[0].AccountId is 444455556666, but it has to be a text")]
    [InlineData(
        """ "Region":"eu-central-1","Bucket":"copies","StorageClass":"DEEP_ARCHIVE" """,
        "Destinations[0].StorageClass is \"DEEP_ARCHIVE\", but it has to be readable at once")]
    [InlineData(
        """ "Region":"eu-central-1","Bucket":"copies","StorageClass":"GLACIER" """,
        "move old copies to an archive class by a lifecycle rule")]
    [InlineData(
        """ "Region":"eu-central-1","Bucket":"copies","StorageClass":"standard" """,
        "Destinations[0].StorageClass is \"standard\"")]
    [InlineData(
        """ "Region":"eu-central-1","Bucket":"copies","KmsKeyId":"alias/backups" """,
        "Destinations[0].KmsKeyId is \"alias/backups\", but it has to be the ARN of a KMS key in the destination's Region eu-central-1")]
    [InlineData(
        """ "Region":"eu-central-1","Bucket":"copies","KmsKeyId":"arn:aws:kms:eu-west-1:111122223333:key/1" """,
        "Destinations[0].KmsKeyId is")]
    [InlineData(
        """ "Region":"eu-central-1","Bucket":"copies","Prefix":"x" """,
        "Destinations[0].Prefix is \"x\", but there is no such field")]
    public void A_destination_is_judged_field_by_field(string destination, string problem) =>
        RefuseWith($$""" "Destinations":[{ {{destination}} }] """).ShouldContain(problem);

    [Fact]
    public void Two_destinations_cannot_be_the_same_bucket() =>
        RefuseWith(""" "Destinations":[{"Region":"us-east-1","Bucket":"copies"},{"Region":"us-west-2","Bucket":"copies"}] """)
            .ShouldContain("Destinations[1].Bucket is \"copies\", but Destinations[0].Bucket is the same bucket");

    [Fact]
    public void There_are_ten_destinations_at_most()
    {
        ParseWith(Destinations(10)).Destinations!.Count.ShouldBe(10);
        RefuseWith(Destinations(11)).ShouldContain("Destinations holds 11 buckets, but may hold 10 at most");

        static string Destinations(int count) =>
            $"\"Destinations\":[{string.Join(',', Enumerable.Range(1, count).Select(Destination))}]";

        static string Destination(int number) => $$"""{"Region":"us-east-1","Bucket":"copies-{{number}}"}""";
    }

    [Fact]
    public void All_problems_are_told_at_once_with_the_next_step()
    {
        var message = Refuse("""
            {"Source":{"ServerlessCacheName":"a"},"KeyPrefix":"/x",
             "Destinations":[{"Region":"mars","Bucket":"copies"}],"Polling":{"IntervalSeconds":-1}}
            """);

        message.ShouldStartWith("The request has 5 problems: ");
        string[] fields = ["Source.ServerlessCacheName", "ExportBucket", "KeyPrefix", "Destinations[0].Region", "Polling.IntervalSeconds"];
        fields.ShouldAllBe(field => message.Contains(field));

        message.ShouldEndWith("HINT: Correct the input and start a new execution; nothing was created.");
    }

    [Fact]
    public void An_endless_value_does_not_make_an_endless_message() =>
        Refuse($$"""{ {{Source}}, "ExportBucket":"exports", "X":"{{new string('x', 5000)}}" }""").Length.ShouldBeLessThan(500);

    private static BackupRequest ParseWith(string field) => Parse($$"""{ {{Source}}, "ExportBucket":"exports", {{field}} }""");

    private static string RefuseWith(string field) => Refuse($$"""{ {{Source}}, "ExportBucket":"exports", {{field}} }""");

    private static BackupRequest Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return BackupRequest.Parse(document.RootElement);
    }

    private static string Refuse(string json) => Should.Throw<InvalidBackupRequestException>(() => Parse(json)).Message;
}
