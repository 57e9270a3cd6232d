using System.Text;
using System.Text.Json;
using CacheBackup.Rdb;

namespace CacheBackup.UnitTests.Rdb;

public class CheckpointTests
{
    [FixtureFact]
    public void A_run_stopped_at_every_buffer_and_resumed_reports_the_same_byte_for_byte()
    {
        foreach (var file in RdbFixtures.Public.Concat(RdbFixtures.Generated).Concat(RdbFixtures.Mutations))
        {
            var bytes = file.Bytes;
            var level = Verifying.Levels[bytes.Length % 3];
            var resumed = Json(Resumed(bytes, level, BufferBytes(bytes.Length)));
            Verifying.Difference(resumed, Json(Verifying.Verify(bytes, level))).ShouldBeNull($"{file} at {level}");
        }
    }

    [FixtureFact]
    public void Parts_of_any_size_report_the_same_byte_for_byte()
    {
        foreach (var file in RdbFixtures.Public.Concat(RdbFixtures.Generated).Where(file => file.Number("size") < 20_000))
        {
            var whole = Json(Verifying.Verify(file.Bytes));
            foreach (var part in new[] { 1, 2, 13, 1000 })
            {
                var inParts = Json(Verifying.Verify(file.Bytes, VerificationLevel.Full, part));
                Verifying.Difference(inParts, whole).ShouldBeNull($"{file} in parts of {part}");
            }
        }
    }

    [Fact]
    public void A_checkpoint_survives_being_stored_as_JSON()
    {
        var verifier = new RdbVerifier(new RdbVerifierOptions(VerificationLevel.Deep, Verifying.At));
        verifier.Feed([.. "REDIS0011"u8, 0xFA]);

        var stored = JsonSerializer.Deserialize<RdbCheckpoint>(JsonSerializer.Serialize(verifier.Checkpoint()))!;

        stored.Offset.ShouldBe(10);
        RdbVerifier.Resume(stored).Offset.ShouldBe(10);
    }

    [Fact]
    public void A_damaged_checkpoint_is_refused()
    {
        var checkpoint = new RdbVerifier(new RdbVerifierOptions(VerificationLevel.Deep, Verifying.At)).Checkpoint();
        var damaged = checkpoint.State.ToArray();
        damaged[3] ^= 1;

        Should.Throw<InvalidCheckpointException>(() => RdbVerifier.Resume(checkpoint with { State = damaged }));
        Should.Throw<InvalidCheckpointException>(() => RdbVerifier.Resume(new RdbCheckpoint(0, new byte[] { 1, 2, 3 })));
    }

    // A part must exceed what a checkpoint may read again, or the run would not move.
    private static int BufferBytes(int fileBytes) => fileBytes < 20_000 ? 1 : 70_000;

    private static RdbReport Resumed(byte[] file, VerificationLevel level, int bufferBytes)
    {
        var verifier = new RdbVerifier(new RdbVerifierOptions(level, Verifying.At));
        var buffer = bufferBytes;
        while (!verifier.HasFailed && verifier.Offset < file.Length)
        {
            var before = verifier.Offset;
            verifier.Feed(file.AsSpan((int)before, Math.Min(buffer, file.Length - (int)before)));
            if (verifier.HasFailed || verifier.Offset == file.Length)
            {
                break;
            }

            var checkpoint = verifier.Checkpoint();
            verifier = RdbVerifier.Resume(checkpoint);
            buffer = verifier.Offset > before ? bufferBytes : buffer + bufferBytes;
        }

        return verifier.Finish();
    }

    private static string Json(RdbReport report) => Encoding.UTF8.GetString(RdbReportJson.ToUtf8(report));
}
