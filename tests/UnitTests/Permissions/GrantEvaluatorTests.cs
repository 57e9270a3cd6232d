using CacheBackup.Core.Buckets;
using CacheBackup.Core.Permissions;

namespace CacheBackup.UnitTests.Permissions;

/// <summary>May ElastiCache of eu-west-1, acting for 111122223333, export to exports/elasticache/orders/id/?</summary>
public sealed class GrantEvaluatorTests
{
    private const string Principal = "eu-west-1.elasticache-snapshot.amazonaws.com";
    private const string CanonicalId = "540804c33a284a299d2547575ce1010f2312ef3da9b3a053c8bc45bf233e4353";
    private const string NotReadable = "this role may not read it";
    private const string Folder = "elasticache/orders/id";

    private const string AllActions = """
        ["s3:PutObject","s3:GetObject","s3:ListBucket","s3:GetBucketAcl","s3:ListMultipartUploadParts","s3:ListBucketMultipartUploads"]
        """;
    private const string WholeBucket = """["arn:aws:s3:::exports","arn:aws:s3:::exports/*"]""";
    private const string Service = $$"""{"Service":"{{Principal}}"}""";

    [Fact]
    public void The_documented_statement_grants_all() => Judge(Allow()).Verdict.ShouldBe(GrantVerdict.Granted);

    [Fact]
    public void The_statement_it_proposes_grants_all() =>
        Judge(GrantStatement.JsonOf("exports", "eu-west-1")!).Verdict.ShouldBe(GrantVerdict.Granted);

    [Fact]
    public void The_statement_it_proposes_is_the_documented_one() => GrantStatement.JsonOf("exports", "eu-west-1").ShouldBe(
        """{"Sid":"CacheBackupExportEuWest1","Effect":"Allow","Principal":{"Service":"eu-west-1.elasticache-snapshot.amazonaws.com"},"""
        + "\"Action\":[\"s3:PutObject\",\"s3:GetObject\",\"s3:ListMultipartUploadParts\","
        + "\"s3:ListBucket\",\"s3:GetBucketAcl\",\"s3:ListBucketMultipartUploads\"],"
        + "\"Resource\":[\"arn:aws:s3:::exports\",\"arn:aws:s3:::exports/*\"]}");

    [Fact]
    public void Without_policy_and_with_ACLs_off_everything_is_missing()
    {
        var finding = Judge(null);

        finding.Verdict.ShouldBe(GrantVerdict.NotGranted);
        string.Join(' ', finding.Actions).ShouldBe(
            "s3:PutObject s3:GetObject s3:ListMultipartUploadParts s3:ListBucket s3:GetBucketAcl s3:ListBucketMultipartUploads");
        finding.Reason.ShouldBe("no statement of the bucket policy allows it, and ACLs are off");
        finding.StatementToAdd.ShouldBe(GrantStatement.JsonOf("exports", "eu-west-1"));
    }

    [Theory]
    [InlineData("\"s3:*\"")]
    [InlineData("\"*\"")]
    [InlineData("""["s3:Put*","s3:Get*","s3:List*"]""")]
    [InlineData("""["S3:PUTOBJECT","s3:getobject","s3:list*","s3:GetBucket???"]""")]
    public void Action_patterns_match_without_regard_to_case(string actions) =>
        Judge(Allow(actions: actions)).Verdict.ShouldBe(GrantVerdict.Granted);

    [Fact]
    public void Statements_add_up() =>
        Judge(Allow(actions: "\"s3:List*\""), Allow(actions: "\"s3:Get*\""), Allow(actions: "\"s3:PutObject\""))
            .Verdict.ShouldBe(GrantVerdict.Granted);

    [Fact]
    public void A_missing_action_is_named()
    {
        var finding = Judge(Allow(actions: """["s3:PutObject","s3:GetObject","s3:List*"]"""));

        finding.Verdict.ShouldBe(GrantVerdict.NotGranted);
        finding.Actions.ShouldBe(["s3:GetBucketAcl"]);
    }

    [Fact]
    public void A_statement_that_is_no_list_counts() =>
        JudgePolicy($$"""{"Version":"2012-10-17","Statement":{{Allow()}}}""").Verdict.ShouldBe(GrantVerdict.Granted);

