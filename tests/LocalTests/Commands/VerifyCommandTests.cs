using System.Diagnostics;
using System.Text;
using System.Text.Json;
using CacheBackup.LocalAws.Hosting;

namespace CacheBackup.LocalTests.Commands;

/// <summary><c>verify</c> as a script calls it: its exit codes, and one JSON object per file.</summary>
public sealed class VerifyCommandTests : IDisposable
{
    // A file of format 11 without keys, up to and including its EOF opcode: the checksum comes next.
    private static readonly byte[] Empty = [.. "REDIS0011"u8, 0xFF];

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("verify-test-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_file_without_a_checksum_is_unverified_and_exits_with_11()
    {
        var (exitCode, output) = await VerifyAsync(NewFile([.. Empty, .. new byte[8]]), "--json");

        exitCode.ShouldBe(11);
        Verdict(output).ShouldBe("Unverified");
    }

    [Fact]
    public async Task A_wrong_checksum_exits_with_10()
    {
        var (exitCode, output) = await VerifyAsync(NewFile([.. Empty, 1, 2, 3, 4, 5, 6, 7, 8]), "--json");

        exitCode.ShouldBe(10);
        Verdict(output).ShouldBe("ChecksumMismatch");
    }

    [Fact]
    public async Task A_file_cut_short_exits_with_12_and_says_where()
    {
        var (exitCode, output) = await VerifyAsync(NewFile(Empty), "--json");

        exitCode.ShouldBe(12);
        Verdict(output).ShouldBe("Truncated");
        JsonElement.Parse(output).GetProperty("offset").GetInt64().ShouldBe(Empty.Length);
    }

    [Fact]
    public async Task Something_else_than_an_RDB_file_exits_with_12() =>
        (await VerifyAsync(NewFile(Encoding.UTF8.GetBytes("These are not the bytes you are looking for.")), "--json")).ExitCode.ShouldBe(12);

    [Fact]
    public async Task A_target_that_cannot_read_the_format_exits_with_13_and_says_why()
    {
        var (exitCode, output) = await VerifyAsync(NewFile([.. Empty, .. new byte[8]]), "--json", "--target", "redis:7.0");

        exitCode.ShouldBe(13);
        output.ShouldContain("REDIS0011");
    }

    [Theory]
    [InlineData("--level", "deepest")]
    [InlineData("--target", "memcached:1.6")]
    [InlineData("--at", "yesterday")]
    [InlineData("--json=yes", "--json")]
    [InlineData("--levels", "deep")]
    public async Task A_wrong_option_exits_with_2(string option, string value) =>
        (await VerifyAsync(NewFile(Empty), option, value)).ExitCode.ShouldBe(2);

    [Fact]
    public async Task A_file_that_is_not_there_exits_with_2_and_is_named()
    {
        var (exitCode, output) = await VerifyAsync("nothing.rdb");

        exitCode.ShouldBe(2);
        output.ShouldContain("nothing.rdb");
    }

    [Fact]
    public async Task No_file_exits_with_2_and_help_says_how_to_ask()
    {
        (await VerifyAsync("--json")).ExitCode.ShouldBe(2);
        (await VerifyAsync("--help")).ShouldSatisfyAllConditions(
            help => help.ExitCode.ShouldBe(0),
            help => help.Output.ShouldContain("--level quick|deep|full"));
    }

    [Fact]
    public async Task A_named_pipe_is_opened_once_and_read_to_its_end()
    {
        var pipe = Path.Combine(_directory.FullName, "pipe");
        using (var made = Process.Start("mkfifo", pipe))
        {
            await made.WaitForExitAsync();
        }

        var verified = VerifyAsync(pipe, "--level=quick", "--json");
        await File.WriteAllBytesAsync(pipe, [.. Empty, .. new byte[8]]);

        Verdict((await verified).Output).ShouldBe("Unverified");
    }

    private static string? Verdict(string output) => JsonElement.Parse(output).GetProperty("verdict").GetString();

    private string NewFile(byte[] content)
    {
        var path = Path.Combine(_directory.FullName, "dump.rdb");
        File.WriteAllBytes(path, content);
        return path;
    }

    private static async Task<(int ExitCode, string Output)> VerifyAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(LocalAwsHost).Assembly.Location, "verify", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }
}
