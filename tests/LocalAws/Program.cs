using CacheBackup.LocalAws.Hosting;

await using var host = await LocalAwsHost.StartAsync(new LocalAwsOptions { Port = 0 });
Console.WriteLine(host.Context.Endpoint);
