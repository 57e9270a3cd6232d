using CacheBackup.Rdb;

namespace CacheBackup.UnitTests.Rdb;

/// <summary>Cases that no collected file has.</summary>
public class WrittenFileTests
{
    [Fact]
    public void A_key_that_stands_there_twice_is_counted_with_both_places_and_is_no_damage()
    {
        var file = new RdbBuilder().Select(0).String("a", "1").String("b", "2");
        var again = file.Length;
        var report = Verifying.Verify(file.String("a", "3").Select(1).String("b", "4").End());

        report.Verdict.ShouldBe(RdbVerdict.Valid);
        report.DuplicateKeys.ShouldBe(new RdbDuplicateKeys(1, again, 11));
        TargetRules.Judge(report, Target("redis:7.2")).Reasons.ShouldHaveSingleItem().ShouldContain("duplicate");
    }

    [Fact]
    public void A_member_that_stands_there_twice_is_damage_at_full_alone()
    {
        var file = new RdbBuilder().Key(2, "set").Size(3).Text("one").Text("two").Text("one").End();

        Verifying.Verify(file).Verdict.ShouldBe(RdbVerdict.Malformed);
        Verifying.Verify(file, VerificationLevel.Deep).Verdict.ShouldBe(RdbVerdict.Valid);
    }

    [Fact]
    public void Different_keys_and_members_are_not_taken_for_the_same_however_alike_they_are()
    {
        // Numbers, and one character 1 to 80 times: their beginnings and ends are the same.
        string[] texts =
        [
            .. Enumerable.Range(0, 20_000).Select(number => $"{number}"),
            .. Enumerable.Range(1, 80).SelectMany(length => "ab".Select(letter => new string(letter, length))),
            .. Enumerable.Range(1, 80).Select(length => $"b{new string('a', length)}"),
        ];
        var file = new RdbBuilder().Select(0).Key(2, "set").Size((ulong)texts.Length);
        foreach (var text in texts)
        {
            file.Text(text);
        }

        foreach (var text in texts)
        {
            file.String(text, "");
        }

        var report = Verifying.Verify(file.End());

        (report.Verdict, report.Keys, report.DuplicateKeys?.Count).ShouldBe((RdbVerdict.Valid, texts.Length + 1, 0));
    }

    [Fact]
    public void Valkey_9_is_read_by_its_own_types_and_opcodes()
    {
        var report = Verifying.Verify(new RdbBuilder("VALKEY080")
            .Raw(0xF3).Text("import-1").Size(1).Size(0).Size(5461)
            .Key(22, "hash").Size(2).Text("f1").Text("v1").Eight(-1).Text("f2").Text("v2").Eight(1_800_000_000_000)
            .End());

        (report.Verdict, report.Keys, report.SlotImports).ShouldBe((RdbVerdict.Valid, 1, 1));
        TargetRules.Judge(report, Target("valkey:9.0")).IsRestorable.ShouldBeTrue();
        TargetRules.Judge(report, Target("valkey:8.1")).IsRestorable.ShouldBeFalse();
        TargetRules.Judge(report, Target("redis:8.0")).IsRestorable.ShouldBeFalse();
    }

    [Fact]
    public void Metadata_of_a_key_is_passed_over_where_the_format_has_it()
    {
        var file = new RdbBuilder("REDIS0013").Raw(0xF3).Size(1).Raw(1, 2, 3, 4).Size(2).Size(7).Size(0).String("k", "v").End();

        Verifying.Verify(file).Keys.ShouldBe(1);
    }

    [Theory]
    [InlineData("REDIS0011", 243)]
    [InlineData("REDIS0011", 24)]
    [InlineData("REDIS0011", 6)]
    [InlineData("VALKEY080", 24)]
    [InlineData("REDIS0012", 26)]
    [InlineData("REDIS0012", 107)]
    public void What_a_format_does_not_have_fails_with_its_number_and_place(string header, int number)
    {
        var file = new RdbBuilder(header).Select(3).String("k", "v");
        var offset = file.Length;

        var report = Verifying.Verify(file.Raw((byte)number, 1, 1, 1).End());

        report.Verdict.ShouldBe(RdbVerdict.UnsupportedFormat);
        report.Error.ShouldNotBeNull();
        (report.Error.Offset, report.Error.Database, report.Error.KeyIndex).ShouldBe((offset, 3, 1));
        if (number != 6)
        {
            report.Error.Reason.ShouldContain($"{number}");
        }
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(100_000)]
    [InlineData(3_000_000)]
    public void Containers_of_any_size_are_walked_whether_compressed_or_not(int bytes)
    {
        var texts = Enumerable.Range(0, 200).Select(number => $"{number}:{new string((char)('a' + (number % 26)), bytes / 200)}");
        var pack = RdbBuilder.Listpack(texts);
        var whole = new RdbBuilder().Key(20, "raw").Text(pack).Key(20, "lzf").Compressed(pack).End();

        foreach (var part in new[] { int.MaxValue, 70_001, 4_099 })
        {
            var report = Verifying.Verify(whole, VerificationLevel.Full, part);
            (report.Verdict, report.Keys).ShouldBe((RdbVerdict.Valid, 2), $"{report.Error}");
        }

        pack[pack.Length / 2 / 200 * 200] ^= 0x80;
        pack[^1] = 0xFE;
        Verifying.Verify(new RdbBuilder().Key(20, "lzf").Compressed(pack).End()).Verdict.ShouldBe(RdbVerdict.Malformed);
    }

