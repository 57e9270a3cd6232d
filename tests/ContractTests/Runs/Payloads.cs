using System.Reflection;
using CacheBackup.Functions;

namespace CacheBackup.ContractTests.Runs;

/// <summary>Payloads as the functions' own serializer reads and writes them.</summary>
internal static class Payloads
{
    private static readonly StrictLambdaSerializer Serializer = new();

    private static readonly MethodInfo GenericRead = typeof(Payloads).GetMethod(nameof(ReadAs), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static readonly MethodInfo GenericWrite = typeof(Payloads).GetMethod(nameof(WriteAs), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>Reads a payload as a function would; what it refuses is an exception.</summary>
    public static object Read(Type type, ReadOnlyMemory<byte> payload) =>
        GenericRead.MakeGenericMethod(type).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [payload], null)!;

    public static byte[] Write(Type type, object value) =>
        (byte[])GenericWrite.MakeGenericMethod(type).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [value], null)!;

    private static object ReadAs<T>(ReadOnlyMemory<byte> payload)
    {
        using var stream = new MemoryStream(payload.ToArray());
        return Serializer.Deserialize<T>(stream)!;
    }

    private static byte[] WriteAs<T>(object value)
    {
        using var stream = new MemoryStream();
        Serializer.Serialize((T)value, stream);
        return stream.ToArray();
    }
}
