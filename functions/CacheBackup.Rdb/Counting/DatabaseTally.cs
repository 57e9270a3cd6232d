using CacheBackup.Rdb.Parsing;

namespace CacheBackup.Rdb.Counting;

/// <summary>What was counted in one database.</summary>
internal sealed class DatabaseTally
{
    public const long NotDeclared = -1;

    private int _number;

    public DatabaseTally(int number) => _number = number;

    public int Number => _number;

    public long Keys;
    public long Expiring;
    public long Expired;
    public long DeclaredKeys = NotDeclared;
    public long DeclaredExpiring = NotDeclared;

    public long[] KeysByPlace { get; } = new long[RdbTypes.Places];

    public long[] BytesByPlace { get; } = new long[RdbTypes.Places];

    public void Sync(StateCodec codec)
    {
        codec.Number(ref _number);
        codec.Number(ref Keys);
        codec.Number(ref Expiring);
        codec.Number(ref Expired);
        codec.Number(ref DeclaredKeys);
        codec.Number(ref DeclaredExpiring);
        codec.Numbers(KeysByPlace);
        codec.Numbers(BytesByPlace);
    }
}