    [Fact]
    public void A_large_set_is_searched_for_duplicates_within_bounded_memory()
    {
        const int Members = 2_000_000;
        var file = new RdbBuilder().Key(2, "set").Size(Members);
        for (var member = 0; member < Members - 1; member++)
        {
            file.Text($"m{member}");
        }

        var unique = Verifying.Verify(file.Text("last").End());

        unique.Verdict.ShouldBe(RdbVerdict.Valid);
        unique.Warnings.ShouldHaveSingleItem().ShouldContain("only a part");
    }

    [Theory]
    [InlineData("0", RdbVerdict.Valid)]
    [InlineData("16", RdbVerdict.Malformed)]
    public void The_master_entry_of_a_stream_ends_in_zero(string end, RdbVerdict verdict)
    {
        var node = RdbBuilder.Listpack("1", "0", "1", "field", end, "2", "0", "0", "value", "4");

        var report = Verifying.Verify(new RdbBuilder()
            .Key(15, "stream").Size(1).Text(new byte[16]).Text(node).Size(1).Size(0).Size(0).Size(0)
            .End());

        report.Verdict.ShouldBe(verdict);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(20)]
    public void A_file_that_was_cut_off_has_all_the_bytes_that_are_left(int length)
    {
        var report = Verifying.Verify(new RdbBuilder().String("key", "a long value").End().AsSpan(0, length));

        (report.Verdict, report.Bytes, report.Error?.Offset).ShouldBe((RdbVerdict.Truncated, length, length));
    }

    [Fact]
    public void A_length_beyond_the_file_is_a_truncation_and_allocates_nothing()
    {
        byte[] file = [.. "REDIS0011"u8, 0, 1, (byte)'k', 0x81, 0x0F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3];
        var before = GC.GetAllocatedBytesForCurrentThread();

        Verifying.Verify(file).Verdict.ShouldBe(RdbVerdict.Truncated);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(4_000_000);
    }

    [Fact]
    public void An_empty_collection_is_damage_that_does_not_end_the_count()
    {
        var report = Verifying.Verify(new RdbBuilder().Key(4, "empty").Size(0).String("k", "v").End());

        (report.Verdict, report.Keys, report.EmptyCollections).ShouldBe((RdbVerdict.Malformed, 2, 1));
        report.Error!.Offset.ShouldBe(9);
    }

    [Fact]
    public void Announced_counts_that_are_not_the_real_ones_are_a_warning()
    {
        var report = Verifying.Verify(new RdbBuilder().Select(0).Raw(0xFB).Size(3).Size(0).String("k", "v").End());

        report.Verdict.ShouldBe(RdbVerdict.Valid);
        report.Warnings.ShouldHaveSingleItem().ShouldContain("announces 3 keys");
    }

    [Fact]
    public void Keys_that_expired_are_counted_at_the_given_time()
    {
        var file = new RdbBuilder()
            .Raw(0xFC).Eight(Verifying.At.ToUnixTimeMilliseconds() - 1).String("gone", "v")
            .Raw(0xFC).Eight(Verifying.At.ToUnixTimeMilliseconds() + 1).String("stays", "v")
            .End();

        var report = Verifying.Verify(file);

        (report.Expiring, report.Expired).ShouldBe((2, 1));
        TargetRules.Judge(report, Target("redis:7.1")).Findings.ShouldContain(finding => finding.Effect == TargetEffect.Drops);
    }

    private static RdbTarget Target(string text) => RdbTarget.TryParse(text, out var target) ? target : throw new ArgumentException(text);
}
