using System.Security.Cryptography;
using CacheBackup.LocalAws.S3.Storage;

namespace CacheBackup.LocalAws.S3.Wire;

/// <summary>Opaque ids of versions and uploads.</summary>
internal static class VersionIds
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";
    private const int Length = 32;

    /// <summary>A new id of 32 characters.</summary>
    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>The id, after a check that it can be one.</summary>
    /// <exception cref="S3Exception"><c>InvalidArgument</c>.</exception>
    public static string? Checked(string? versionId) => versionId switch
    {
        null or ObjectVersion.NullId => versionId,
        "" => throw S3Errors.InvalidArgument("Version id cannot be the empty string", "versionId", ""),
        { Length: Length } when versionId.All(Alphabet.Contains) => versionId,
        _ => throw S3Errors.InvalidArgument("Invalid version id specified", "versionId", versionId),
    };
}
