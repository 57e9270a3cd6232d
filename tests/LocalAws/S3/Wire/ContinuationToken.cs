using System.Text;

namespace CacheBackup.LocalAws.S3.Wire;

/// <summary>Where a listing goes on: the last name shown, made opaque.</summary>
internal static class ContinuationToken
{
    public static string Encode(string last) => Convert.ToBase64String(Encoding.UTF8.GetBytes(last));

    /// <exception cref="S3Exception">It was not made by <see cref="Encode"/>.</exception>
    public static string? Decode(string? token)
    {
        if (token is null)
        {
            return null;
        }

        try
        {
            return token.Length > 0 ? Encoding.UTF8.GetString(Convert.FromBase64String(token)) : throw Incorrect(token);
        }
        catch (FormatException)
        {
            throw Incorrect(token);
        }
    }

    private static S3Exception Incorrect(string token) =>
        S3Errors.InvalidArgument("The continuation token provided is incorrect", "continuation-token", token);
}
