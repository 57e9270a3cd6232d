using System.Text.Json.Nodes;

namespace CacheBackup.LocalAws.Commands.Executions;

/// <summary>
/// Reads what is new in the history of an execution and of those its distributed Maps have started, as one: the events of those others
/// get numbers of their own, and their start and end are left out.
/// </summary>
internal sealed class HistoryReader(LocalEndpoint endpoint, string executionArn)
{
    // More events than an execution can have, so that the numbers of two never meet.
    private const long NumbersPerExecution = 100_000;

    private readonly List<Followed> _followed = [new(executionArn, 0)];
    private readonly List<string> _mapRuns = [];

    /// <summary>What has happened since the last look, in the order of time; events of the execution itself last among equals.</summary>
    public async Task<IReadOnlyList<HistoryEvent>> ReadAsync(CancellationToken cancellationToken)
    {
        // The execution first: when it shows the end of a Map, all its children show theirs.
        var own = await ReadAsync(_followed[0], cancellationToken);
        _mapRuns.AddRange(own.Where(one => one.Type == "MapRunStarted").Select(one => (string)one.Details["mapRunArn"]!));
        await FollowChildrenAsync(cancellationToken);
        var all = new List<HistoryEvent>();
        foreach (var child in _followed.Skip(1))
        {
            var events = await ReadAsync(child, cancellationToken);
            all.AddRange(events.Where(one => !one.Type.StartsWith("Execution", StringComparison.Ordinal)));
        }

        return [.. all.Concat(own).OrderBy(one => one.At)];
    }

    private async Task FollowChildrenAsync(CancellationToken cancellationToken)
    {
        foreach (var mapRun in _mapRuns)
        {
            var answer = await endpoint.StatesAsync("ListExecutions", new JsonObject { ["mapRunArn"] = mapRun }, cancellationToken);
            foreach (var arn in answer["executions"]!.AsArray().Select(one => (string)one!["executionArn"]!))
            {
                if (!_followed.Exists(known => known.Arn == arn))
                {
                    _followed.Add(new Followed(arn, _followed.Count * NumbersPerExecution));
                }
            }
        }
    }

    private async Task<List<HistoryEvent>> ReadAsync(Followed followed, CancellationToken cancellationToken)
    {
        var fresh = new List<HistoryEvent>();
        string? next;
        do
        {
            var arguments = new JsonObject { ["executionArn"] = followed.Arn, ["maxResults"] = 1000 };
            if (followed.Page is not null)
            {
                arguments["nextToken"] = followed.Page;
            }

            var answer = await endpoint.StatesAsync("GetExecutionHistory", arguments, cancellationToken);
            var events = answer["events"]!.AsArray().Select(one => HistoryEvent.Parse(one!.AsObject())).Where(one => one.Id > followed.Seen);
            foreach (var one in events.ToList())
            {
                followed.Seen = one.Id;
                fresh.Add(one with
                {
                    Id = one.Id + followed.Offset,
                    PreviousId = one.PreviousId == 0 ? 0 : one.PreviousId + followed.Offset,
                });
            }

            next = (string?)answer["nextToken"];
            followed.Page = next ?? followed.Page;
        }
        while (next is not null);
        return fresh;
    }

    private sealed class Followed(string arn, long offset)
    {
        public string Arn { get; } = arn;

        public long Offset { get; } = offset;

        public string? Page { get; set; }

        public long Seen { get; set; }
    }
}