    [Theory]
    [InlineData("\"arn:aws:s3:::exports\"", "s3:PutObject")]
    [InlineData("\"arn:aws:s3:::exports/*\"", "s3:ListBucket")]
    [InlineData("""["arn:aws:s3:::exports","arn:aws:s3:::exports/other/*"]""", "s3:PutObject")]
    [InlineData("""["arn:aws:s3:::EXPORTS","arn:aws:s3:::EXPORTS/*"]""", "s3:ListBucket")]
    [InlineData("""["arn:aws-cn:s3:::exports","arn:aws-cn:s3:::exports/*"]""", "s3:ListBucket")]
    public void A_grant_on_something_else_is_none(string resources, string missing)
    {
        var finding = Judge(Allow(resources: resources));

        finding.Verdict.ShouldBe(GrantVerdict.NotGranted);
        finding.Actions.ShouldContain(missing);
    }

    [Theory]
    [InlineData("""["arn:aws:s3:::exports","arn:aws:s3:::exports/elasticache/*"]""")]
    [InlineData("\"arn:aws:s3:::exports*\"")]
    [InlineData("""["arn:aws:s3:::exports","arn:aws:s3:::exports/*lasticache*/orders/*"]""")]
    [InlineData("""["arn:aws:s3:::exports","arn:aws:s3:::exports/**/shard-????.rdb"]""")]
    [InlineData("\"*\"")]
    [InlineData("""["arn:aws:s3:::export?","arn:aws:s3:::export?/*/orders/*.rdb"]""")]
    public void A_grant_on_the_backups_folder_is_enough(string resources) =>
        Judge(Allow(resources: resources)).Verdict.ShouldBe(GrantVerdict.Granted);

    [Theory]
    [InlineData("\"*\"", GrantVerdict.Granted)]
    [InlineData("""{"AWS":"*"}""", GrantVerdict.Granted)]
    [InlineData("""{"Service":["lambda.amazonaws.com","eu-west-1.elasticache-snapshot.amazonaws.com"]}""", GrantVerdict.Granted)]
    [InlineData(
        """{"AWS":"arn:aws:iam::111122223333:root","Service":"eu-west-1.elasticache-snapshot.amazonaws.com"}""",
        GrantVerdict.Granted)]
    [InlineData("""{"Service":"us-east-1.elasticache-snapshot.amazonaws.com"}""", GrantVerdict.NotGranted)]
    [InlineData("""{"Service":"elasticache.amazonaws.com"}""", GrantVerdict.NotGranted)]
    [InlineData("""{"AWS":"eu-west-1.elasticache-snapshot.amazonaws.com"}""", GrantVerdict.NotGranted)]
    [InlineData("""{"AWS":"111122223333"}""", GrantVerdict.NotGranted)]
    [InlineData("""{"Federated":"cognito-identity.amazonaws.com"}""", GrantVerdict.NotGranted)]
    [InlineData($$"""{"CanonicalUser":"{{CanonicalId}}"}""", GrantVerdict.Unknown)]
    public void Only_the_Regions_service_or_everyone_is_meant(string principal, GrantVerdict verdict) =>
        Judge(Allow(principal)).Verdict.ShouldBe(verdict);

    [Fact]
    public void An_allow_for_all_but_another_is_for_ElastiCache_too() =>
        Judge(Allow("""{"AWS":"444455556666"}""").Not("Principal")).Verdict.ShouldBe(GrantVerdict.Granted);

    [Fact]
    public void An_allow_for_all_but_ElastiCache_is_none() =>
        Judge(Allow().Not("Principal")).Verdict.ShouldBe(GrantVerdict.NotGranted);

    [Fact]
    public void An_allow_of_all_but_deleting_allows_all_that_is_needed() =>
        Judge(Allow(actions: "\"s3:Delete*\"").Not("Action")).Verdict.ShouldBe(GrantVerdict.Granted);

    [Fact]
    public void An_allow_of_all_but_writing_lacks_writing() =>
        Judge(Allow(actions: "\"s3:PutObject\"").Not("Action")).Actions.ShouldBe(["s3:PutObject"]);

    [Fact]
    public void An_allow_on_all_but_the_folder_lacks_the_objects() =>
        Judge(Allow(resources: "\"arn:aws:s3:::exports/elasticache/*\"").Not("Resource")).Actions
            .ShouldBe(["s3:PutObject", "s3:GetObject", "s3:ListMultipartUploadParts"]);

    [Fact]
    public void A_bucket_policy_with_an_explicit_deny_is_not_a_grant()
    {
        var finding = Judge(Allow(), Deny(actions: "\"s3:PutObject\"", sid: "NoWrites"));

        finding.Verdict.ShouldBe(GrantVerdict.Denied);
        finding.Actions.ShouldBe(["s3:PutObject"]);
        finding.Reason.ShouldBe("statement \"NoWrites\" of the bucket policy denies it");
        finding.StatementToAdd.ShouldBeNull();
    }

