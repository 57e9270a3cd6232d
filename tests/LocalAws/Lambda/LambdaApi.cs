using System.Text.Json;
using CacheBackup.LocalAws.Hosting;
using Microsoft.AspNetCore.Http;

namespace CacheBackup.LocalAws.Lambda;

/// <summary>The REST API: Invoke, GetFunction, GetFunctionConfiguration, ListFunctions.</summary>
internal sealed class LambdaApi(LambdaService service)
{
    private const string Prefix = "/2015-03-31/functions";

    public async Task HandleAsync(AwsCall call)
    {
        call.Http.Response.Headers["x-amzn-RequestId"] = call.RequestId;
        try
        {
            await RouteAsync(call);
        }
        catch (LambdaException failure)
        {
            call.Http.Response.Headers["x-amzn-ErrorType"] = failure.Code;
            call.Http.Response.StatusCode = failure.Status;
            await JsonAsync(call, new { Type = failure.Status < 500 ? "User" : "Service", Message = failure.Message });
        }
    }

    private static Task JsonAsync(AwsCall call, object body)
    {
        call.Http.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(call.Http.Response.Body, body, cancellationToken: call.Aborted);
    }

    private static object Describe(Function function) => new
    {
        FunctionName = function.Configuration.Name,
        FunctionArn = function.Arn,
        Role = function.Configuration.RoleArn,
        function.Configuration.Handler,
        Timeout = (int)function.Configuration.Timeout.TotalSeconds,
        MemorySize = function.Configuration.MemoryMegabytes,
        Version = "$LATEST",
        PackageType = "Zip",
        State = "Active",
        LastUpdateStatus = "Successful",
        Environment = new { Variables = function.Configuration.Environment },
    };

    private Task RouteAsync(AwsCall call)
    {
        var path = call.Http.Request.Path.Value!;
        var segments = path.StartsWith(Prefix, StringComparison.Ordinal)
            ? path[Prefix.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray()
            : ["?", "?", "?"];
        return (call.Http.Request.Method, segments) switch
        {
            ("POST", [var name, "invocations"]) => InvokeAsync(call, name),
            ("GET", []) => JsonAsync(call, new { Functions = service.All(call.Region).Select(Describe) }),
            ("GET", [var name]) => JsonAsync(call, new { Configuration = Describe(service.Get(name, call.Region)) }),
            ("GET", [var name, "configuration"]) => JsonAsync(call, Describe(service.Get(name, call.Region))),
            _ => throw new LambdaException(
                StatusCodes.Status501NotImplemented,
                "NotImplementedException",
                $"LocalAws does not support {call.Http.Request.Method} {path}."),
        };
    }

    private async Task InvokeAsync(AwsCall call, string name)
    {
        if (call.Http.Request.Query["Qualifier"].FirstOrDefault() is { Length: > 0 } qualifier)
        {
            name = $"{name}:{qualifier}";
        }

        var function = service.Get(name, call.Region);
        var payload = await ReadPayloadAsync(call);
        switch (call.Http.Request.Headers["X-Amz-Invocation-Type"].FirstOrDefault() ?? "RequestResponse")
        {
            case "RequestResponse":
                await AnswerAsync(call, name, payload);
                break;
            case "Event":
                _ = service.InvokeAsync(call with { Http = new DefaultHttpContext() }, name, payload, withLog: false);
                call.Http.Response.StatusCode = StatusCodes.Status202Accepted;
                break;
            case "DryRun":
                call.Http.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            case var other:
                throw new LambdaException(
                    StatusCodes.Status400BadRequest,
                    "InvalidParameterValueException",
                    $"Unsupported invocation type: {other} for {function.Arn}");
        }
    }

    private async Task AnswerAsync(AwsCall call, string name, byte[] payload)
    {
        var withLog = call.Http.Request.Headers["X-Amz-Log-Type"].FirstOrDefault() == "Tail";
        var (answer, logTail) = await service.InvokeAsync(call, name, payload, withLog);
        var response = call.Http.Response;
        response.Headers["X-Amz-Executed-Version"] = "$LATEST";
        if (answer.IsError)
        {
            response.Headers["X-Amz-Function-Error"] = "Unhandled";
        }

        if (withLog)
        {
            response.Headers["X-Amz-Log-Result"] = Convert.ToBase64String(logTail);
        }

        response.ContentType = "application/json";
        await response.Body.WriteAsync(answer.Payload, call.Aborted);
    }

    private static async Task<byte[]> ReadPayloadAsync(AwsCall call)
    {
        using var body = new MemoryStream();
        await call.Http.Request.Body.CopyToAsync(body, call.Aborted);
        if (body.Length > RuntimeApi.LargestPayload)
        {
            throw new LambdaException(
                StatusCodes.Status413PayloadTooLarge,
                "RequestTooLargeException",
                $"Request must be smaller than {RuntimeApi.LargestPayload} bytes for the InvokeFunction operation");
        }

        try
        {
            return body.Length == 0 ? "{}"u8.ToArray() : Checked(body.ToArray());
        }
        catch (JsonException error)
        {
            throw new LambdaException(
                StatusCodes.Status400BadRequest,
                "InvalidRequestContentException",
                $"Could not parse request body into json: {error.Message}");
        }
    }

    private static byte[] Checked(byte[] payload)
    {
        using var document = JsonDocument.Parse(payload);
        return payload;
    }
}
