using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.Commands;

/// <summary><c>invoke</c> and <c>start-execution</c>, beside a running <c>up</c> and without one.</summary>
public sealed class ClientCommandTests
{
    /// <summary>A port nobody serves: reserved, and below those that are given out.</summary>
    private const string UnusedPort = "1";

    private static readonly string Event = Path.Combine(Repository.Root, "tests", "events", "validate-bucket.json");

    [Fact]
    public async Task Invoke_asks_the_endpoint_that_up_serves()
    {
        await using var up = new LocalAwsProcess("up", "--port", "0");
        var address = new Uri((await up.ReadyAsync())["AWS_ENDPOINT_URL"]);
        await MakeBucketOfEventAsync(address);
        await using var invoke = new LocalAwsProcess("invoke", "ValidateBucket", "--event", Event, "--port", $"{address.Port}");

        var output = string.Join('\n', await invoke.ReadUntilAsync(null));

        (await invoke.ExitAsync()).ShouldBe(0, invoke.Errors);
        output.ShouldContain("\"Region\": \"us-east-1\"");
    }

    [Fact]
    public async Task Invoke_starts_an_endpoint_of_its_own_where_none_is_served_and_names_the_functions_error()
    {
        await using var invoke = new LocalAwsProcess("invoke", "ValidateBucket", "--event", Event, "--port", UnusedPort);

        (await invoke.ExitAsync()).ShouldBe(1);
        invoke.Errors.ShouldStartWith("BucketMissingException: Destinations[0].Bucket");
        invoke.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task Invoke_of_a_function_that_is_not_there_says_where_the_names_stand()
    {
        await using var invoke = new LocalAwsProcess("invoke", "ValidateBukkit", "--event", Event, "--port", UnusedPort);

        (await invoke.ExitAsync()).ShouldBe(1);
        invoke.Errors.ShouldStartWith("There is no function ValidateBukkit. HINT: Name one as template.yaml does, ");
    }

    [Fact]
    public async Task Start_execution_hands_on_what_Step_Functions_says_about_an_input_that_is_no_JSON()
    {
        await using var up = new LocalAwsProcess("up", "--port", "0");
        var port = new Uri((await up.ReadyAsync())["AWS_ENDPOINT_URL"]).Port;
        await using var start = new LocalAwsProcess("start-execution", "--input", "{", "--port", $"{port}");

        (await start.ExitAsync()).ShouldBe(1);
        start.Errors.ShouldStartWith("Invalid State Machine Execution Input: ");
    }

    [Fact]
    public async Task Start_execution_shows_the_states_and_fails_as_the_execution_does()
    {
        await using var up = new LocalAwsProcess("up", "--port", "0");
        var address = new Uri((await up.ReadyAsync())["AWS_ENDPOINT_URL"]);
        await using var start = new LocalAwsProcess(
            "start-execution", "--input", """{"Source":{"ReplicationGroupId":"none"},"ExportBucket":"none"}""", "--port", $"{address.Port}");

        var lines = await start.ReadUntilAsync(null);

        (await start.ExitAsync()).ShouldBe(1);
        lines.ShouldContain(line => line.Contains("DescribeSource", StringComparison.Ordinal));
        lines.ShouldContain(line => line.Contains(": BackupSourceMissingException: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_execution_without_an_endpoint_says_how_to_get_one()
    {
        await using var start = new LocalAwsProcess("start-execution", "--input", "{}", "--port", UnusedPort);

        (await start.ExitAsync()).ShouldBe(1);
        start.Errors.ShouldContain("No LocalAws listens on port 1. HINT: Run `make up`");
    }

    private static async Task MakeBucketOfEventAsync(Uri address)
    {
        using var s3 = new AmazonS3Client(
            new BasicAWSCredentials("111122223333", "local"),
            new AmazonS3Config { ServiceURL = address.ToString(), AuthenticationRegion = "us-east-1", ForcePathStyle = true });
        await s3.PutBucketAsync(new PutBucketRequest { BucketName = "copies-us-east-1-111122223333", UseClientRegion = false });
    }
}
