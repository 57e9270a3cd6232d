namespace CacheBackup.Rdb;

/// <summary>Where an RDB file is read from, in parts.</summary>
public interface IRdbSource
{
    /// <summary>Parts that may be read at the same time; 1 for what can only be read in order.</summary>
    int MostReads { get; }

    /// <summary>Reads the bytes from an offset on.</summary>
    /// <param name="offset">Bytes from the start of the file. A source that is read in order is asked in order.</param>
    /// <param name="buffer">Filled completely, unless the file ends before.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Bytes read; less than asked for only at the end of the file.</returns>
    ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken);
}
