using System.Text.Json;
using Amazon.ElastiCache;
using Amazon.ElastiCache.Model;
using Amazon.Runtime;
using CacheBackup.LocalAws.ElastiCache;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.Redis;
using CacheBackup.LocalAws.StepFunctions.Interpreting;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.Runs;

/// <summary>
/// A local AWS with the shipped functions and machine: group <c>orders</c> (a primary and a replica) and cluster
/// <c>sessions</c> (two shards) in eu-west-1. One per class: a node has 20 snapshots a day, here as in AWS.
/// </summary>
public class BackupStage : LocalAwsFixture
{
    public const string Region = "eu-west-1";
    public const string CopyRegion = "us-east-1";
    public const string OtherAccount = "444455556666";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private static readonly object RestorePolling = new { IntervalSeconds = 2, MaximumIntervalSeconds = 10, CacheDeadlineSeconds = 600 };

    private readonly Dictionary<string, object> _made = [];
    private int _buckets;

    /// <summary>The shipped backup machine.</summary>
    public StateMachine Machine { get; private set; } = null!;

    /// <summary>The shipped restore machine. It counts keys: here every function reaches every cache.</summary>
    public StateMachine RestoreMachine { get; private set; } = null!;

    /// <summary>The shipped drill machine.</summary>
    public StateMachine DrillMachine { get; private set; } = null!;

    /// <inheritdoc/>
    protected override LocalAwsOptions Options => new() { Port = 0, TimeScale = 60 };

    private static Dictionary<string, string> Parameters => new()
    {
        ["ExportBucketName"] = "any-bucket", ["RestoreSubnetIds"] = "subnet-0", ["RestoreSecurityGroupIds"] = "sg-0",
    };

    /// <summary>The template to deploy.</summary>
    protected virtual FileInfo Template => new(Path.Combine(Repository.Root, "template.yaml"));

