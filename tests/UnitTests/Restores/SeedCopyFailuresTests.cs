using CacheBackup.Core.Errors;
using CacheBackup.Core.Restores;

namespace CacheBackup.UnitTests.Restores;

public sealed class SeedCopyFailuresTests
{
    public static TheoryData<PermanentException, string> Errors => new()
    {
        { new DestinationObjectTakenException("A fact.", "Start a new backup."), "name another bucket in Backup.CopyTo" },
        { new DestinationNotWritableException("A fact.", "Mend CopyToRegion."), "Name bucket backups in the stack's RestoreBucketArns" },
        { new CopyUnprovenException("A fact.", "Set MinimumIdentity."), "name them in Backup.Files" },
        { new CopyNotIdenticalException("A fact.", "Start a new backup."), "start the restore again" },
        { new CopyInterruptedException("A fact.", "See CopyToRegion."), "The log of CopySeedFile" },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task An_error_of_a_copy_keeps_its_name_and_fact_and_says_what_to_do_in_a_restore(PermanentException error, string hint)
    {
        var told = await Should.ThrowAsync<PermanentException>(SeedCopyFailures.RewordAsync<int>(RestoreSamples.Bucket, () => throw error));

        told.ShouldBeOfType(error.GetType());
        told.Message.ShouldStartWith("A fact. HINT: ");
        told.Message.ShouldContain(hint);
    }

    [Fact]
    public async Task A_file_that_changed_while_it_was_copied_is_a_seed_file_that_changed() =>
        (await Should.ThrowAsync<SeedFileChangedException>(SeedCopyFailures.RewordAsync<int>(
            RestoreSamples.Bucket, () => throw new ExportedFileChangedException("A fact.", "Start a new backup.")))).Fact.ShouldBe("A fact.");

    [Fact]
    public async Task Any_other_error_says_already_what_to_do()
    {
        var error = new CallerNotPermittedException("A fact.", "Allow it.");

        (await Should.ThrowAsync<CallerNotPermittedException>(SeedCopyFailures.RewordAsync<int>(RestoreSamples.Bucket, () => throw error)))
            .ShouldBeSameAs(error);
    }
}
