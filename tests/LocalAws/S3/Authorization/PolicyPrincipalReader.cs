using System.Text.Json;
using System.Text.RegularExpressions;

namespace CacheBackup.LocalAws.S3.Authorization;

/// <summary>Reads Principal and NotPrincipal.</summary>
internal static partial class PolicyPrincipalReader
{
    private const string Invalid = "Invalid principal in policy";

    public static PolicyPrincipals Read((JsonElement Value, bool Negated) field)
    {
        if (field.Value.ValueKind == JsonValueKind.String)
        {
            PolicyReader.Require(field.Value.GetString() == "*", Invalid);
            return new PolicyPrincipals(true, [], [], [], field.Negated);
        }

        PolicyReader.Require(field.Value.ValueKind == JsonValueKind.Object, Invalid);
        var kinds = field.Value.EnumerateObject().ToDictionary(kind => kind.Name, kind => PolicyReader.Strings(kind.Value, Invalid));
        PolicyReader.Require(
            kinds.Count > 0 && kinds.Keys.All(kind => kind is "AWS" or "Service" or "CanonicalUser" or "Federated"), Invalid);
        var (aws, services, canonical) = (Of("AWS"), Of("Service"), Of("CanonicalUser"));
        PolicyReader.Require(aws.All(name => name == "*" || AccountId().IsMatch(name) || PrincipalArn().IsMatch(name)), Invalid);
        PolicyReader.Require(services.All(name => ServiceName().IsMatch(name)), Invalid);
        PolicyReader.Require(canonical.All(name => CanonicalId().IsMatch(name)), Invalid);
        return new PolicyPrincipals(aws.Contains("*"), aws, services, canonical, field.Negated);

        IReadOnlyList<string> Of(string kind) => kinds.GetValueOrDefault(kind, []);
    }

    [GeneratedRegex(@"^\d{12}$")]
    private static partial Regex AccountId();

    [GeneratedRegex(
        @"^arn:aws(-cn|-us-gov)?:(iam::\d{12}:(root|(user|role)/[\w+=,.@/-]+)|iam::cloudfront:user/.+"
        + @"|sts::\d{12}:(assumed-role/[\w+=,.@-]+/[\w+=,.@-]+|federated-user/[\w+=,.@-]+))$")]
    private static partial Regex PrincipalArn();

    [GeneratedRegex(@"^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$")]
    private static partial Regex ServiceName();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex CanonicalId();
}