    /// <inheritdoc/>
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Host.ElastiCache.Durations = new ElastiCacheDurations { CreateSnapshot = TimeSpan.FromSeconds(2), ExportSnapshot = TimeSpan.FromSeconds(2), RestoreCache = TimeSpan.FromSeconds(2) };
        var deployed = await Host.DeployAsync(Template, Parameters);
        Machine = deployed.StateMachines["BackupStateMachine"];
        RestoreMachine = deployed.StateMachines["RestoreStateMachine"];
        DrillMachine = deployed.StateMachines["DrillStateMachine"];
        await CreateCachesAsync();
    }

    /// <summary>An ElastiCache client of the default account.</summary>
    public AmazonElastiCacheClient ElastiCache(string region = Region) => new(
        new BasicAWSCredentials("test", "secret"),
        new AmazonElastiCacheConfig { ServiceURL = Host.Context.Endpoint.ToString(), AuthenticationRegion = region });

    /// <summary>A bucket of its own for one test.</summary>
    public async Task<TestBucket> NewBucketAsync(string purpose, string region = Region, string? accountId = null)
    {
        var bucket = new TestBucket(this, $"{purpose}-{Interlocked.Increment(ref _buckets):0000}", region, accountId);
        await bucket.CreateAsync();
        return bucket;
    }

    /// <summary>An export bucket that ElastiCache may write to.</summary>
    public async Task<TestBucket> NewExportBucketAsync()
    {
        var bucket = await NewBucketAsync("export");
        await bucket.GrantElastiCacheAsync();
        return bucket;
    }

    /// <summary>Runs a backup to its end.</summary>
    /// <param name="request">The execution's input.</param>
    /// <param name="name">The execution's name; null for a new one.</param>
    public async Task<Execution> RunAsync(object request, string? name = null)
    {
        var execution = Start(request, name);
        await execution.Completion.WaitAsync(Longest);
        return execution;
    }

    /// <summary>Starts a backup.</summary>
    public Execution Start(object request, string? name = null) =>
        Host.StepFunctions.Machines.Start(Machine, JsonSerializer.SerializeToElement(request), name);

    /// <summary>The shipped restore machine in <see cref="CopyRegion"/>.</summary>
    public Task<StateMachine> OtherRestoreMachineAsync() => OnceAsync("the stack in the other Region", async () =>
        (await Host.DeployAsync(Template, Parameters, region: CopyRegion)).StateMachines["RestoreStateMachine"]);

    /// <summary>Starts a restore in the machine's Region.</summary>
    public Execution StartRestore(object backup, object newCache, StateMachine? machine = null) => Host.StepFunctions.Machines.Start(
        machine ?? RestoreMachine, JsonSerializer.SerializeToElement(new { Backup = backup, NewCache = newCache, Polling = RestorePolling }));

    /// <summary>Runs a restore to its end.</summary>
    public async Task<Execution> RestoreAsync(object backup, object newCache, StateMachine? machine = null)
    {
        var execution = StartRestore(backup, newCache, machine);
        await execution.Completion.WaitAsync(Longest);
        return execution;
    }

    /// <summary>Runs a drill in the machine's Region to its end.</summary>
    /// <param name="request">The execution's input; its waits are set here.</param>
    public async Task<Execution> DrillAsync(object request)
    {
        var input = JsonSerializer.SerializeToNode(request)!.AsObject();
        input["Polling"] = JsonSerializer.SerializeToNode(RestorePolling);
        var execution = Host.StepFunctions.Machines.Start(DrillMachine, JsonSerializer.SerializeToElement(input));
        await execution.Completion.WaitAsync(Longest);
        return execution;
    }

    /// <summary>Writes keys to a group without cluster mode.</summary>
    public async Task FillAsync(string id, int keys)
    {
        await using var connection = await ConnectAsync(id);
        for (var number = 0; number < keys; number++)
        {
            await connection.CallAsync(["SET", $"key:{number}", "value"], CancellationToken.None);
        }
    }

    /// <summary>Connects to a group without cluster mode.</summary>
    internal async Task<RespConnection> ConnectAsync(string id, string region = Region)
    {
        using var client = ElastiCache(region);
        var group = (await client.DescribeReplicationGroupsAsync(new DescribeReplicationGroupsRequest { ReplicationGroupId = id })).ReplicationGroups[0];
        var endpoint = group.NodeGroups[0].PrimaryEndpoint;
        return await RespConnection.ConnectAsync(endpoint.Address, endpoint.Port!.Value, CancellationToken.None);
    }

    /// <summary>Makes a thing that several tests of a class use.</summary>
    public async Task<T> OnceAsync<T>(string what, Func<Task<T>> make)
        where T : notnull
    {
        if (!_made.TryGetValue(what, out var made))
        {
            _made[what] = made = await make();
        }

        return (T)made;
    }

    /// <summary>A group's status; null where there is none, or it is on its way out.</summary>
    public async Task<string?> GroupStatusAsync(string id)
    {
        using var client = ElastiCache();
        try
        {
            var response = await client.DescribeReplicationGroupsAsync(new DescribeReplicationGroupsRequest { ReplicationGroupId = id });
            return response.ReplicationGroups.Single().Status is var status && status != "deleting" ? status : null;
        }
        catch (ReplicationGroupNotFoundException)
        {
            return null;
        }
    }

    /// <summary>A request with short waits.</summary>
    public static object Request(
        object source,
        TestBucket export,
        IEnumerable<object>? destinations = null,
        bool keepSnapshot = false,
        bool repairGrant = false,
        object? verification = null) => new
        {
            Source = source,
            ExportBucket = export.Name,
            Destinations = destinations ?? [],
            KeepSnapshot = keepSnapshot,
            RepairGrant = repairGrant,
            Verification = verification,
            Polling = new { IntervalSeconds = 2, MaximumIntervalSeconds = 10, SnapshotDeadlineSeconds = 600, ExportDeadlineSeconds = 600 },
        };

    /// <summary>The names of all snapshots in the Region that are not on their way out.</summary>
    public async Task<string[]> SnapshotNamesAsync()
    {
        using var client = ElastiCache();
        var response = await client.DescribeSnapshotsAsync(new DescribeSnapshotsRequest());
        return [.. (response.Snapshots ?? []).Where(snapshot => snapshot.SnapshotStatus != "deleting").Select(snapshot => snapshot.SnapshotName)];
    }

    /// <summary>Removes a snapshot a test has left on purpose.</summary>
    public async Task DeleteSnapshotAsync(string name)
    {
        using var client = ElastiCache();
        await client.DeleteSnapshotAsync(new DeleteSnapshotRequest { SnapshotName = name });
    }

    private async Task CreateCachesAsync()
    {
        using var client = ElastiCache();
        await client.CreateReplicationGroupAsync(new CreateReplicationGroupRequest
        {
            ReplicationGroupId = "orders",
            ReplicationGroupDescription = "A primary and a replica",
            Engine = "valkey",
            CacheNodeType = "cache.t4g.small",
            NumCacheClusters = 2,
            SnapshotRetentionLimit = 1,
        });
        await client.CreateReplicationGroupAsync(new CreateReplicationGroupRequest
        {
            ReplicationGroupId = "sessions",
            ReplicationGroupDescription = "Two shards",
            Engine = "redis",
            CacheNodeType = "cache.t4g.small",
            NumNodeGroups = 2,
            ReplicasPerNodeGroup = 0,
            ClusterMode = ClusterMode.Enabled,
        });
        await WaitUntilAvailableAsync(client, "orders");
        await WaitUntilAvailableAsync(client, "sessions");
    }

    private static async Task WaitUntilAvailableAsync(AmazonElastiCacheClient client, string id)
    {
        using var limit = new CancellationTokenSource(Longest);
        while (true)
        {
            var response = await client.DescribeReplicationGroupsAsync(new DescribeReplicationGroupsRequest { ReplicationGroupId = id }, limit.Token);
            if (response.ReplicationGroups.Single().Status == "available")
            {
                return;
            }

            // Real servers start: there is no clock to turn forward.
            await Task.Delay(50, limit.Token);
        }
    }
}
