namespace CacheBackup.Core.Permissions;

/// <summary>The patterns of IAM: <c>*</c> is any run of characters, also none, also <c>:</c> and <c>/</c>; <c>?</c> is any one.</summary>
internal static class Wildcards
{
    /// <summary>Whether the whole text matches, upper and lower case as they are.</summary>
    public static bool Matches(string pattern, string text)
    {
        int p = 0, t = 0, star = -1, resume = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                resume = t;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[t]))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                // The last star swallows one character more, and matching goes on behind it.
                p = star + 1;
                t = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).TrimStart('*').IsEmpty;
    }

    /// <summary>As <see cref="Matches"/>, for what IAM compares without regard to case: actions.</summary>
    public static bool MatchesIgnoringCase(string pattern, string text) => Matches(pattern.ToLowerInvariant(), text.ToLowerInvariant());
}
