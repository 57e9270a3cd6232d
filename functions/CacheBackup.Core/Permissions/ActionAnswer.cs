namespace CacheBackup.Core.Permissions;

/// <summary>The answer for one action.</summary>
/// <param name="Action">Such as <c>s3:PutObject</c>.</param>
/// <param name="Verdict">Whether ElastiCache may do it.</param>
/// <param name="Reason">Why, as the part of a sentence that follows "because".</param>
internal sealed record ActionAnswer(string Action, GrantVerdict Verdict, string Reason);
