using System.Text;

namespace CacheBackup.LocalAws.Lambda;

/// <summary>The last lines a function wrote, with the invocation they belong to.</summary>
internal sealed class FunctionLog
{
    private const int MostLines = 10_000;
    private const int TailBytes = 4 * 1024;

    private readonly Lock _lock = new();
    private readonly Queue<(string Line, string? RequestId)> _lines = new();
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines.Select(line => line.Line)];
            }
        }
    }

    /// <param name="line">As written, without its end.</param>
    /// <param name="requestId">The invocation it belongs to.</param>
    public void Write(string line, string? requestId)
    {
        lock (_lock)
        {
            _lines.Enqueue((line, requestId));
            if (_lines.Count > MostLines)
            {
                _lines.Dequeue();
            }
        }
    }

    /// <summary>The last 4 KB of one invocation, as <c>X-Amz-Log-Result</c> has them before Base64.</summary>
    public byte[] Tail(string requestId)
    {
        lock (_lock)
        {
            var text = string.Concat(_lines.Where(line => line.RequestId == requestId).Select(line => line.Line + '\n'));
            return Encoding.UTF8.GetBytes(text) is { Length: > TailBytes } bytes ? bytes[^TailBytes..] : Encoding.UTF8.GetBytes(text);
        }
    }
}
