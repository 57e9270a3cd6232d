using CacheBackup.LocalAws.Commands;
using CacheBackup.LocalAws.Commands.Verify;

// Apart from the others: most files are verified in less time than it takes to set up and parse all commands.
return await (args is [VerifyArguments.Command, .. var rest] ? VerifyCommand.RunAsync(rest) : CommandLine.RunAsync(args));
