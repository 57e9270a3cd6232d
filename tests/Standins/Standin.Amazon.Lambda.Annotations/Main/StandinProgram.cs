using Amazon.Lambda.Annotations.Hosting;

namespace Amazon.Lambda.Annotations.Generated;

/// <summary>The Main that the real package's source generator would emit.</summary>
internal static class StandinProgram
{
    private static Task Main() => FunctionHost.RunAsync(typeof(StandinProgram).Assembly);
}
