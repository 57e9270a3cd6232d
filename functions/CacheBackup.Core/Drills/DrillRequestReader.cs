using System.Text.Json;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Requests;
using CacheBackup.Core.Restores;

namespace CacheBackup.Core.Drills;

/// <summary>Turns an execution's input into a <see cref="DrillRequest"/>, or into one error that lists all its problems.</summary>
internal static class DrillRequestReader
{
    private static readonly DrillRequest Defaults = new("", null, new LatestBackup("", "").KeyPrefix, CacheTag.Default, null, new RestorePolling());

    public static DrillRequest Read(JsonElement element)
    {
        var problems = new RequestProblems();
        var request = FieldReader.Of(element, "", problems) is { } fields ? ReadRequest(element, fields, problems) : Defaults;
        problems.ThrowIfAny((fact, hint) => new InvalidDrillRequestException(fact, hint));
        return request;
    }

    private static DrillRequest ReadRequest(JsonElement element, FieldReader fields, RequestProblems problems)
    {
        var request = new DrillRequest(
            fields.RequiredText(nameof(DrillRequest.Bucket)) ?? "",
            fields.Text(nameof(DrillRequest.AccountId)),
            fields.Text(nameof(DrillRequest.KeyPrefix)) ?? Defaults.KeyPrefix,
            ReadTag(fields, problems),
            fields.Object(nameof(DrillRequest.NewCache)) is null ? null : element.GetProperty(nameof(DrillRequest.NewCache)),
            RestoreRequestReader.ReadPolling(fields));
        fields.RefuseOthers();
        RequestRules.CheckAccount(request.AccountId, nameof(request.AccountId), problems);
        RequestRules.CheckKeyPrefix(request.KeyPrefix, nameof(request.KeyPrefix), problems);
        CheckCache(request, problems);
        return request;
    }

    private static CacheTag ReadTag(FieldReader fields, RequestProblems problems)
    {
        if (fields.Object(nameof(DrillRequest.Tag)) is not { } tag)
        {
            return Defaults.Tag;
        }

        var read = new CacheTag(tag.RequiredText(nameof(CacheTag.Key)) ?? "", tag.Text(nameof(CacheTag.Value)) ?? "");
        tag.RefuseOthers();
        if (read.Key.Length > 128 || read.Value.Length > 256)
        {
            problems.Add(tag.Path, $"\"{read}\"", "a key has 1 to 128 characters and a value 256 at most");
        }

        return read;
    }

    // By the very rules of the restore machine, which would refuse it only when the drill has begun.
    private static void CheckCache(DrillRequest request, RequestProblems problems)
    {
        if (request.NewCache is not { } cache)
        {
            return;
        }

        if (cache.TryGetProperty(nameof(NewCache.ReplicationGroupId), out var id))
        {
            problems.Add($"{nameof(request.NewCache)}.{nameof(NewCache.ReplicationGroupId)}", id.GetRawText(), "a drill names its caches itself; leave it out");
        }

        var soundOtherwise = request with { Bucket = "any", AccountId = null };
        RestoreRequestReader.Read(RestoreOrder.Of(soundOtherwise, "any/manifest.json", "20260101t000000z-00000000"), problems);
    }
}
