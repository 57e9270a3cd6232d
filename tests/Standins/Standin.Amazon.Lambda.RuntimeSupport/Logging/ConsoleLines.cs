using System.Text;

namespace Amazon.Lambda.RuntimeSupport.Logging;

/// <summary>The console inside a function: whole lines become log lines of a level, the rest passes through.</summary>
internal sealed class ConsoleLines(TextWriter inner, string level) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => inner.Write(value);

    public override void Write(string value) => inner.Write(value);

    public override void Flush() => inner.Flush();

    public override void WriteLine() => WriteLine(string.Empty);

    public override void WriteLine(string value) => FunctionLog.Write(level, null, value, []);

    public override void WriteLine(object value) => WriteLine(value?.ToString());

    public override void WriteLine(bool value) => WriteLine(value.ToString());

    public override void WriteLine(char value) => WriteLine(value.ToString());

    public override void WriteLine(char[] buffer) => WriteLine(new string(buffer));

    public override void WriteLine(int value) => WriteLine(value.ToString());

    public override void WriteLine(long value) => WriteLine(value.ToString());

    public override void WriteLine(double value) => WriteLine(value.ToString());

    public override void WriteLine(decimal value) => WriteLine(value.ToString());

    public override void WriteLine(ReadOnlySpan<char> buffer) => WriteLine(new string(buffer));

    public override void WriteLine(string format, params object[] arg) => WriteLine(string.Format(FormatProvider, format, arg));

    public override Task WriteLineAsync(string value)
    {
        WriteLine(value);
        return Task.CompletedTask;
    }
}
