using CacheBackup.ContractTests.Reading;

namespace CacheBackup.ContractTests.Runs;

/// <summary>What an execution is started with, and what the functions answer in it.</summary>
internal interface IMachineSample
{
    /// <summary>Where every sample runs.</summary>
    const string Region = "eu-west-1";

    /// <summary>Whose every sample is.</summary>
    const string Account = "111122223333";

    Machine Machine { get; }

    /// <summary>The execution's input.</summary>
    object Request { get; }

    /// <summary>Samples of the machines that this one runs.</summary>
    IReadOnlyList<IMachineSample> Nested => [];

    /// <summary>By step; each is given the step's own Input.</summary>
    IReadOnlyDictionary<string, Func<object, object>> Answers { get; }
}
