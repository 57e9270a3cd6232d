using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.Commands;

/// <summary><c>up</c>, from outside.</summary>
public sealed class UpTests
{
    [Fact]
    public async Task It_says_how_to_reach_it_and_that_it_is_ready()
    {
        await using var up = new LocalAwsProcess("up", "--port", "0");

        var exports = await up.ReadyAsync();

        exports.Keys.ShouldBe(
        [
            "AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "LOCAL_AWS_PORT", "AWS_REGION", "AWS_DEFAULT_REGION",
            "STATE_MACHINE_ARN", "RESTORE_STATE_MACHINE_ARN", "DRILL_STATE_MACHINE_ARN",
        ]);
        exports["AWS_ENDPOINT_URL"].ShouldMatch(@"^http://127\.0\.0\.1:\d+$");
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("HUP")]
    public async Task A_signal_ends_it_and_leaves_no_process_and_no_file(string signal)
    {
        await using var up = new LocalAwsProcess("up", "--port", "0", "--time-scale", "1000");
        var environment = await up.ReadyAsync();
        await ElastiCacheAsync(
            environment,
            "CreateReplicationGroup&ReplicationGroupId=x&ReplicationGroupDescription=x&CacheNodeType=cache.t4g.micro&NumCacheClusters=2");
        await ElastiCacheAsync(environment, "DescribeReplicationGroups", until: "<Status>available</Status>");
        var descendants = up.Descendants();
        descendants.Count.ShouldBeGreaterThanOrEqualTo(2);

        up.Signal(signal);

        (await up.ExitAsync()).ShouldBe(0, up.Errors);
        descendants.ShouldAllBe(id => !LocalAwsProcess.IsRunning(id));
        up.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_taken_port_is_named_with_the_way_out()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var up = new LocalAwsProcess("up", "--port", $"{port}");

        (await up.ExitAsync()).ShouldBe(1);
        up.Errors.ShouldContain($"Port {port} on 127.0.0.1 is taken.");
        up.Errors.ShouldContain("LOCAL_AWS_PORT=");
        up.Files.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--port", "65536")]
    [InlineData("--port", "-1")]
    [InlineData("--time-scale", "0")]
    [InlineData("--time-scale", "NaN")]
    [InlineData("--network", "D")]
    public async Task A_value_out_of_range_is_refused_with_its_range_before_anything_starts(string option, string value)
    {
        await using var up = new LocalAwsProcess("up", option, value);

        (await up.ExitAsync()).ShouldBe(2);
        up.Errors.ShouldStartWith($"{option} (or LOCAL_AWS_");
        up.Errors.ShouldContain($" is {value}, but it has to be ");
        up.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_number_out_of_range_in_the_environment_is_refused_as_well()
    {
        await using var up = new LocalAwsProcess(new Dictionary<string, string> { ["LOCAL_AWS_PORT"] = "70000" }, "up");

        (await up.ExitAsync()).ShouldBe(2);
        up.Errors.ShouldStartWith("--port (or LOCAL_AWS_PORT) is 70000, but it has to be 0 to 65535.");
        up.Files.ShouldBeEmpty();
    }

    [AwsCliFact]
    public async Task The_AWS_CLI_works_with_nothing_but_the_exported_lines()
    {
        await using var up = new LocalAwsProcess("up", "--port", "0");
        var environment = await up.ReadyAsync();

        (await AwsAsync(environment, "s3", "mb", "s3://by-hand")).ShouldContain("make_bucket: by-hand");
        (await AwsAsync(environment, "s3api", "get-bucket-location", "--bucket", "by-hand", "--output", "text")).ShouldContain("eu-west-1");
        (await AwsAsync(environment, "stepfunctions", "list-executions", "--state-machine-arn", environment["STATE_MACHINE_ARN"]))
            .ShouldContain("executions");
    }

    private static async Task ElastiCacheAsync(Dictionary<string, string> environment, string action, string until = "")
    {
        var scope = $"test/20261101/{environment["AWS_REGION"]}/elasticache/aws4_request";
        using var http = new HttpClient();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        for (var answer = ""; answer.Length == 0 || !answer.Contains(until, StringComparison.Ordinal);)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, environment["AWS_ENDPOINT_URL"])
            {
                Content = new StringContent($"Version=2015-02-02&Action={action}", null, "application/x-www-form-urlencoded"),
            };
            request.Headers.TryAddWithoutValidation(
                "Authorization", $"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0");
            using var response = await http.SendAsync(request, limit.Token);
            answer = await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(limit.Token);
        }
    }

    private static async Task<string> AwsAsync(Dictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("aws", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var aws = Process.Start(start)!;
        var errors = aws.StandardError.ReadToEndAsync();
        var output = await aws.StandardOutput.ReadToEndAsync();
        await aws.WaitForExitAsync();
        aws.ExitCode.ShouldBe(0, await errors);
        return output;
    }
}
