using CacheBackup.Benchmarks;
using CacheBackup.Benchmarks.Copies;
using CacheBackup.Benchmarks.Rdb;
using CacheBackup.LocalAws.Commands;

// Figures of one machine on one day: compare what stands in the same table, and nothing else.
var console = Terminal.Create();
if (args is ["rdb", var pairs])
{
    console.Write(await RdbBenchmark.RunAsync(int.Parse(pairs, null)));
    return 0;
}

if (args is ["verify"])
{
    console.Write(await VerifyExportBenchmark.RunAsync());
    return 0;
}

if (args is ["copies"])
{
    try
    {
        await CopyBenchmark.RunAsync(console, CopyParameters.FromEnvironment());
        return 0;
    }
    catch (FormatException error)
    {
        await Console.Error.WriteLineAsync(error.Message);
        return 2;
    }
}

console.Write(await FunctionBenchmark.RunAsync());
console.Write(await S3Benchmark.RunAsync());
return 0;
