using System.Xml.Linq;
using CacheBackup.LocalAws.ElastiCache.Buckets;
using CacheBackup.LocalAws.ElastiCache.Engines;
using CacheBackup.LocalAws.ElastiCache.Exports;
using CacheBackup.LocalAws.ElastiCache.Operations;
using CacheBackup.LocalAws.ElastiCache.Seeding;
using CacheBackup.LocalAws.ElastiCache.Snapshots;
using CacheBackup.LocalAws.ElastiCache.Wire;
using CacheBackup.LocalAws.Hosting;
using Microsoft.AspNetCore.Http;

namespace CacheBackup.LocalAws.ElastiCache;

/// <summary>
/// Amazon ElastiCache (Query protocol, 2015-02-02) over real <c>redis-server</c> or <c>valkey-server</c> processes: node-based
/// Redis OSS and Valkey, and Memcached without a process, to be refused. What it does not do is answered <c>NotImplemented</c>.
/// </summary>
/// <remarks>
/// A Valkey cache runs on <c>valkey-server</c> where that is installed, otherwise on <c>redis-server</c>, and the other way round;
/// encryption, users and ports are recorded and returned, not enacted; of a node's type, only its memory counts, for restored data.
/// A restored cache has the keys, values, expiries and functions of its files, not when or how often a key was used. KMS key
/// policies are not looked at. A file from elsewhere counts as a cluster's if it names its slots, as those of older engines do not.
/// Faults (<see cref="FaultPlan"/>) name the API's operations; their resource is every id of the request joined by <c>/</c>.
/// What no request can cause is under <see cref="Hooks"/>.
/// </remarks>
public sealed class ElastiCacheService : IAwsService
{
    private const string ApiVersion = "2015-02-02";

    private static readonly string[] IdParameters =
    [
        "ReplicationGroupId", "CacheClusterId", "SnapshotName", "SourceSnapshotName", "TargetSnapshotName", "ResourceName", "SourceIdentifier",
    ];

    private readonly Backend _backend;
    private readonly S3Clients _clients;
    private readonly Dictionary<string, Operation> _operations;

    /// <summary>Starts empty: no caches in any Region.</summary>
    public ElastiCacheService(LocalAwsContext context)
    {
        _backend = new Backend(context);
        _clients = new S3Clients(context);
        var taker = new SnapshotTaker(_backend);
        _operations = Operations(_backend, taker, _clients).ToDictionary(operation => operation.Name);
        Hooks = new ElastiCacheHooks(_backend, taker);
    }

    /// <inheritdoc/>
    public string SigningName => "elasticache";

    /// <summary>How long things take from now on.</summary>
    public ElastiCacheDurations Durations
    {
        get => _backend.Durations;
        set => _backend.Durations = value;
    }

    /// <summary>What tests and the demo do to the service from inside.</summary>
    public ElastiCacheHooks Hooks { get; }

    /// <inheritdoc/>
    public async Task HandleAsync(AwsCall call)
    {
        var response = call.Http.Response;
        response.Headers["x-amzn-RequestId"] = call.RequestId;
        try
        {
            var parameters = await QueryParameters.ReadAsync(call.Http.Request);
            var operation = Find(parameters);
            if (await FaultEffect.ApplyAsync(_backend.Context, call, operation.Name, Resource(parameters)))
            {
                return;
            }

            var state = _backend.State(call.Caller.AccountId, call.Region);
            var members = await operation.RunAsync(new OperationCall(call, parameters, state));
            await WriteAsync(response, StatusCodes.Status200OK, Xml.Answer(operation.Name, call.RequestId, members), call.Aborted);
        }
        catch (ServiceError error)
        {
            await WriteAsync(response, error.Status, Xml.Error(error.Code, error.Status, error.Message, call.RequestId), call.Aborted);
        }
        catch (Exception error) when (error is not OperationCanceledException && !response.HasStarted)
        {
            // A bug here: told in full, since whoever reads it can fix it.
            const int Status = StatusCodes.Status500InternalServerError;
            var body = Xml.Error("InternalFailure", Status, $"The local ElastiCache failed: {error}", call.RequestId);
            await WriteAsync(response, Status, body, call.Aborted);
        }
    }

    /// <summary>Ends every server process.</summary>
    public async ValueTask DisposeAsync()
    {
        await _backend.DisposeAsync();
        _clients.Dispose();
    }

    private static IEnumerable<Operation> Operations(Backend backend, SnapshotTaker taker, S3Clients clients)
    {
        var launcher = new ServerLauncher(backend);
        var starter = new CacheStarter(backend, launcher, new SeedStage(backend, new SeedFetcher(clients), launcher));
        var remover = new CacheRemover(backend);
        return
        [
            new CreateReplicationGroup(backend, starter, clients),
            new DescribeReplicationGroups(),
            new DeleteReplicationGroup(backend, remover, taker),
            new CreateCacheCluster(backend, starter, clients),
            new DescribeCacheClusters(),
            new DeleteCacheCluster(backend, remover, taker),
            new CreateSnapshot(backend, taker),
            new DescribeSnapshots(),
            new CopySnapshot(backend, clients, new SnapshotCopier(backend), new SnapshotExporter(backend, clients)),
            new DeleteSnapshot(backend),
            new AddTagsToResource(),
            new ListTagsForResource(),
            new RemoveTagsFromResource(),
            new DescribeEvents(backend),
        ];
    }

    private static string Resource(QueryParameters parameters) => string.Join('/', IdParameters.Select(parameters.Text).OfType<string>());

    private static Task WriteAsync(HttpResponse response, int status, XElement body, CancellationToken cancellationToken)
    {
        response.StatusCode = status;
        response.ContentType = "text/xml";
        return response.WriteAsync(body.ToString(SaveOptions.DisableFormatting), cancellationToken);
    }

    private Operation Find(QueryParameters parameters)
    {
        var (action, version) = (parameters.Required("Action"), parameters.Required("Version"));
        if (version != ApiVersion)
        {
            throw ServiceError.BadRequest("InvalidAction", $"Could not find operation {action} for version {version}");
        }

        if (!_operations.TryGetValue(action, out var operation))
        {
            throw ServiceError.NotImplemented($"the operation {action}");
        }

        var unknown = parameters.TopLevelNames.Except([.. operation.Supported, "Action", "Version"]).FirstOrDefault();
        return unknown is null ? operation : throw ServiceError.NotImplemented($"the parameter {unknown} of {action}");
    }
}
