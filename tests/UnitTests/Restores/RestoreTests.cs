using CacheBackup.Core.Errors;
using CacheBackup.Core.Polling;
using CacheBackup.Core.Restores;
using CacheBackup.Functions.Restores;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Restores;

/// <summary>Caches made of a backup, step by step, against real servers.</summary>
[Collection(LocalAwsCollection.Name)]
public sealed class RestoreTests(LocalAwsFixture aws)
{
    [Fact]
    public async Task A_backup_becomes_a_cache_with_the_same_shards_and_every_key()
    {
        var restore = await aws.RestoredBackupAsync();

        var verdict = await restore.VerifyRestoreAsync();

        restore.Plan.Cache.Slots.ShouldBe(["0-8191", "8192-16383"]);
        restore.Facts.Total.ShouldBe(new ExpectedKeys(40, 10, 0));
        restore.Facts.Shards.Count.ShouldBe(2);
        verdict.KeysWereCounted.ShouldBeTrue();
        verdict.Finding.ShouldBe("Every key of the files is there, 40.");
        restore.Findings.ShouldContain(finding => finding.Contains("used-mem") && finding.Contains("it fits"));
    }

    [Fact]
    public async Task Another_Region_restores_from_its_own_copy_with_another_number_of_shards()
    {
        var backup = await aws.PublishedBackupAsync();
        var copy = backup.Plan.Destinations[0];
        var source = new { Latest = new { CacheId = LocalAwsFixture.Orders, copy.Bucket } };
        var restore = aws.NewRestore(source, new() { ["Shards"] = 3 }, LocalAwsFixture.OtherRegion);

        await restore.SeedAsync();

        restore.Plan.Seed.Bucket.Bucket.ShouldBe(copy.Bucket);
        (await aws.PolicyAsync(restore.Plan.Seed.Bucket)).ShouldContain($"\"{SeedStatement.SidOf(restore.Plan.RestoreId)}\"");
        (await restore.VerifyRestoreAsync()).Keys.ShouldBe(40);
        restore.Facts.Shards.ShouldBeEmpty();
        (await restore.RevokeSeedAccessAsync()).Removed.ShouldBeTrue();
        (await aws.PolicyAsync(restore.Plan.Seed.Bucket)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_from_anywhere_is_verified_first_and_its_report_found_the_next_time()
    {
        var (restore, bucket) = await aws.NewRestoreOfFileAsync();

        await restore.SeedAsync();

        // Of three keys with a time to live two have one in the past.
        (await restore.VerifyRestoreAsync()).Finding.ShouldContain("have expired since");
        restore.Findings.ShouldContain(finding => finding.StartsWith("Memory was not judged"));
        (await aws.KeysAsync(bucket)).ShouldContain(key => key.StartsWith("dump.") && key.EndsWith(".verify.json"));
        var again = aws.NewRestore(restore.Backup, new(restore.Change) { ["ReplicationGroupId"] = "again" }) with { StartedAt = restore.StartedAt.AddDays(1) };
        await again.PrepareAsync();
        (await aws.KeysAsync(bucket)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_file_uploaded_anew_under_its_old_key_is_verified_anew()
    {
        var (restore, bucket) = await aws.NewRestoreOfFileAsync();
        await restore.PrepareAsync();
        await aws.PutAsync(bucket, "dump.rdb", RdbFile.WithKeys(13, version: 9));

        await Should.ThrowAsync<SeedFileChangedException>(restore.ValidateSeedAsync());
        await restore.PrepareAsync();

        restore.Facts.Total.Keys.ShouldBe(13);
    }

    [Fact]
    public async Task Creating_twice_makes_one_cache_and_someone_elses_is_left_alone()
    {
        var restore = await aws.RestoredBackupAsync();
        var other = aws.NewRestore(restore.Backup, new() { ["ReplicationGroupId"] = restore.Plan.Cache.Id });
        await other.ReadBackupAsync();

        (await restore.CreateCacheAsync()).Status.ShouldBe("available");
        await restore.ValidateSeedAsync();
        (await Should.ThrowAsync<CacheIdTakenException>(other.ValidateSeedAsync())).Message.ShouldContain("this restore did not create it");
        await Should.ThrowAsync<CacheIdTakenException>(other.CreateCacheAsync());
        (await other.RollBackAsync()).Outcome.ShouldBe(RestoreUndoOutcome.RolledBack);
        (await aws.GroupStatusAsync(restore.Plan.Cache.Id)).ShouldBe("available");
    }

    [Fact]
    public async Task A_roll_back_deletes_the_cache_and_takes_the_grant_back()
    {
        var (restore, bucket) = await aws.NewRestoreOfFileAsync();
        await restore.SeedAsync();

        (await restore.RollBackAsync()).Outcome.ShouldBe(RestoreUndoOutcome.RolledBack);

        (await aws.PolicyAsync(bucket)).ShouldBeEmpty();
        await LocalAwsFixture.UntilAsync(async () => await aws.GroupStatusAsync(restore.Plan.Cache.Id) is null or "deleting");
        (await restore.RollBackAsync()).Outcome.ShouldBe(RestoreUndoOutcome.RolledBack);
    }

    [Fact]
    public async Task A_verified_cache_stays_and_only_the_grant_goes()
    {
        var (restore, bucket) = await aws.NewRestoreOfFileAsync();
        await restore.SeedAsync();

        (await restore.RollBackAsync(isRestored: true)).Outcome.ShouldBe(RestoreUndoOutcome.CacheIsRestored);

        (await aws.PolicyAsync(bucket)).ShouldBeEmpty();
        (await aws.GroupStatusAsync(restore.Plan.Cache.Id)).ShouldBe("available");
    }

    [Fact]
    public async Task A_restore_that_fails_ends_with_ElastiCaches_own_words_and_its_cache_can_be_deleted()
    {
        var (restore, bucket) = await aws.NewRestoreOfFileAsync();
        await restore.PrepareAsync();
        await restore.GrantSeedAccessAsync();
        aws.Host.ElastiCache.Hooks.FailNextRestore();
        await restore.CreateCacheAsync();

        CacheCreationFailedException? error = null;
        await LocalAwsFixture.UntilAsync(async () =>
        {
            try
            {
                return (await restore.PollCacheAsync()).IsAvailable;
            }
            catch (CacheCreationFailedException failed)
            {
                error = failed;
                return true;
            }
        });

        error.ShouldNotBeNull().Message.ShouldContain("restore-failed while it was created. ElastiCache says: ");
        (await restore.RollBackAsync()).Outcome.ShouldBe(RestoreUndoOutcome.RolledBack);
    }

    [Fact]
    public async Task A_cache_that_is_still_being_made_is_waited_for_before_it_is_deleted()
    {
        var (restore, bucket) = await aws.NewRestoreOfFileAsync();
        await restore.SeedAsync();
        aws.Host.ElastiCache.Hooks.SetStatus(LocalAwsFixture.Region, restore.Plan.Cache.Id, "creating");

        var busy = await restore.RollBackAsync();
        var late = await restore.RollBackAsync(progress: new PollProgress(300, 14_400));
        aws.Host.ElastiCache.Hooks.SetStatus(LocalAwsFixture.Region, restore.Plan.Cache.Id, "available");

        (busy.Outcome, busy.Progress.WaitSeconds).ShouldBe((RestoreUndoOutcome.InProgress, 20));
        late.Outcome.ShouldBe(RestoreUndoOutcome.Incomplete);
        late.Left.ShouldHaveSingleItem().ShouldContain("still making it after 14400 s");
        (await restore.RollBackAsync()).Outcome.ShouldBe(RestoreUndoOutcome.RolledBack);
    }

    [Fact]
    public async Task A_restore_without_a_plan_made_nothing() =>
        (await aws.NewRestore(new { }).RollBackAsync()).Outcome.ShouldBe(RestoreUndoOutcome.NothingToDo);

    [Fact]
    public async Task A_deadline_that_has_passed_ends_the_waiting()
    {
        var restore = await aws.RestoredBackupAsync();
        aws.Host.ElastiCache.Hooks.SetStatus(LocalAwsFixture.Region, restore.Plan.Cache.Id, "creating");

        var error = await Should.ThrowAsync<CacheDeadlineException>(restore.PollCacheAsync(new PollProgress(300, 14_400)));
        aws.Host.ElastiCache.Hooks.SetStatus(LocalAwsFixture.Region, restore.Plan.Cache.Id, "available");

        error.Message.ShouldContain("is creating after 14400 s");
    }

    [Fact]
    public async Task A_cache_that_is_not_what_was_asked_for_is_told_with_every_difference()
    {
        var restore = await aws.RestoredBackupAsync();
        var asked = restore.Plan with { Cache = restore.Plan.Cache with { Slots = SlotPlan.Even(3), Replicas = 2, EngineVersion = "6.2" } };

        var error = await Should.ThrowAsync<RestoredCacheDiffersException>(aws.Function<VerifyRestore>()
            .VerifyRestoreAsync(new VerifyRestoreInput(asked, restore.Facts), LocalAwsFixture.Invocation()));
        var fewer = await Should.ThrowAsync<RestoredCacheDiffersException>(aws.Function<VerifyRestore>()
            .VerifyRestoreAsync(
                new VerifyRestoreInput(restore.Plan, restore.Facts with { Total = new ExpectedKeys(41, 10, 0) }),
                LocalAwsFixture.Invocation()));

        error.Message.ShouldContain("number of shards is 2 instead of 3; nodes of shard 0001 is 1 instead of 3");
        error.Message.ShouldContain("engine version is 7.1.0 instead of 6.2");
        fewer.Message.ShouldContain("all shards together: 30 keys without a time to live instead of 31");
    }
}
