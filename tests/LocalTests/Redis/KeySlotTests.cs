using CacheBackup.LocalAws.Redis;

namespace CacheBackup.LocalTests.Redis;

public sealed class KeySlotTests
{
    // The first is the check value of CRC-16/XMODEM; the others are what CLUSTER KEYSLOT of redis-server 7.0.15 answers.
    [Theory]
    [InlineData("123456789", 0x31c3)]
    [InlineData("", 0)]
    [InlineData("foo", 12182)]
    [InlineData("{user1000}.following", 3443)]
    [InlineData("{user1000}.followers", 3443)]
    [InlineData("foo{}{bar}", 8363)]
    [InlineData("foo{{bar}}zap", 4015)]
    [InlineData("ключ", 10303)]
    public void A_keys_slot_is_the_one_a_cluster_gives_it(string key, int slot) => KeySlot.Of(key).ShouldBe(slot);
}
