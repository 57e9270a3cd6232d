namespace Amazon.ElastiCache.Model;

public class Event
{
    public string SourceIdentifier { get; set; }

    public SourceType SourceType { get; set; }

    public string Message { get; set; }

    public DateTime? Date { get; set; }
}
