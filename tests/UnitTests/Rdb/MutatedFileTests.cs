namespace CacheBackup.UnitTests.Rdb;

public class MutatedFileTests
{
    [FixtureFact]
    public void Every_truncation_and_every_flip_is_found_at_every_level()
    {
        var missed =
            from file in RdbFixtures.Mutations
            where file.Facts.GetProperty("expect").GetString() == "fail"
            from level in Verifying.Levels
            where Verifying.Verify(file.Bytes, level).IsFine()
            select $"{file} at {level}";

        missed.ShouldBeEmpty();
    }

    [FixtureFact]
    public void Damage_with_a_new_checksum_that_the_engines_check_refuses_is_found_at_full()
    {
        var refused = RdbFixtures.Mutations.Where(file => IsSemantic(file) && !Check(file)).ToArray();

        refused.Where(file => Verifying.Verify(file.Bytes).IsFine()).Select(file => file.File).ShouldBeEmpty();
        refused.Length.ShouldBeGreaterThan(30);
    }

    [FixtureFact]
    public void Damage_that_changes_only_data_is_no_alarm()
    {
        var alarms = RdbFixtures.Mutations
            .Where(file => IsSemantic(file) && Check(file) && file.Facts.GetProperty("load").GetProperty("ok").GetBoolean())
            .Select(file => (file.File, Verifying.Verify(file.Bytes).Error))
            .Where(file => file.Error is not null);

        alarms.ShouldBeEmpty();
    }

    private static bool IsSemantic(Fixture file) => file.Facts.GetProperty("kind").GetString()!.StartsWith("semantic", StringComparison.Ordinal);

    private static bool Check(Fixture file) => file.Facts.GetProperty("check").GetProperty("ok").GetBoolean();
}
