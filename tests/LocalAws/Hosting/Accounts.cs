using System.Collections.Concurrent;

namespace CacheBackup.LocalAws.Hosting;

/// <summary>
/// Who owns which access key. A registered key is what it was registered as; a key of 12 digits is that account;
/// every other key belongs to the default account.
/// </summary>
public sealed class Accounts(string defaultAccountId)
{
    private readonly ConcurrentDictionary<string, Caller> _registered = new(StringComparer.Ordinal);

    /// <summary>12 digits.</summary>
    public string DefaultAccountId { get; } = defaultAccountId;

    /// <summary>Gives a deployed function an access key of its own, so that its calls can be told apart.</summary>
    /// <returns>The access key id.</returns>
    public string RegisterFunction(string functionName)
    {
        var key = $"LOCALFN{functionName}";
        _registered[key] = new Caller(
            CallerKind.Function, DefaultAccountId, $"arn:aws:sts::{DefaultAccountId}:assumed-role/{functionName}Role/{functionName}", key);
        return key;
    }

    /// <summary>The access key with which an AWS service signs for itself.</summary>
    /// <param name="servicePrincipal">Such as <c>eu-west-1.elasticache-snapshot.amazonaws.com</c>.</param>
    /// <param name="accountId">The account it acts for.</param>
    public string RegisterService(string servicePrincipal, string accountId)
    {
        var key = $"LOCALSVC/{servicePrincipal}/{accountId}".Replace('/', '.');
        _registered[key] = new Caller(CallerKind.Service, accountId, servicePrincipal, key);
        return key;
    }

    /// <summary>Whose key it is.</summary>
    public Caller CallerOf(string accessKeyId)
    {
        if (_registered.TryGetValue(accessKeyId, out var caller))
        {
            return caller;
        }

        var account = accessKeyId.Length == 12 && accessKeyId.All(char.IsAsciiDigit) ? accessKeyId : DefaultAccountId;
        return new Caller(CallerKind.Account, account, $"arn:aws:iam::{account}:root", accessKeyId);
    }
}
