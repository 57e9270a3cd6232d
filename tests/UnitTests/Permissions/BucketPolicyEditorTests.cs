using System.Text.Json;
using CacheBackup.Core.Permissions;

namespace CacheBackup.UnitTests.Permissions;

/// <summary>Adding ElastiCache's statement to a policy that belongs to somebody else.</summary>
public sealed class BucketPolicyEditorTests
{
    private static readonly string Ours = GrantStatement.JsonOf("exports", "eu-west-1")!;

    [Fact]
    public void A_bucket_without_a_policy_gets_one_of_one_statement() =>
        BucketPolicyEditor.Add(null, Ours).ShouldBe($$"""{"Version":"2012-10-17","Statement":[{{Ours}}]}""");

    [Fact]
    public void Everything_else_stays_as_it_is_written()
    {
        const string Theirs = """
            {"Sid":"Théirs \u0041 <x>","Effect":"Deny","Principal":"*","Action":"s3:DeleteBucket",
             "Resource":"arn:aws:s3:::exports","Condition":{"NumericLessThan":{"s3:TlsVersion":1.20}}}
            """;

        BucketPolicyEditor.Add($$"""{"Version":"2008-10-17","Id":"P-1","Statement":[ {{Theirs}} ]}""", Ours)
            .ShouldBe($$"""{"Version":"2008-10-17","Id":"P-1","Statement":[{{Theirs}},{{Ours}}]}""");
    }

    [Fact]
    public void A_single_statement_becomes_the_first_of_two()
    {
        const string Theirs =
            """{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::exports/*"}""";

        using var policy = JsonDocument.Parse(BucketPolicyEditor.Add($$"""{"Statement":{{Theirs}}}""", Ours));

        policy.RootElement.GetProperty("Statement").EnumerateArray().Select(statement => statement.GetRawText()).ShouldBe([Theirs, Ours]);
    }

    [Fact]
    public void An_older_form_of_the_statement_is_replaced()
    {
        var older = Ours.Replace("\"s3:GetBucketAcl\",", "", StringComparison.Ordinal);

        BucketPolicyEditor.Add($$"""{"Version":"2012-10-17","Statement":[{{older}}]}""", Ours).ShouldBe(BucketPolicyEditor.Add(null, Ours));
    }

    [Fact]
    public void The_statement_of_another_Region_stays()
    {
        var other = GrantStatement.JsonOf("exports", "us-east-1")!;

        BucketPolicyEditor.Add(BucketPolicyEditor.Add(null, other), Ours)
            .ShouldBe($$"""{"Version":"2012-10-17","Statement":[{{other}},{{Ours}}]}""");
    }

    [Fact]
    public void A_deny_is_never_taken_away_whatever_it_is_called()
    {
        const string Deny = """{"Sid":"CacheBackupExportEuWest1","Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"*"}""";

        BucketPolicyEditor.Add($$"""{"Statement":[{{Deny}}]}""", Ours).ShouldContain(Deny);
    }

    [Fact]
    public void What_was_added_is_judged_a_grant()
    {
        var policy = BucketPolicyEditor.Add(null, Ours);

        GrantEvaluator.Evaluate(new BucketGrants(new(true), new(policy), new([])), "exports", "eu-west-1", "111122223333", "p/c/b")
            .Verdict.ShouldBe(GrantVerdict.Granted);
    }
}
