using System.Globalization;
using System.Xml.Linq;
using CacheBackup.LocalAws.S3.Wire;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>Reads a lifecycle configuration as strictly as S3 takes it.</summary>
internal static class LifecycleRules
{
    private const int MaxRules = 1000;
    private const int MaxIdLength = 255;

    private static readonly string[] Actions =
        ["Expiration", "Transition", "NoncurrentVersionExpiration", "NoncurrentVersionTransition", "AbortIncompleteMultipartUpload"];

    private static readonly string[] Filters = ["Prefix", "Tag", "ObjectSizeGreaterThan", "ObjectSizeLessThan"];

    private static readonly string[] StorageClasses =
        ["STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER", "GLACIER_IR", "DEEP_ARCHIVE"];

    /// <returns>The configuration as it is returned, every rule with an id.</returns>
    /// <exception cref="S3Exception">S3 would not take it.</exception>
    public static XElement Read(ReadOnlyMemory<byte> body)
    {
        var document = S3Xml.Parse(body, "LifecycleConfiguration").Only("Rule");
        var rules = document.Elements().ToList();
        if (rules.Count is 0 or > MaxRules)
        {
            throw S3Errors.MalformedXml();
        }

        rules.ForEach(Check);
        if (rules.DistinctBy(rule => rule.Text("ID")).Count() < rules.Count)
        {
            throw Invalid("Rule ID must be unique. Found same ID for more than one rule", "ID", rules[^1].Text("ID")!);
        }

        return InNamespace(document);
    }

    private static void Check(XElement rule)
    {
        rule.Only(["ID", "Status", "Filter", "Prefix", .. Actions]);
        CheckId(rule);
        if (rule.RequiredText("Status") is not ("Enabled" or "Disabled")
            || (rule.Child("Filter") is null) == (rule.Child("Prefix") is null))
        {
            throw S3Errors.MalformedXml();
        }

        CheckFilter(rule.Child("Filter"));
        if (!Actions.Any(action => rule.Children(action).Any()))
        {
            throw S3Errors.InvalidRequest("At least one action needs to be specified in a rule");
        }

        CheckExpiration(rule.Child("Expiration"));
        CheckAbort(rule.Child("AbortIncompleteMultipartUpload"));
        CheckNoncurrent(rule.Child("NoncurrentVersionExpiration")?.Only("NoncurrentDays", "NewerNoncurrentVersions"));
        foreach (var transition in rule.Children("Transition"))
        {
            CheckTransition(transition.Only("Days", "Date", "StorageClass"), "Days", "Date");
        }

        foreach (var transition in rule.Children("NoncurrentVersionTransition"))
        {
            CheckTransition(transition.Only("NoncurrentDays", "NewerNoncurrentVersions", "StorageClass"), "NoncurrentDays", null);
        }
    }

    private static void CheckId(XElement rule)
    {
        if (rule.Text("ID") is not { Length: > 0 } id)
        {
            rule.Child("ID")?.Remove();
            rule.AddFirst(new XElement(rule.Name.Namespace + "ID", Guid.NewGuid().ToString()));
        }
        else if (id.Length > MaxIdLength)
        {
            throw Invalid($"ID length should not exceed allowed limit of {MaxIdLength}", "ID", id);
        }
    }

    private static void CheckFilter(XElement? filter)
    {
        if (filter?.Only([.. Filters, "And"]).Elements().Count() > 1)
        {
            throw S3Errors.MalformedXml();
        }

        if (filter?.Child("And")?.Only(Filters).Elements().Count() < 2)
        {
            throw S3Errors.MalformedXml();
        }
    }

    private static void CheckExpiration(XElement? expiration)
    {
        if (expiration is null)
        {
            return;
        }

        if (expiration.Only("Days", "Date", "ExpiredObjectDeleteMarker").Elements().Count() != 1)
        {
            throw S3Errors.MalformedXml();
        }

        PositiveDays(expiration, "Days", "'Days' for Expiration action must be a positive integer");
        Midnight(expiration);
    }

    private static void CheckAbort(XElement? abort)
    {
        if (abort is not null)
        {
            abort.Only("DaysAfterInitiation").RequiredText("DaysAfterInitiation");
            PositiveDays(
                abort, "DaysAfterInitiation", "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer");
        }
    }

    private static void CheckNoncurrent(XElement? noncurrent)
    {
        if (noncurrent is not null)
        {
            noncurrent.RequiredText("NoncurrentDays");
            PositiveDays(
                noncurrent, "NoncurrentDays", "'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer");
        }
    }

    private static void CheckTransition(XElement transition, string days, string? date)
    {
        if (!StorageClasses.Contains(transition.RequiredText("StorageClass"))
            || (transition.Child(days) is null) == (date is null || transition.Child(date) is null))
        {
            throw S3Errors.MalformedXml();
        }

        if (transition.Text(days) is { } text && Days(text) < 0)
        {
            throw Invalid($"'{days}' for Transition action must be nonnegative", days, text);
        }

        Midnight(transition);
    }

    private static void PositiveDays(XElement element, string name, string message)
    {
        if (element.Text(name) is { } text && Days(text) <= 0)
        {
            throw Invalid(message, name, text);
        }
    }

    private static int Days(string text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var days) ? days : throw S3Errors.MalformedXml();

    private static void Midnight(XElement element)
    {
        if (element.Text("Date") is not { } text)
        {
            return;
        }

        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
        {
            throw S3Errors.MalformedXml();
        }

        if (date.ToUniversalTime().TimeOfDay != TimeSpan.Zero)
        {
            throw Invalid("'Date' must be at midnight GMT", "Date", text);
        }
    }

    private static S3Exception Invalid(string message, string name, string value) => S3Errors.InvalidArgument(message, name, value);

    private static XElement InNamespace(XElement element) => element.HasElements
        ? S3Xml.Element(element.Name.LocalName, element.Elements().Select(InNamespace))
        : S3Xml.Element(element.Name.LocalName, element.Value);
}