    [Fact]
    public void A_statement_without_a_name_is_told_by_its_place() =>
        Judge(Allow(), Deny()).Reason.ShouldBe("statement 2 of the bucket policy denies it");

    [Fact]
    public void A_deny_outweighs_a_missing_allow() => Judge(Deny(actions: "\"s3:GetObject\"")).Verdict.ShouldBe(GrantVerdict.Denied);

    [Theory]
    [InlineData("\"arn:aws:s3:::exports/*.rdb\"", GrantVerdict.Denied)]
    [InlineData("\"arn:aws:s3:::exports/elasticache/orders/*\"", GrantVerdict.Denied)]
    [InlineData("\"arn:aws:s3:::exports/secret/*\"", GrantVerdict.Granted)]
    [InlineData("\"arn:aws:s3:::exports\"", GrantVerdict.Denied)]
    public void A_deny_counts_where_the_backup_is_written(string resources, GrantVerdict verdict) =>
        Judge(Allow(), Deny(resources: resources)).Verdict.ShouldBe(verdict);

    [Theory]
    [InlineData("""{"AWS":"444455556666"}""", GrantVerdict.Denied)]
    [InlineData(Service, GrantVerdict.Granted)]
    public void A_deny_for_all_but_some_meets_everyone_else(string except, GrantVerdict verdict) =>
        Judge(Allow(), Deny(except).Not("Principal")).Verdict.ShouldBe(verdict);

    [Fact]
    public void A_deny_of_all_but_reading_denies_writing() =>
        Judge(Allow(), Deny(actions: """["s3:Get*","s3:List*"]""").Not("Action")).Actions.ShouldBe(["s3:PutObject"]);

    [Fact]
    public void The_usual_deny_of_plain_HTTP_does_not_meet_a_service() =>
        Judge(Allow(), Deny(condition: """{"Bool":{"aws:SecureTransport":"false"}}""")).Verdict.ShouldBe(GrantVerdict.Granted);

    [Fact]
    public void A_deny_that_excepts_AWS_services_does_not_meet_one() =>
        Judge(Allow(), Deny(condition: """{"Bool":{"aws:PrincipalIsAWSService":"false"},"NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"}}"""))
            .Verdict.ShouldBe(GrantVerdict.Granted);

