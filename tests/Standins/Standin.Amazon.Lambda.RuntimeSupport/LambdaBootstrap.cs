using Amazon.Lambda.RuntimeSupport.Bootstrap;
using Amazon.Lambda.RuntimeSupport.Client;
using Amazon.Lambda.RuntimeSupport.Logging;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>The loop of a function's process: fetch an event, run the handler, hand in its answer or its error.</summary>
public class LambdaBootstrap : IDisposable
{
    private readonly HttpClient _httpClient;
    private readonly bool _ownsHttpClient;
    private readonly LambdaBootstrapHandler _handler;
    private readonly LambdaBootstrapInitializer _initializer;
    private readonly RuntimeApi _api;

    public LambdaBootstrap(HandlerWrapper handlerWrapper, LambdaBootstrapInitializer initializer = null)
        : this(handlerWrapper.Handler, initializer)
    {
    }

    public LambdaBootstrap(
        HandlerWrapper handlerWrapper, LambdaBootstrapOptions lambdaBootstrapOptions, LambdaBootstrapInitializer initializer = null)
        : this(handlerWrapper.Handler, lambdaBootstrapOptions, initializer)
    {
    }

    public LambdaBootstrap(HttpClient httpClient, HandlerWrapper handlerWrapper, LambdaBootstrapInitializer initializer = null)
        : this(httpClient, handlerWrapper.Handler, initializer)
    {
    }

    public LambdaBootstrap(
        HttpClient httpClient,
        HandlerWrapper handlerWrapper,
        LambdaBootstrapOptions lambdaBootstrapOptions,
        LambdaBootstrapInitializer initializer = null)
        : this(httpClient, false, handlerWrapper.Handler, lambdaBootstrapOptions, initializer)
    {
    }

    public LambdaBootstrap(HttpClient httpClient, LambdaBootstrapHandler handler, LambdaBootstrapInitializer initializer = null)
        : this(httpClient, false, handler, null, initializer)
    {
    }

    public LambdaBootstrap(LambdaBootstrapHandler handler, LambdaBootstrapInitializer initializer = null)
        : this(ConstructHttpClient(), true, handler, null, initializer)
    {
    }

    public LambdaBootstrap(
        LambdaBootstrapHandler handler, LambdaBootstrapOptions lambdaBootstrapOptions, LambdaBootstrapInitializer initializer = null)
        : this(ConstructHttpClient(), true, handler, lambdaBootstrapOptions, initializer)
    {
    }

    private LambdaBootstrap(
        HttpClient httpClient,
        bool ownsHttpClient,
        LambdaBootstrapHandler handler,
        LambdaBootstrapOptions options,
        LambdaBootstrapInitializer initializer)
    {
        ArgumentNullException.ThrowIfNull(httpClient);
        ArgumentNullException.ThrowIfNull(handler);
        _httpClient = httpClient;
        _ownsHttpClient = ownsHttpClient;
        _handler = handler;
        _initializer = initializer;
        // The process is frozen between two events, so waiting for the next one must not time out.
        _httpClient.Timeout = TimeSpan.FromHours(12);
        _api = new RuntimeApi(httpClient, options?.RuntimeApiEndpoint ?? Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API"));
        FunctionLog.TakeOverConsole();
    }

    public static HttpClient ConstructHttpClient() => new(new SocketsHttpHandler());

    /// <summary>Runs until cancelled, or until the Runtime API is gone.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (_initializer != null && !await InitializeAsync())
        {
            return;
        }

        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await InvokeOnceAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing && _ownsHttpClient)
        {
            _httpClient.Dispose();
        }
    }

    private async Task<bool> InitializeAsync()
    {
        try
        {
            return await _initializer();
        }
        catch (Exception e)
        {
            FunctionLog.Write("Error", e, null, []);
            await _api.ReportInitializationErrorAsync(e);
            throw;
        }
    }

    private async Task InvokeOnceAsync(CancellationToken cancellationToken)
    {
        using var invocation = await _api.NextAsync(cancellationToken);
        var requestId = invocation.LambdaContext.AwsRequestId;
        InvocationResponse response;
        try
        {
            response = await _handler(invocation);
        }
        catch (Exception e)
        {
            FunctionLog.Write("Error", e, null, []);
            await _api.ReportInvocationErrorAsync(requestId, e);
            return;
        }

        await _api.RespondAsync(requestId, response?.OutputStream);
        if (response is { DisposeOutputStream: true })
        {
            response.OutputStream?.Dispose();
        }
    }
}
