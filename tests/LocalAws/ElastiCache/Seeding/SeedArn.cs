using System.Text.RegularExpressions;
using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Seeding;

/// <summary>One <c>.rdb</c> in S3.</summary>
internal sealed partial record SeedArn(string Bucket, string Key)
{
    /// <summary>Reads <c>arn:aws:s3:::bucket/key</c>.</summary>
    /// <exception cref="ServiceError">It is no ARN of an object, or its key holds a comma.</exception>
    public static SeedArn Parse(string arn)
    {
        var match = Pattern().Match(arn);
        if (!match.Success)
        {
            throw ServiceError.InvalidValue(
                $"Invalid snapshot ARN: {arn}. It must name an object in Amazon S3, such as arn:aws:s3:::my_bucket/snapshot1.rdb.");
        }

        var key = match.Groups["key"].Value;
        return key.Contains(',', StringComparison.Ordinal)
            ? throw ServiceError.InvalidValue(
                $"Invalid snapshot ARN: {arn}. The Amazon S3 object name in the ARN cannot contain any commas.")
            : new SeedArn(match.Groups["bucket"].Value, key);
    }

    /// <summary>As the bucket and the key of an S3 path.</summary>
    public override string ToString() => $"{Bucket}/{Key}";

    [GeneratedRegex(@"^arn:aws(-cn|-us-gov)?:s3:::(?<bucket>[^/:]+)/(?<key>.+)$", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
