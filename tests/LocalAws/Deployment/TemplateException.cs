namespace CacheBackup.LocalAws.Deployment;

/// <summary>A template that CloudFormation would refuse, or that uses something LocalAws does not support.</summary>
/// <param name="path">Where: <c>Resources/CopyToRegionFunction/Properties/Timeout</c>.</param>
/// <param name="message">What is wrong there.</param>
public sealed class TemplateException(string path, string message) : Exception($"{path}: {message}");
