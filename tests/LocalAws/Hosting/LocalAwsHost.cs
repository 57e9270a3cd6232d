using System.Net;
using CacheBackup.LocalAws.Deployment;
using CacheBackup.LocalAws.ElastiCache;
using CacheBackup.LocalAws.Lambda;
using CacheBackup.LocalAws.S3;
using CacheBackup.LocalAws.StepFunctions;
using CacheBackup.LocalAws.StepFunctions.Definitions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CacheBackup.LocalAws.Hosting;

/// <summary>AWS on this machine: one endpoint on 127.0.0.1 for every service and Region.</summary>
public sealed class LocalAwsHost : IAsyncDisposable
{
    /// <summary>A header of every answer: how a client tells this endpoint from another on the same port.</summary>
    public const string Mark = "x-local-aws";

    private readonly WebApplication _web;
    private readonly Dictionary<string, IAwsService> _services;

    private LocalAwsHost(LocalAwsContext context, WebApplication web)
    {
        Context = context;
        _web = web;
        S3 = new S3Service(context);
        ElastiCache = new ElastiCacheService(context);
        Lambda = new LambdaService(context);
        StepFunctions = new StepFunctionsService(context, Lambda);
        _services = new IAwsService[] { S3, ElastiCache, Lambda, StepFunctions }.ToDictionary(service => service.SigningName);
    }

    /// <summary>What the services share.</summary>
    public LocalAwsContext Context { get; }

    /// <summary>Amazon S3.</summary>
    public S3Service S3 { get; }

    /// <summary>Amazon ElastiCache.</summary>
    public ElastiCacheService ElastiCache { get; }

    /// <summary>AWS Lambda.</summary>
    public LambdaService Lambda { get; }

    /// <summary>AWS Step Functions.</summary>
    public StepFunctionsService StepFunctions { get; }

    /// <summary>Starts listening.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<LocalAwsHost> StartAsync(LocalAwsOptions options, TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.AddServerHeader = false;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));

        var context = new LocalAwsContext(
            options,
            new Accounts(options.DefaultAccountId),
            new FaultPlan(),
            new Pace(time ?? TimeProvider.System, options.TimeScale),
            Directory.CreateTempSubdirectory("local-aws-"));
        var host = new LocalAwsHost(context, builder.Build());
        host._web.Run(host.RouteAsync);
        try
        {
            await host._web.StartAsync();
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }

        context.Endpoint = new Uri(host._web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return host;
    }

    /// <summary>Deploys the functions and state machines a SAM template declares.</summary>
    /// <param name="template">The template.</param>
    /// <param name="parameterOverrides">Parameters by name; null for the defaults.</param>
    /// <param name="artifacts">Where the functions' executable is; null for what was built with this program.</param>
    /// <param name="region">Where; null for the host's Region. The same stack may be deployed in several.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TemplateException">The template cannot be deployed.</exception>
    /// <exception cref="DefinitionException">The definition of a state machine cannot be run.</exception>
    /// <exception cref="FileNotFoundException">The functions are not built.</exception>
    /// <exception cref="InvalidOperationException">Node or its package jsonata is not installed.</exception>
    public Task<Deployed> DeployAsync(
        FileInfo template,
        IReadOnlyDictionary<string, string>? parameterOverrides = null,
        DirectoryInfo? artifacts = null,
        string? region = null,
        CancellationToken cancellationToken = default) =>
        Deployed.ToAsync(this, template, parameterOverrides, artifacts, region, cancellationToken);

    /// <summary>Stops listening, ends every process it started, and removes its scratch directory.</summary>
    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        foreach (var service in _services.Values.Reverse())
        {
            await service.DisposeAsync();
        }

        Context.Scratch.Delete(recursive: true);
    }

    private async Task RouteAsync(HttpContext http)
    {
        http.Response.Headers[Mark] = "true";
        var scope = SigningScope.Of(http.Request);
        var caller = scope is null ? Caller.Anonymous : Context.Accounts.CallerOf(scope.AccessKeyId);
        var call = new AwsCall(http, scope?.Service ?? "s3", scope?.Region ?? "us-east-1", caller, Guid.NewGuid().ToString());
        if (!_services.TryGetValue(call.Service, out var service))
        {
            http.Response.StatusCode = StatusCodes.Status501NotImplemented;
            await http.Response.WriteAsync($"NotImplemented: the local endpoint has no service '{call.Service}'.", call.Aborted);
            return;
        }

        await service.HandleAsync(call);
    }
}
