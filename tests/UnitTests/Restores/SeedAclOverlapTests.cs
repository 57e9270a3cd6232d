using CacheBackup.Core.Errors;
using CacheBackup.Core.Restores;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Restores;

/// <summary>Restores that use the ACLs of the same files at the same time, steps that run twice, and files that change meanwhile.</summary>
[Collection(LocalAwsCollection.Name)]
public sealed class SeedAclOverlapTests(LocalAwsFixture aws)
{
    [Theory]
    [InlineData("one", "two")]
    [InlineData("two", "one")]
    public async Task Of_two_restores_the_first_to_end_leaves_the_grants_and_the_last_takes_them(string first, string last)
    {
        var bucket = await AclBucket.CreateAsync(aws);
        var before = await bucket.GrantsAsync();
        await bucket.GrantAsync("one");
        (await bucket.GrantAsync("two")).Added.ShouldBe(SeedGrantKind.ObjectAcls);

        (await bucket.RevokeAsync(first)).ShouldBeTrue();
        (await bucket.RightsAsync()).ShouldBe("READ READ_ACP");
        (await bucket.RevokeAsync(last)).ShouldBeTrue();

        (await bucket.GrantsAsync()).ShouldBe(before);
        (await bucket.ClaimsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_owner_had_granted_before_two_restores_stays_after_both()
    {
        var bucket = await AclBucket.CreateAsync(aws);
        await bucket.GiveServiceAsync("READ_ACP");

        await bucket.GrantAsync("one");
        await bucket.GrantAsync("two");
        await bucket.RevokeAsync("one");
        await bucket.RevokeAsync("two");

        (await bucket.RightsAsync()).ShouldBe("READ_ACP");
    }

    [Fact]
    public async Task Of_two_that_end_at_the_same_time_one_takes_the_grants()
    {
        var bucket = await AclBucket.CreateAsync(aws);
        await bucket.GrantAsync("one");
        await bucket.GrantAsync("two");
        // One has said that it ends, and the other's whole end comes in between: the list of all claims passes, that of one file waits.
        bucket.Before("ListObjectsV2", skip: 2, async () => await bucket.RevokeAsync("two"));

        await bucket.RevokeAsync("one");

        (await bucket.RightsAsync("a.rdb"), await bucket.RightsAsync("b.rdb")).ShouldBe(("", ""));
        (await bucket.ClaimsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_that_begin_and_end_at_once_leave_the_ACLs_as_they_were()
    {
        var bucket = await AclBucket.CreateAsync(aws);
        var before = await bucket.GrantsAsync();
        string[] restores = ["one", "two", "three", "four"];

        await Task.WhenAll(restores.Select(bucket.GrantAsync));
        (await bucket.RightsAsync()).ShouldBe("READ READ_ACP");
        await Task.WhenAll(restores.Select(bucket.RevokeAsync));

        (await bucket.GrantsAsync()).ShouldBe(before);
        (await bucket.ClaimsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_restore_that_begins_while_another_ends_adds_again_what_that_one_took()
    {
        var bucket = await AclBucket.CreateAsync(aws);
        await bucket.GrantAsync("one");
        // The second has found the grants and the claims of the first, and is about to claim them too.
        bucket.Before("PutObject", skip: 0, async () => await bucket.RevokeAsync("one"));

        await bucket.GrantAsync("two");

        (await bucket.RightsAsync("a.rdb"), await bucket.RightsAsync("b.rdb")).ShouldBe(("READ READ_ACP", "READ READ_ACP"));
        await bucket.RevokeAsync("two");
        (await bucket.RightsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_another_writer_of_the_ACL_undoes_is_done_again()
    {
        var bucket = await AclBucket.CreateAsync(aws);
        // The ACL is read when looking, before it is written, and when looking again.
        bucket.Before("GetObjectAcl", skip: 2, bucket.TakeFromServiceAsync, "a.rdb");
        await bucket.GrantAsync();
        (await bucket.RightsAsync("a.rdb"), await bucket.RightsAsync("b.rdb")).ShouldBe(("READ READ_ACP", "READ READ_ACP"));

        bucket.Before("GetObjectAcl", skip: 1, () => bucket.GiveServiceOnAsync("a.rdb"), "a.rdb");
        await bucket.RevokeAsync();

        (await bucket.RightsAsync()).ShouldBeEmpty();
        (await bucket.ClaimsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Others_that_undo_it_every_time_end_the_attempts()
    {
        var bucket = await AclBucket.CreateAsync(aws);
        for (var skip = 0; skip < 60; skip++)
        {
            bucket.Before("HeadObject", skip, bucket.TakeFromServiceAsync);
        }

        (await Should.ThrowAsync<TransientServiceException>(bucket.GrantAsync())).Message.ShouldContain("5 times");
    }

    [Fact]
    public async Task Granting_and_revoking_twice_is_granting_and_revoking_once()
    {
        var bucket = await AclBucket.CreateAsync(aws);

        await bucket.GrantAsync();
        var granted = await bucket.GrantsAsync();
        (await bucket.GrantAsync()).Added.ShouldBe(SeedGrantKind.ObjectAcls);

        (await bucket.GrantsAsync()).ShouldBe(granted);
        (await bucket.RevokeAsync()).ShouldBeTrue();
        (await bucket.RevokeAsync()).ShouldBeFalse();
    }

    [Theory]
    [InlineData("PutObject")]
    [InlineData("PutObjectAcl")]
    [InlineData("GetObjectAcl")]
    [InlineData("HeadObject")]
    [InlineData("ListObjectsV2")]
    public async Task A_grant_that_breaks_off_anywhere_is_finished_by_its_repetition_or_undone(string operation)
    {
        for (var skip = 0; skip < 8; skip++)
        {
            var bucket = await AclBucket.CreateAsync(aws);
            var before = await bucket.GrantsAsync();
            bucket.Refuse(operation, skip, times: 1, status: 503, code: "SlowDown");
            if (skip % 2 == 0)
            {
                (await RepeatAsync(() => bucket.GrantAsync())).Added.ShouldBe(SeedGrantKind.ObjectAcls);
                (await bucket.RightsAsync("b.rdb")).ShouldBe("READ READ_ACP");
            }
            else
            {
                await Task.WhenAny(bucket.GrantAsync());
            }

            await RepeatAsync(() => bucket.RevokeAsync());
            (await bucket.GrantsAsync()).ShouldBe(before);
            (await bucket.ClaimsAsync()).ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData("PutObject")]
    [InlineData("PutObjectAcl")]
    [InlineData("GetObject")]
    [InlineData("DeleteObjects")]
    [InlineData("ListObjectsV2")]
    public async Task A_revocation_that_breaks_off_anywhere_is_finished_by_its_repetition(string operation)
    {
        for (var skip = 0; skip < 5; skip++)
        {
            var bucket = await AclBucket.CreateAsync(aws);
            var before = await bucket.GrantsAsync();
            await bucket.GrantAsync();
            bucket.Refuse(operation, skip, times: 1, status: 503, code: "SlowDown");
            await RepeatAsync(() => bucket.RevokeAsync());

            (await bucket.GrantsAsync()).ShouldBe(before);
            (await bucket.ClaimsAsync()).ShouldBeEmpty();
        }
    }

    // As the machine does, of which one call at most fails here.
    private static async Task<T> RepeatAsync<T>(Func<Task<T>> step)
    {
        try
        {
            return await step();
        }
        catch (TransientServiceException)
        {
            return await step();
        }
    }
}