    [Theory]
    [InlineData("""{"StringEquals":{"aws:SourceAccount":"111122223333"}}""", GrantVerdict.Granted)]
    [InlineData("""{"StringEquals":{"aws:SourceAccount":["444455556666","111122223333"]}}""", GrantVerdict.Granted)]
    [InlineData("""{"StringEquals":{"AWS:sourceaccount":"111122223333"}}""", GrantVerdict.Granted)]
    [InlineData("""{"StringEqualsIfExists":{"aws:SourceAccount":"111122223333"}}""", GrantVerdict.Granted)]
    [InlineData("""{"StringLike":{"aws:SourceAccount":"1111*"}}""", GrantVerdict.Granted)]
    [InlineData("""{"StringNotEquals":{"aws:SourceAccount":"444455556666"}}""", GrantVerdict.Granted)]
    [InlineData("""{"StringEquals":{"aws:SourceAccount":"444455556666"}}""", GrantVerdict.NotGranted)]
    [InlineData("""{"StringEquals":{"aws:SourceAccount":"1111*"}}""", GrantVerdict.NotGranted)]
    [InlineData("""{"StringNotLike":{"aws:SourceAccount":"1111*"}}""", GrantVerdict.NotGranted)]
    [InlineData("""{"StringNotLike":{"aws:SourceAccount":"4444*"}}""", GrantVerdict.Granted)]
    [InlineData("""{"StringNotEqualsIgnoreCase":{"aws:SourceAccount":"111122223333"}}""", GrantVerdict.NotGranted)]
    [InlineData("""{"StringNotEquals":{"aws:SourceAccount":"111122223333"}}""", GrantVerdict.NotGranted)]
    [InlineData("""{"Null":{"aws:SourceAccount":"false"}}""", GrantVerdict.Granted)]
    [InlineData("""{"Null":{"aws:SourceAccount":true}}""", GrantVerdict.NotGranted)]
    [InlineData("""{"Bool":{"aws:SecureTransport":true}}""", GrantVerdict.Granted)]
    [InlineData("""{"StringEquals":{"aws:PrincipalServiceName":"eu-west-1.elasticache-snapshot.amazonaws.com"}}""", GrantVerdict.Granted)]
    [InlineData("""{"StringEquals":{"aws:RequestedRegion":"us-east-1"}}""", GrantVerdict.NotGranted)]
    [InlineData("""{"ArnLike":{"aws:SourceArn":"arn:aws:elasticache:eu-west-1:111122223333:*"}}""", GrantVerdict.Granted)]
    [InlineData("""{"ArnLike":{"aws:SourceArn":"arn:aws:elasticache:*:111122223333:*"}}""", GrantVerdict.Granted)]
    [InlineData("""{"StringLike":{"aws:SourceArn":"arn:aws:elasticache:*"}}""", GrantVerdict.Granted)]
    [InlineData("""{"ArnLike":{"aws:SourceArn":"arn:aws:elasticache:*:444455556666:*"}}""", GrantVerdict.NotGranted)]
    [InlineData("""{"ArnLike":{"aws:SourceArn":"arn:aws:sns:eu-west-1:111122223333:*"}}""", GrantVerdict.NotGranted)]
    [InlineData("""{"ArnNotLike":{"aws:SourceArn":"arn:aws:elasticache:*:444455556666:*"}}""", GrantVerdict.Granted)]
    [InlineData("""{"ArnLike":{"aws:SourceArn":"arn:aws:elasticache:eu-west-1:111122223333:snapshot:*"}}""", GrantVerdict.Unknown)]
    [InlineData("""{"StringEquals":{"aws:SourceArn":"arn:aws:elasticache:eu-west-1:111122223333:snapshot:a"}}""", GrantVerdict.Unknown)]
    [InlineData("""{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}""", GrantVerdict.Unknown)]
    [InlineData("""{"StringEquals":{"s3:x-amz-server-side-encryption":"aws:kms"}}""", GrantVerdict.Unknown)]
    [InlineData("""{"ForAnyValue:StringEquals":{"aws:SourceAccount":"111122223333"}}""", GrantVerdict.Unknown)]
    [InlineData("""{"StringEquals":{"aws:SourceAccount":"${aws:PrincipalAccount}"}}""", GrantVerdict.Unknown)]
    [InlineData("""{"DateLessThan":{"aws:CurrentTime":"2030-01-01T00:00:00Z"}}""", GrantVerdict.Unknown)]
    [InlineData("""{"StringEquals":{"aws:SourceAccount":"444455556666","aws:PrincipalOrgID":"o-1"}}""", GrantVerdict.NotGranted)]
    public void A_condition_is_judged_where_the_services_side_is_known(string condition, GrantVerdict verdict) =>
        Judge(Allow(condition: condition)).Verdict.ShouldBe(verdict);

    [Fact]
    public void An_unknown_condition_is_named_with_its_statement()
    {
        var finding = Judge(Allow(condition: """{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}""", sid: "Exports"));

        finding.Reason.ShouldBe(
            "statement \"Exports\" of the bucket policy, whose condition (StringEquals aws:PrincipalOrgID) "
            + "cannot be judged from here, may allow it");
        finding.StatementToAdd.ShouldNotBeNull();
    }

    [Fact]
    public void A_deny_that_may_apply_makes_a_grant_unknown()
    {
        const string KmsOnly = """{"StringNotEquals":{"s3:x-amz-server-side-encryption":"aws:kms"}}""";

        var finding = Judge(Allow(), Deny(actions: "\"s3:PutObject\"", condition: KmsOnly, sid: "KmsOnly"));

        finding.Verdict.ShouldBe(GrantVerdict.Unknown);
        finding.Actions.ShouldBe(["s3:PutObject"]);
        finding.Reason.ShouldContain("statement \"KmsOnly\"");
        finding.Reason.ShouldEndWith("may deny it");
    }

    [Fact]
    public void A_deny_that_may_apply_does_not_hide_that_nothing_allows() =>
        Judge(Deny(condition: """{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}""")).Verdict.ShouldBe(GrantVerdict.NotGranted);

    [Fact]
    public void A_certain_grant_needs_no_uncertain_one() =>
        Judge(Allow(condition: """{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}"""), Allow()).Verdict.ShouldBe(GrantVerdict.Granted);

    [Fact]
    public void A_variable_in_a_resource_is_unknown() =>
        Judge(Allow(resources: """["arn:aws:s3:::exports","arn:aws:s3:::exports/${aws:PrincipalTag/team}/*"]"""))
            .Verdict.ShouldBe(GrantVerdict.Unknown);

