namespace Amazon.ElastiCache.Model;

public class LogDeliveryConfiguration
{
    public LogType LogType { get; set; }

    public DestinationType DestinationType { get; set; }

    public DestinationDetails DestinationDetails { get; set; }

    public LogFormat LogFormat { get; set; }

    public LogDeliveryConfigurationStatus Status { get; set; }

    public string Message { get; set; }
}

public class LogDeliveryConfigurationRequest
{
    public LogType LogType { get; set; }

    public DestinationType DestinationType { get; set; }

    public DestinationDetails DestinationDetails { get; set; }

    public LogFormat LogFormat { get; set; }

    public bool? Enabled { get; set; }
}

public class PendingLogDeliveryConfiguration
{
    public LogType LogType { get; set; }

    public DestinationType DestinationType { get; set; }

    public DestinationDetails DestinationDetails { get; set; }

    public LogFormat LogFormat { get; set; }
}

public class DestinationDetails
{
    public CloudWatchLogsDestinationDetails CloudWatchLogsDetails { get; set; }

    public KinesisFirehoseDestinationDetails KinesisFirehoseDetails { get; set; }
}

public class CloudWatchLogsDestinationDetails
{
    public string LogGroup { get; set; }
}

public class KinesisFirehoseDestinationDetails
{
    public string DeliveryStream { get; set; }
}
