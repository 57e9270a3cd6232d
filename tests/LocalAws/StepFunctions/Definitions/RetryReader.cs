using System.Text.Json;

namespace CacheBackup.LocalAws.StepFunctions.Definitions;

/// <summary>Reads <c>Retry</c>.</summary>
internal static class RetryReader
{
    private const int Largest = 99_999_999;
    private const int LongestDelay = 31_622_399;

    public static IReadOnlyList<Retrier> Retriers(Fields fields)
    {
        var retry = ErrorLists.Objects(fields, "Retry");
        var retriers = retry.Select(Read).ToList();
        ErrorLists.CheckWildcards([.. retriers.Select(retrier => retrier.ErrorEquals)], fields, "Retry");
        return retriers;
    }

    private static Retrier Read(Fields fields)
    {
        fields.Take("Comment");
        var interval = fields.WholeNumber("IntervalSeconds", 1, 1, Largest);
        var maxDelay = fields.WholeNumber("MaxDelaySeconds", 0, 1, LongestDelay);
        if (maxDelay != 0 && maxDelay <= interval)
        {
            throw fields.Refuse("MaxDelaySeconds", "must be larger than IntervalSeconds.");
        }

        var retrier = new Retrier(
            ErrorLists.ErrorEquals(fields),
            interval,
            fields.WholeNumber("MaxAttempts", 3, 0, Largest),
            BackoffRate(fields),
            maxDelay == 0 ? null : maxDelay,
            IsFullJitter(fields));
        fields.Done();
        return retrier;
    }

    private static double BackoffRate(Fields fields) => fields.Take("BackoffRate") switch
    {
        null => 2.0,
        { ValueKind: JsonValueKind.Number } value when value.GetDouble() >= 1 => value.GetDouble(),
        _ => throw fields.Refuse("BackoffRate", "must be a number of at least 1."),
    };

    private static bool IsFullJitter(Fields fields) => fields.OptionalText("JitterStrategy") switch
    {
        null or "NONE" => false,
        "FULL" => true,
        _ => throw fields.Refuse("JitterStrategy", "must be 'FULL' or 'NONE'."),
    };
}
