using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace CacheBackup.LocalAws.Redis;

/// <summary>Reads RESP2 replies off a stream.</summary>
internal sealed class RespReader(Stream stream)
{
    private static readonly byte[] LineEnd = "\r\n"u8.ToArray();
    private readonly PipeReader _pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024));

    public async ValueTask<RespValue> ReadAsync(CancellationToken cancellationToken)
    {
        var line = await ReadLineAsync(cancellationToken);
        var body = line.AsMemory(1);
        return line[0] switch
        {
            (byte)'+' => new RespValue(RespKind.Simple, body, []),
            (byte)'-' => new RespValue(RespKind.Error, body, []),
            (byte)':' => new RespValue(RespKind.Number, body, []),
            (byte)'$' => await ReadBulkAsync(Length(body.Span), cancellationToken),
            (byte)'*' => await ReadArrayAsync(Length(body.Span), cancellationToken),
            var other => throw new InvalidDataException($"A RESP2 reply cannot start with byte 0x{other:x2}."),
        };
    }

    private static int Length(ReadOnlySpan<byte> digits) =>
        int.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private async ValueTask<RespValue> ReadArrayAsync(int count, CancellationToken cancellationToken)
    {
        if (count < 0)
        {
            return RespValue.Null;
        }

        var items = new RespValue[count];
        for (var i = 0; i < count; i++)
        {
            items[i] = await ReadAsync(cancellationToken);
        }

        return new RespValue(RespKind.Array, default, items);
    }

    private async ValueTask<RespValue> ReadBulkAsync(int length, CancellationToken cancellationToken)
    {
        if (length < 0)
        {
            return RespValue.Null;
        }

        var read = await _pipe.ReadAtLeastAsync(length + LineEnd.Length, cancellationToken);
        if (read.Buffer.Length < length + LineEnd.Length)
        {
            throw new EndOfStreamException($"The server closed the connection inside a bulk reply of {length} bytes.");
        }

        var bytes = read.Buffer.Slice(0, length).ToArray();
        _pipe.AdvanceTo(read.Buffer.GetPosition(length + LineEnd.Length));
        return new RespValue(RespKind.Bulk, bytes, []);
    }

    private async ValueTask<byte[]> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await _pipe.ReadAsync(cancellationToken);
            if (TryTakeLine(read.Buffer, out var line, out var after))
            {
                _pipe.AdvanceTo(after);
                return line;
            }

            _pipe.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted)
            {
                throw new EndOfStreamException($"The server closed the connection after '{Encoding.UTF8.GetString(read.Buffer)}'.");
            }
        }
    }

    private static bool TryTakeLine(ReadOnlySequence<byte> buffer, out byte[] line, out SequencePosition after)
    {
        var reader = new SequenceReader<byte>(buffer);
        var found = reader.TryReadTo(out ReadOnlySequence<byte> taken, LineEnd);
        line = found ? taken.ToArray() : [];
        after = reader.Position;
        return found && line.Length > 0;
    }
}
