using System.Text.RegularExpressions;
using CacheBackup.LocalAws.S3.Wire;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>What a general purpose bucket may be called.</summary>
internal static partial class BucketNames
{
    private static readonly string[] ReservedPrefixes = ["xn--", "sthree-", "amzn-s3-demo-"];
    private static readonly string[] ReservedSuffixes = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

    /// <exception cref="S3Exception"><c>InvalidBucketName</c>.</exception>
    public static string Checked(string name) =>
        Form().IsMatch(name) && !Ip().IsMatch(name)
        && !ReservedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))
        && !ReservedSuffixes.Any(suffix => name.EndsWith(suffix, StringComparison.Ordinal))
            ? name
            : throw new S3Exception(400, "InvalidBucketName", "The specified bucket is not valid.") { Details = [("BucketName", name)] };

    [GeneratedRegex(@"^(?=.{3,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$")]
    private static partial Regex Form();

    [GeneratedRegex(@"^\d+\.\d+\.\d+\.\d+$")]
    private static partial Regex Ip();
}
