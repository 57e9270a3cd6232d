using CacheBackup.Core.Errors;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Sources;

namespace CacheBackup.Core.Restores;

/// <summary>What of a backup's cache holds for a new one, and what does not and why.</summary>
/// <param name="execution">Region and account of the new cache.</param>
/// <param name="source">The cache that was backed up.</param>
internal sealed class CarriedOver(ExecutionArn execution, SourceCache source)
{
    private readonly bool _isAtHome = execution.Region == source.Region && execution.AccountId == source.AccountId;
    private readonly List<string> _findings = [];

    /// <summary>What is otherwise than it was, one sentence each.</summary>
    public IReadOnlyList<string> Findings => _findings;

    public string ParameterGroup(string engine, string version, bool clusterMode)
    {
        var standard = EngineNames.DefaultGroupOf(engine, version, clusterMode);
        var isSameKind = EngineNames.FamilyOf(source.Engine, source.EngineVersion) == EngineNames.FamilyOf(engine, version)
            && source.ClusterModeEnabled == clusterMode;
        if (source.ParameterGroup is not { } group || group.StartsWith("default.", StringComparison.Ordinal))
        {
            return standard;
        }

        if (isSameKind && _isAtHome)
        {
            return group;
        }

        _findings.Add($"Parameter group {group} {(_isAtHome ? "is for another engine version or cluster mode" : Elsewhere)}: "
            + $"the new cache has {standard}. Name NewCache.ParameterGroup to choose.");
        return standard;
    }

    public string? SubnetGroup()
    {
        if (_isAtHome || source.SubnetGroup is null or "default")
        {
            return source.SubnetGroup;
        }

        _findings.Add($"Subnet group {source.SubnetGroup} {Elsewhere}: the new cache is in the subnet group default. "
            + "Name NewCache.SubnetGroup to choose.");
        return null;
    }

    public IReadOnlyList<string> SecurityGroups()
    {
        if (_isAtHome || source.SecurityGroupIds.Count == 0)
        {
            return source.SecurityGroupIds;
        }

        _findings.Add($"Security groups {string.Join(", ", source.SecurityGroupIds)} are of {Home}: the new cache has the default one of "
            + "its VPC. Name NewCache.SecurityGroupIds to choose.");
        return [];
    }

    public string? Key()
    {
        if (_isAtHome || source.KmsKeyId is null)
        {
            return source.KmsKeyId;
        }

        _findings.Add($"KMS key {source.KmsKeyId} {Elsewhere}: AWS's own key encrypts the new cache. Name NewCache.KmsKeyId to choose.");
        return null;
    }

    /// <exception cref="InvalidRestoreRequestException">Without them, the new cache would be open where the old one was not.</exception>
    public IReadOnlyList<string> UserGroups() => _isAtHome || source.UserGroupIds.Count == 0
        ? source.UserGroupIds
        : throw new InvalidRestoreRequestException(
            $"The backup's cache has the user groups {string.Join(", ", source.UserGroupIds)}, which are of {Home}, "
            + $"and the new cache in {execution.Region} would ask for no password.",
            "Name NewCache.UserGroupIds: groups of that Region, or an empty list if it shall have none.");

    private string Elsewhere => $"is of {Home}";

    private string Home => source.Region == execution.Region ? $"account {source.AccountId}" : source.Region;
}
