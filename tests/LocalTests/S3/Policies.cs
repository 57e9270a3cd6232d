namespace CacheBackup.LocalTests.S3;

/// <summary>Bucket policies for tests.</summary>
internal static class Policies
{
    /// <summary>One statement that allows actions on a bucket's objects.</summary>
    /// <param name="principal">Such as <c>"AWS": "444455556666"</c>.</param>
    public static string Allow(string bucket, string principal, params string[] actions) =>
        Of(Statement("Allow", principal, actions, $"arn:aws:s3:::{bucket}/*"));

    public static string Of(params string[] statements) =>
        $$"""{"Version": "2012-10-17", "Statement": [{{string.Join(",", statements)}}]}""";

    /// <param name="condition">The content of Condition, or null for none.</param>
    public static string Statement(string effect, string principal, string[] actions, string resource, string? condition = null) => $$"""
        {"Effect": "{{effect}}", "Principal": {{(principal == "*" ? "\"*\"" : $"{{{principal}}}")}},
         "Action": [{{string.Join(",", actions.Select(action => $"\"{action}\""))}}], "Resource": "{{resource}}"
         {{(condition is null ? "" : $", \"Condition\": {{{condition}}}")}}}
        """;
}
