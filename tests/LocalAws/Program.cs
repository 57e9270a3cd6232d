using CacheBackup.LocalAws.Commands;

return await CommandLine.RunAsync(args);
