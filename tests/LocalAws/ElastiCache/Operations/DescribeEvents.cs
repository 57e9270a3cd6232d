using System.Xml.Linq;
using CacheBackup.LocalAws.ElastiCache.Model;
using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Operations;

internal sealed class DescribeEvents(Backend backend) : StateOperation
{
    private const int MostMinutes = 14 * 24 * 60;

    private static readonly string[] SourceTypes =
    [
        "cache-cluster", "cache-parameter-group", "cache-security-group", "cache-subnet-group", "replication-group", "serverless-cache",
        "serverless-cache-snapshot", "user", "user-group",
    ];

    public override IReadOnlyCollection<string> Supported { get; } =
        ["SourceIdentifier", "SourceType", "StartTime", "EndTime", "Duration", "MaxRecords", "Marker"];

    protected override IEnumerable<XElement?> Run(OperationCall call)
    {
        var parameters = call.Parameters;
        var type = parameters.OneOf("SourceType", SourceTypes);
        var id = parameters.Text("SourceIdentifier")?.ToLowerInvariant();
        var (start, end) = Interval(parameters, backend.Now);
        return Page.Of(
            call.State.Events.At(backend.Now).Where(item =>
                item.Date >= start && item.Date <= end && (type is null || item.SourceType == type) && (id is null || item.SourceId == id)),
            item => $"{item.Sequence:D12}",
            parameters,
            100,
            "Events",
            Write);
    }

    /// <summary>The last hour unless the request says otherwise.</summary>
    private static (DateTimeOffset Start, DateTimeOffset End) Interval(QueryParameters parameters, DateTimeOffset now)
    {
        var (start, end) = (parameters.Time("StartTime"), parameters.Time("EndTime"));
        var duration = parameters.Number("Duration", 1, MostMinutes);
        if (start is not null && duration is not null && end is not null)
        {
            throw ServiceError.InvalidCombination("StartTime, EndTime and Duration cannot all be given.");
        }

        var length = TimeSpan.FromMinutes(duration ?? 60);
        var last = end ?? (start is { } from && duration is not null ? from + length : now);
        var first = start ?? last - length;
        return first <= last
            ? (first, last)
            : throw ServiceError.InvalidCombination("The start time must not be after the end time.");
    }

    private static XElement Write(CacheEvent item) => Xml.Structure(
        "Event",
        Xml.Field("SourceIdentifier", item.SourceId),
        Xml.Field("SourceType", item.SourceType),
        Xml.Field("Message", item.Message),
        Xml.Field("Date", item.Date));
}
