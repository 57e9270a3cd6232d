using CacheBackup.Rdb;

namespace CacheBackup.UnitTests.Rdb;

public class PublicFileTests
{
    [FixtureFact]
    public void Every_public_file_that_engines_accept_has_the_keys_and_expires_of_the_manifest()
    {
        var disagreements = new List<string>();
        foreach (var file in RdbFixtures.Public.Where(file => file.HasVerdict("valid") && !NeedsUnknownOpcode(file)))
        {
            foreach (var level in Verifying.Levels)
            {
                var report = Verifying.Verify(file.Bytes, level);
                if (!report.IsFine() || report.Keys != file.Number("keys") || report.Expiring != file.Number("expires"))
                {
                    disagreements.Add($"{file} at {level}: {report.Verdict} {report.Error} {report.Keys}/{report.Expiring} instead of {file.Number("keys")}/{file.Number("expires")}");
                }
            }
        }

        disagreements.ShouldBeEmpty();
    }

    [FixtureFact]
    public void Every_public_file_that_no_engine_accepts_is_refused()
    {
        var accepted = RdbFixtures.Public
            .Where(file => file.HasVerdict("rejected-by-all"))
            .Select(file => (file.File, Report: Verifying.Verify(file.Bytes)))
            .Where(file => file.Report.IsFine());

        accepted.ShouldBeEmpty();
    }

    // Redis Enterprise and candidates of 7.0 wrote opcodes no released engine reads.
    private static bool NeedsUnknownOpcode(Fixture file)
    {
        var report = Verifying.Verify(file.Bytes, VerificationLevel.Quick);
        return report.Verdict == RdbVerdict.UnsupportedFormat && (report.Error!.Reason.Contains("107") || report.Error.Reason.Contains("candidate"));
    }
}
