using System.Collections.Concurrent;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.S3.Authorization;
using CacheBackup.LocalAws.S3.Network;
using CacheBackup.LocalAws.S3.Operations;
using CacheBackup.LocalAws.S3.Storage;
using CacheBackup.LocalAws.S3.Wire;
using Microsoft.AspNetCore.Http;

namespace CacheBackup.LocalAws.S3;

/// <summary>
/// Amazon S3 on this machine: strict, and enforcing. Objects lie on disk and stream both ways; names, settings and
/// versions are kept in memory and go with the process.
/// </summary>
public sealed class S3Service : IAwsService
{
    private readonly S3State _state;
    private readonly OperationTable _operations;
    private readonly ConcurrentDictionary<string, long> _requests = new(StringComparer.Ordinal);

    /// <summary>An S3 without buckets.</summary>
    public S3Service(LocalAwsContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _state = new S3State(
            context,
            new BucketRegistry(),
            new BlobStore(context.Scratch.CreateSubdirectory("s3")),
            new CopyNetwork(context.Options.Network, context.Pace));
        _operations = new OperationTable(_state);
    }

    /// <inheritdoc/>
    public string SigningName => "s3";

    /// <inheritdoc/>
    public async Task HandleAsync(AwsCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var request = new S3Request(call, _state.Context.Pace.Time);
        request.Response.Headers.Server = "AmazonS3";
        request.Response.Headers["x-amz-request-id"] = call.RequestId;
        request.Response.Headers["x-amz-id-2"] = Replies.HostId(request);
        try
        {
            await RunAsync(request);
        }
        catch (S3Exception error) when (!request.Response.HasStarted)
        {
            await request.ReplyAsync(error);
        }
        catch (OperationCanceledException) when (call.Aborted.IsCancellationRequested)
        {
            // The client went away: nobody is left to answer.
        }
        catch (Exception error) when (!request.Response.HasStarted)
        {
            await request.ReplyAsync(
                new S3Exception(StatusCodes.Status500InternalServerError, "InternalError", $"The local S3 failed: {error}"));
        }
    }

    /// <summary>How many requests have come in for each operation, refused ones included.</summary>
    public IReadOnlyDictionary<string, long> Requests => _requests.ToDictionary();

    /// <summary>Makes an object of generated content the current version of a key, whatever was there.</summary>
    /// <param name="bucket">Of any account.</param>
    /// <exception cref="ArgumentException">There is no such bucket, or the object would have more than 10,000 parts.</exception>
    public void Put(string bucket, string key, GeneratedObject generated)
    {
        ArgumentNullException.ThrowIfNull(generated);
        GeneratedObjects.Put(_state, bucket, key, generated);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _state.Network.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task RunAsync(S3Request request)
    {
        Signatures.Check(request);
        UnsupportedHeaders.Refuse(request);
        var operation = _operations.Match(request);
        _requests.AddOrUpdate(operation.Name, 1, (_, before) => before + 1);
        if (await InjectedFaults.ApplyAsync(_state.Context.Faults, request, operation))
        {
            return;
        }

        if (request.Address.Bucket is { } name && !operation.NeedsNoBucket)
        {
            Enter(request, operation, name);
        }

        await operation.RunAsync(request);
    }

    /// <summary>Finds the bucket, and lets the request in or refuses it.</summary>
    private void Enter(S3Request request, S3Operation operation, string name)
    {
        var bucket = _state.Buckets.Find(name) ?? throw S3Errors.NoSuchBucket(name);
        if (operation.Name != "GetBucketLocation" || request.Call.Region != BucketRegions.Default)
        {
            BucketRegions.RequireRegion(request, bucket);
        }

        request.Bucket = bucket;
        if (operation.Name == "HeadBucket")
        {
            // Told even to those it is refused to: that is how SDKs find the Region.
            request.Response.Headers["x-amz-bucket-region"] = bucket.Region;
        }

        ExpectedOwner.Check(request, "x-amz-expected-bucket-owner", bucket);
        if (operation.ActionFor(request) is { } action)
        {
            var key = request.Address.Key;
            var target = key is null ? null : bucket.Objects.Find(key, request.VersionId);
            var tags = TagSets.FromHeader(request.Header("x-amz-tagging"));
            Authorizer.Demand(request, new AccessRequest(action, bucket, key, target) { RequestTags = tags });
        }
    }
}
