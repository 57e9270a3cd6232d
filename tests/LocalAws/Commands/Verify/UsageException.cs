namespace CacheBackup.LocalAws.Commands.Verify;

/// <summary>What <c>verify</c> was asked for cannot be begun. Exit code 2.</summary>
internal sealed class UsageException(string fact, string? hint = null, Exception? inner = null) : CommandException(fact, hint, inner);
