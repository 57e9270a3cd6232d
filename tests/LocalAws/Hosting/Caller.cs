namespace CacheBackup.LocalAws.Hosting;

/// <summary>What kind of principal signed a request.</summary>
public enum CallerKind
{
    /// <summary>No signature at all.</summary>
    Anonymous,

    /// <summary>An account's own credentials: every action its identity policies could allow is allowed.</summary>
    Account,

    /// <summary>A deployed function's role.</summary>
    Function,

    /// <summary>An AWS service acting for itself, such as <c>eu-west-1.elasticache-snapshot.amazonaws.com</c>.</summary>
    Service,
}

/// <summary>The identity behind one request, decided by its access key id alone.</summary>
/// <param name="Kind">What kind of principal it is.</param>
/// <param name="AccountId">12 digits; for a service the account it acts for, for an anonymous caller empty.</param>
/// <param name="PrincipalArn">The ARN a bucket policy would name; for a service its DNS name.</param>
/// <param name="AccessKeyId">As signed; empty when anonymous.</param>
public sealed record Caller(CallerKind Kind, string AccountId, string PrincipalArn, string AccessKeyId)
{
    /// <summary>An unsigned request.</summary>
    public static Caller Anonymous { get; } = new(CallerKind.Anonymous, "", "*", "");
}
