using System.Net;
using System.Xml.Linq;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.Redis;

namespace CacheBackup.LocalTests.ElastiCache;

/// <summary>A host of its own per test, asked over raw HTTP: what the SDKs hide is what is tested here.</summary>
internal sealed class LocalElastiCache : IAsyncDisposable
{
    public const string Region = "eu-west-1";
    private readonly HttpClient _http = new();

    private LocalElastiCache(LocalAwsHost host) => Host = host;

    public LocalAwsHost Host { get; }

    /// <param name="timeScale">High enough by default that only real work takes time.</param>
    /// <param name="time">The clock of timestamps and waits.</param>
    public static async Task<LocalElastiCache> StartAsync(double timeScale = 10_000, TimeProvider? time = null) =>
        new(await LocalAwsHost.StartAsync(new LocalAwsOptions { Port = 0, TimeScale = timeScale }, time));

    /// <summary>Calls an operation that must succeed.</summary>
    /// <returns>Its result element, without XML namespaces.</returns>
    public async Task<XElement> CallAsync(string action, params (string Name, object Value)[] parameters)
    {
        var (status, answer) = await SendAsync(action, parameters);
        status.ShouldBe(HttpStatusCode.OK, answer.ToString());
        answer.Name.LocalName.ShouldBe($"{action}Response");
        answer.Element("ResponseMetadata")!.Element("RequestId").ShouldNotBeNull();
        return answer.Element($"{action}Result")!;
    }

    /// <summary>Calls an operation that must fail.</summary>
    public async Task<(int Status, string Code, string Message)> FailAsync(string action, params (string Name, object Value)[] parameters)
    {
        var (status, answer) = await SendAsync(action, parameters);
        answer.Name.LocalName.ShouldBe("ErrorResponse", answer.ToString());
        var error = answer.Element("Error")!;
        return ((int)status, error.Element("Code")!.Value, error.Element("Message")!.Value);
    }

    public async Task<(HttpStatusCode Status, XElement Answer)> SendAsync(
        string action, (string Name, object Value)[] parameters, string accessKeyId = "test", string region = Region)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Host.Context.Endpoint);
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential={accessKeyId}/20261101/{region}/elasticache/aws4_request, SignedHeaders=host, Signature=0");
        var pairs = parameters.Select(pair => KeyValuePair.Create(pair.Name, $"{pair.Value}"));
        request.Content = new FormUrlEncodedContent([new("Action", action), new("Version", "2015-02-02"), .. pairs]);
        using var response = await _http.SendAsync(request);
        return (response.StatusCode, WithoutNamespaces(XElement.Parse(await response.Content.ReadAsStringAsync())));
    }

    /// <summary>Creates a group and waits until it is available.</summary>
    public async Task<XElement> CreateGroupAsync(string id, params (string Name, object Value)[] more)
    {
        var given = more.ToDictionary(pair => pair.Name, pair => pair.Value);
        given.TryAdd("ReplicationGroupId", id);
        given.TryAdd("ReplicationGroupDescription", "a test");
        given.TryAdd("CacheNodeType", "cache.t4g.micro");
        await CallAsync("CreateReplicationGroup", [.. given.Select(pair => (pair.Key, pair.Value))]);
        return await UntilGroupIsAsync(id, "available");
    }

    public Task<XElement> UntilGroupIsAsync(string id, string status) =>
        UntilAsync("DescribeReplicationGroups", "ReplicationGroup", "Status", status, ("ReplicationGroupId", id));

    public Task<XElement> UntilSnapshotIsAsync(string name, string status) =>
        UntilAsync("DescribeSnapshots", "Snapshot", "SnapshotStatus", status, ("SnapshotName", name), ("ShowNodeGroupConfig", "true"));

    public Task<XElement> UntilClusterIsAsync(string id, string status) =>
        UntilAsync("DescribeCacheClusters", "CacheCluster", "CacheClusterStatus", status, ("CacheClusterId", id),
            ("ShowCacheNodeInfo", "true"));

    /// <summary>Asks until the answer is a certain error.</summary>
    public async Task UntilFailsAsync(string code, string action, params (string Name, object Value)[] parameters)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await SendAsync(action, parameters)).Answer.Element("Error")?.Element("Code")?.Value != code)
        {
            await Task.Delay(20, limit.Token);
        }
    }

    /// <summary>A connection to an <c>Endpoint</c> element's server.</summary>
    public static Task<RespConnection> ConnectAsync(XElement endpoint) =>
        RespConnection.ConnectAsync(endpoint.Element("Address")!.Value, (int)endpoint.Element("Port")!, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Host.DisposeAsync();
    }

    private async Task<XElement> UntilAsync(
        string action, string element, string statusField, string status, params (string Name, object Value)[] parameters)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var found = (await CallAsync(action, parameters)).Descendants(element).First();
            if (found.Element(statusField)!.Value == status)
            {
                return found;
            }

            await Task.Delay(20, limit.Token);
        }
    }

    private static XElement WithoutNamespaces(XElement element) =>
        new(element.Name.LocalName, element.HasElements ? element.Elements().Select(WithoutNamespaces) : element.Value);
}
