using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.Lambda;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.Lambda;

/// <summary>Deploys the tests' own function, as <c>sample-SampleFunction</c>.</summary>
internal static class SampleFunctions
{
    private static readonly DirectoryInfo Built = new(Path.Combine(
        Repository.Root,
        "tests/LocalTests/Lambda/SampleFunction/bin",
        new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name,
        new DirectoryInfo(AppContext.BaseDirectory).Name));

    public static Task DeployAsync(
        LocalAwsHost host, TimeSpan timeout, int memoryMegabytes = 512, Dictionary<string, string>? variables = null) =>
        host.Lambda.DeployAsync(
            new FunctionConfiguration(
                "SampleFunction", "sample-SampleFunction", "SampleFunction", variables ?? [], timeout, memoryMegabytes, "arn:aws:iam::111122223333:role/sample"),
            FunctionProgram.Find(Built, "SampleFunction"));
}
