using CacheBackup.LocalAws.ElastiCache.Engines;

namespace CacheBackup.UnitTests.LocalElastiCache;

public sealed class ServerEndedExceptionTests
{
    // As redis-server 7.0.15 logs it.
    private const string DamagedFile =
        """
        78:C 20 Nov 2026 14:19:09.455 # oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo
        78:C 20 Nov 2026 14:19:09.455 # Redis version=7.0.15, bits=64, commit=00000000, modified=0, pid=78, just started
        78:C 20 Nov 2026 14:19:09.455 # Configuration loaded
        78:M 20 Nov 2026 14:19:09.455 * Running mode=standalone, port=17002.
        78:M 20 Nov 2026 14:19:09.455 # Server initialized
        78:M 20 Nov 2026 14:19:09.455 # WARNING Memory overcommit must be enabled!
        78:M 20 Nov 2026 14:19:09.458 * Loading RDB produced by version 7.0.15
        78:M 20 Nov 2026 14:19:09.458 # Short read or OOM loading DB. Unrecoverable error, aborting now.
        78:M 20 Nov 2026 14:19:09.458 # Internal error in RDB reading offset 0, function at rdb.c:3249 -> Unexpected EOF reading RDB file
        """;

    [Fact]
    public void The_reason_is_the_first_serious_thing_the_server_said()
    {
        var ended = new ServerEndedException(17002, exitCode: 1, DamagedFile);

        ended.Reason.ShouldBe("Short read or OOM loading DB. Unrecoverable error, aborting now.");
        ended.PortWasTaken.ShouldBeFalse();
        ended.Message.ShouldContain("port 17002 ended with exit code 1");
    }

    [Theory]
    [InlineData("no log", "The engine ended with exit code 9.", false)]
    [InlineData("7:M 20 Nov # Warning: Could not create server TCP listening socket 127.0.0.1:17002: bind: Address already in use",
        "Warning: Could not create server TCP listening socket 127.0.0.1:17002: bind: Address already in use", true)]
    public void A_server_that_said_nothing_and_one_without_its_port_are_told_apart(string log, string reason, bool portWasTaken)
    {
        var ended = new ServerEndedException(17002, exitCode: 9, log);

        (ended.Reason, ended.PortWasTaken).ShouldBe((reason, portWasTaken));
    }
}