    [Theory]
    [InlineData("WRITE", "READ", "READ_ACP")]
    [InlineData("FULL_CONTROL")]
    public void An_ACL_grants_while_ACLs_are_on(params string[] permissions)
    {
        var finding = JudgeAcl(permissions);

        finding.Verdict.ShouldBe(GrantVerdict.Granted);
        finding.Reason.ShouldBe("the bucket's ACL allows it");
    }

    [Theory]
    [InlineData("READ", new[] { "WRITE", "READ_ACP" }, new[] { "s3:GetObject", "s3:ListBucket", "s3:ListBucketMultipartUploads" })]
    [InlineData("WRITE", new[] { "READ", "READ_ACP" }, new[] { "s3:PutObject", "s3:ListMultipartUploadParts" })]
    [InlineData("READ_ACP", new[] { "READ", "WRITE", "WRITE_ACP" }, new[] { "s3:GetBucketAcl" })]
    public void What_an_ACL_lacks_is_told_as_actions(string lacking, string[] permissions, string[] actions)
    {
        var finding = JudgeAcl(permissions);

        finding.Verdict.ShouldBe(GrantVerdict.NotGranted, lacking);
        finding.Actions.ShouldBe(actions, ignoreOrder: true);
        finding.Reason.ShouldBe("neither the bucket policy nor the ACL allows it");
    }

    [Fact]
    public void Policy_and_ACL_add_up() =>
        Evaluate(
                Policy(Allow(actions: """["s3:*Object","s3:ListMultipartUploadParts"]""")),
                aclsAreOff: false,
                [new AclGrant(CanonicalId, "READ"), new AclGrant(CanonicalId, "READ_ACP")])
            .Verdict.ShouldBe(GrantVerdict.Granted);

    [Fact]
    public void A_deny_of_the_policy_outweighs_the_ACL() =>
        Evaluate(Policy(Deny()), aclsAreOff: false, [new AclGrant(CanonicalId, "FULL_CONTROL")]).Verdict.ShouldBe(GrantVerdict.Denied);

    [Fact]
    public void With_ACLs_off_the_ACL_does_not_count() =>
        Evaluate(null, aclsAreOff: true, [new AclGrant(CanonicalId, "FULL_CONTROL")]).Verdict.ShouldBe(GrantVerdict.NotGranted);

    [Theory]
    [InlineData("40fa568277ad703bd160f66ae4f83fc9dfdfd06c2f1b5060ca22442ac3ef8be6")]
    [InlineData("http://acs.amazonaws.com/groups/global/AllUsers")]
    [InlineData("http://acs.amazonaws.com/groups/global/AuthenticatedUsers")]
    public void An_ACL_for_somebody_else_is_no_grant(string grantee) =>
        Evaluate(null, aclsAreOff: false, [new AclGrant(grantee, "FULL_CONTROL")]).Verdict.ShouldBe(GrantVerdict.NotGranted);

    [Theory]
    [InlineData("us-gov-west-1", "40fa568277ad703bd160f66ae4f83fc9dfdfd06c2f1b5060ca22442ac3ef8be6", GrantVerdict.Granted)]
    [InlineData("cn-north-1", "b14d6a125bdf69854ed8ef2e71d8a20b7c490f252229b806e514966e490b8d83", GrantVerdict.Granted)]
    [InlineData("eu-south-2", CanonicalId, GrantVerdict.NotGranted)]
    [InlineData("me-central-1", CanonicalId, GrantVerdict.NotGranted)]
    [InlineData("us-gov-west-1", CanonicalId, GrantVerdict.NotGranted)]
    public void Every_partition_has_its_own_canonical_id_and_opt_in_Regions_have_none(
        string region, string canonicalId, GrantVerdict verdict) =>
        Evaluate(Grants(null, false, [new AclGrant(canonicalId, "FULL_CONTROL")]), region).Verdict.ShouldBe(verdict);

    [Fact]
    public void In_China_no_statement_is_proposed_for_the_service_has_no_known_name() =>
        Evaluate(Grants(null, true, []), "cn-north-1").StatementToAdd.ShouldBeNull();

    [Fact]
    public void In_China_a_grant_to_some_service_may_be_the_right_one()
    {
        var policy = Policy(Allow("""{"Service":"cn-north-1.elasticache-snapshot.amazonaws.com.cn"}""", resources: "\"*\""));

        Evaluate(Grants(policy, true, []), "cn-north-1").Verdict.ShouldBe(GrantVerdict.Unknown);
    }

