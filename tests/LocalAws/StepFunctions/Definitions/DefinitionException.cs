namespace CacheBackup.LocalAws.StepFunctions.Definitions;

/// <summary>A definition that AWS would refuse, or that uses something LocalAws does not support.</summary>
/// <param name="path">Where: <c>States/CopyToRegion/Retry[0]/BackoffRate</c>.</param>
/// <param name="message">What is wrong there.</param>
public sealed class DefinitionException(string path, string message)
    : Exception(path.Length == 0 ? message : $"{path}: {message}");
