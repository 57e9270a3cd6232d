using CacheBackup.Benchmarks;
using CacheBackup.LocalAws.Commands;

// Figures of one machine on one day: compare what stands in the same table, and nothing else.
var console = Terminal.Create();
console.Write(await FunctionBenchmark.RunAsync());
console.Write(await S3Benchmark.RunAsync());