    [Fact]
    public void A_policy_that_may_not_be_read_leaves_all_unknown()
    {
        var finding = Evaluate(
            Grants(null, false, [new AclGrant(CanonicalId, "FULL_CONTROL")]) with { Policy = new(null, NotReadable) });

        finding.Verdict.ShouldBe(GrantVerdict.Unknown);
        finding.Reason.ShouldBe(NotReadable);
    }

    [Fact]
    public void A_policy_that_grants_all_needs_neither_ACL_nor_ownership() =>
        Evaluate(Grants(Policy(Allow()), false, []) with { AclGrants = new([], NotReadable), AclsAreOff = new(false, NotReadable) })
            .Verdict.ShouldBe(GrantVerdict.Granted);

    [Fact]
    public void An_ACL_that_may_not_be_read_makes_a_missing_grant_unknown() =>
        Evaluate(Grants(null, false, []) with { AclGrants = new([], NotReadable) }).Verdict.ShouldBe(GrantVerdict.Unknown);

    [Fact]
    public void An_ACL_counts_only_where_it_is_known_that_ACLs_are_on() =>
        Evaluate(Grants(null, false, [new AclGrant(CanonicalId, "FULL_CONTROL")]) with { AclsAreOff = new(false, NotReadable) })
            .Verdict.ShouldBe(GrantVerdict.Unknown);

    [Theory]
    [InlineData("{}")]
    [InlineData("not JSON")]
    [InlineData("""{"Statement":[{"Effect":"Allow"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":7,"Action":{},"Resource":"*"}]}""")]
    public void A_policy_this_tool_cannot_read_is_unknown_and_not_an_error(string policy)
    {
        var finding = JudgePolicy(policy);

        finding.Verdict.ShouldBe(GrantVerdict.Unknown);
        finding.Reason.ShouldStartWith("the bucket policy cannot be read");
    }

    [Theory]
    [InlineData("*aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa*aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa*b")]
    public void A_pattern_made_to_be_slow_is_not(string pattern) =>
        Judge(Allow(resources: $"\"arn:aws:s3:::exports/{pattern}\"")).Verdict.ShouldBe(GrantVerdict.NotGranted);

    private static string Allow(
        string principal = Service,
        string actions = AllActions,
        string resources = WholeBucket,
        string? condition = null,
        string? sid = null) =>
        Statement("Allow", principal, actions, resources, condition, sid);

    private static string Deny(
        string principal = "\"*\"",
        string actions = "\"s3:*\"",
        string resources = WholeBucket,
        string? condition = null,
        string? sid = null) =>
        Statement("Deny", principal, actions, resources, condition, sid);

    private static string Statement(string effect, string principal, string actions, string resources, string? condition, string? sid)
    {
        var (first, last) = (sid is null ? "" : $"\"Sid\":\"{sid}\",", condition is null ? "" : $",\"Condition\":{condition}");
        return $$"""{ {{first}} "Effect":"{{effect}}","Principal":{{principal}},"Action":{{actions}},"Resource":{{resources}} {{last}} }""";
    }

    private static string Policy(params string[] statements) =>
        $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";

    private static GrantFinding Judge(params string[]? statements) =>
        Evaluate(statements is null ? null : Policy(statements), aclsAreOff: true, []);

    private static GrantFinding JudgePolicy(string policy) => Evaluate(policy, aclsAreOff: true, []);

    private static GrantFinding JudgeAcl(params string[] permissions) =>
        Evaluate(null, aclsAreOff: false, [.. permissions.Select(permission => new AclGrant(CanonicalId, permission))]);

    private static GrantFinding Evaluate(string? policy, bool aclsAreOff, IReadOnlyList<AclGrant> acl) =>
        Evaluate(Grants(policy, aclsAreOff, acl));

    private static GrantFinding Evaluate(BucketGrants grants, string region = "eu-west-1") =>
        GrantEvaluator.Evaluate(grants, "exports", region, "111122223333", Folder);

    private static BucketGrants Grants(string? policy, bool aclsAreOff, IReadOnlyList<AclGrant> acl) =>
        new(new(aclsAreOff), new(policy), new(acl));
}

/// <summary>Policy statements as text.</summary>
file static class StatementText
{
    /// <summary>The statement with NotPrincipal, NotAction or NotResource in place of the element.</summary>
    public static string Not(this string statement, string element) =>
        statement.Replace($"\"{element}\"", $"\"Not{element}\"", StringComparison.Ordinal);
}
