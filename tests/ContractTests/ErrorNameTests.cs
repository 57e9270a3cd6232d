using Amazon.ElastiCache;
using Amazon.Runtime;
using Amazon.S3;
using CacheBackup.ContractTests.Reading;
using CacheBackup.Core.Errors;

namespace CacheBackup.ContractTests;

/// <summary>The class name of an exception is what the state machine, the alarm and the runbook call the error.</summary>
public sealed class ErrorNameTests
{
    // https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html and the Lambda integration's own names.
    private static readonly string[] ReservedNames =
    [
        "States.ALL", "States.Timeout", "Sandbox.Timedout",
        "Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException", "Lambda.TooManyRequestsException",
    ];

    private static readonly string[] NamesOfTheMachine =
    [
        "Sandbox.Timedout", "States.Timeout", "States.DataLimitExceeded", "States.QueryEvaluationError",
        "States.ExceedToleratedFailureThreshold",
    ];

    private static readonly string[] Errors = [.. Types.Select(type => type.Name)];

    private static IEnumerable<Type> Types => typeof(CacheBackupException).Assembly.GetTypes()
        .Where(type => type.IsAssignableTo(typeof(CacheBackupException)) && !type.IsAbstract);

    [Fact]
    public void Every_error_name_of_a_machine_is_one_of_our_classes_or_reserved_by_AWS() =>
        Machine.All.SelectMany(machine => machine.States).SelectMany(state => state.ErrorNames).Distinct().Except(ReservedNames).Except(Errors).ShouldBeEmpty();

    [Fact]
    public void Only_a_transient_error_of_ours_is_retried() =>
        Machine.All.SelectMany(machine => machine.Tasks).SelectMany(task => task.RetriedErrors).Intersect(Errors).ShouldBe([nameof(TransientServiceException)]);

    [Fact]
    public void Every_error_is_a_sealed_leaf() => Types.Where(type => !type.IsSealed).ShouldBeEmpty();

    [Fact]
    public void No_two_errors_share_a_name_whatever_their_namespace() => Errors.ShouldBeUnique();

    [Fact]
    public void No_error_is_named_like_one_of_the_AWS_SDK()
    {
        var sdk = new[] { typeof(AmazonServiceException), typeof(IAmazonS3), typeof(IAmazonElastiCache) }
            .SelectMany(type => type.Assembly.GetExportedTypes())
            .Where(type => type.IsAssignableTo(typeof(Exception)))
            .Select(type => type.Name);
        Errors.Intersect(sdk).ShouldBeEmpty();
    }

    [Fact]
    public void Every_error_has_a_heading_in_the_runbook() =>
        Errors.Concat(NamesOfTheMachine).Except(Headings()).ShouldBeEmpty();

    [Fact]
    public void Every_heading_of_an_error_in_the_runbook_is_an_error() =>
        Headings().Where(heading => heading.EndsWith("Exception", StringComparison.Ordinal)).Except(Errors).ShouldBeEmpty();

    private static IEnumerable<string> Headings() =>
        Repository.Read("statemachine/README.md").Split('\n')
            .Where(line => line.StartsWith("### ", StringComparison.Ordinal)).Select(line => line[4..].Trim());
}
