namespace CacheBackup.LocalAws.S3.Authorization;

/// <summary>Matching of <c>*</c> (any run of characters) and <c>?</c> (one character), as policies use them.</summary>
internal static class Wildcard
{
    public static bool Matches(string pattern, string text, bool ignoreCase = false)
    {
        var (p, t, star, resume) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, resume) = (p++, t);
            }
            else if (p < pattern.Length && (pattern[p] == '?' || Same(pattern[p], text[t], ignoreCase)))
            {
                (p, t) = (p + 1, t + 1);
            }
            else if (star >= 0)
            {
                (p, t) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).Trim('*').IsEmpty;
    }

    /// <summary>Matches two ARNs field by field, so that a wildcard does not reach over a colon except in the last field.</summary>
    public static bool MatchesArn(string pattern, string arn)
    {
        var (patterns, fields) = (pattern.Split(':', 6), arn.Split(':', 6));
        return patterns.Length == 6 && fields.Length == 6 && patterns.Zip(fields).All(pair => Matches(pair.First, pair.Second));
    }

    public static bool HasAny(string text) => text.AsSpan().IndexOfAny('*', '?') >= 0;

    private static bool Same(char a, char b, bool ignoreCase) =>
        a == b || (ignoreCase && char.ToLowerInvariant(a) == char.ToLowerInvariant(b));
}
