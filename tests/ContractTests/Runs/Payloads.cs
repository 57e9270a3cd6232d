using System.Reflection;
using CacheBackup.Functions;

namespace CacheBackup.ContractTests.Runs;

/// <summary>Payloads as the functions' own serializer reads and writes them.</summary>
internal static class Payloads
{
    private static readonly StrictLambdaSerializer Serializer = new();

    /// <summary>Reads a payload as a function would; what it refuses is an exception.</summary>
    public static object Read(Type type, ReadOnlyMemory<byte> payload) =>
        Invoke(nameof(ReadAs), type, payload);

    public static byte[] Write(Type type, object value) => (byte[])Invoke(nameof(WriteAs), type, value);

    private static object Invoke(string method, Type type, object argument) =>
        typeof(Payloads).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [argument], null)!;

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
