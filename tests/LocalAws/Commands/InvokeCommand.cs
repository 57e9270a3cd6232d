using System.CommandLine;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CacheBackup.LocalAws.Hosting;

namespace CacheBackup.LocalAws.Commands;

/// <summary><c>invoke</c>: runs one function, as <c>aws lambda invoke</c> and <c>sam local invoke</c> do.</summary>
internal static class InvokeCommand
{
    private static readonly JsonSerializerOptions Readable =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var function = new Argument<string>("function") { Description = "Its name, such as ValidateBucket." };
        var file = new Option<FileInfo>("--event") { Description = "A JSON file: the function's input.", Required = true };
        var (port, template) = (HostOptions.Port(), HostOptions.Template());
        var command = new Command("invoke", "Run one function: by the endpoint that `up` serves, or by one started for this call alone.")
        {
            function, file, port, template,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var json = await ReadAsync(parsed.GetRequiredValue(file), cancellationToken);
            using var running = HostOptions.EndpointAt(parsed.GetValue(port));
            if (await running.IsListeningAsync(cancellationToken))
            {
                return await InvokeAsync(running, parsed.GetRequiredValue(function), json, cancellationToken);
            }

            var options = new LocalAwsOptions { Port = 0 };
            await using var session = await LocalSession.StartAsync(options, parsed.GetRequiredValue(template), cancellationToken);
            using var own = new LocalEndpoint(session.Address, options);
            return await InvokeAsync(own, parsed.GetRequiredValue(function), json, cancellationToken);
        });
        return command;
    }

    private static async Task<int> InvokeAsync(LocalEndpoint endpoint, string function, string json, CancellationToken cancellationToken)
    {
        var (payload, isError) = await AnswerAsync(endpoint, function, json, cancellationToken);
        if (isError)
        {
            await Console.Error.WriteLineAsync($"{(string?)payload?["errorType"]}: {(string?)payload?["errorMessage"]}");
            return 1;
        }

        Console.WriteLine(payload?.ToJsonString(Readable) ?? "null");
        return 0;
    }

    private static async Task<(JsonNode? Payload, bool IsError)> AnswerAsync(
        LocalEndpoint endpoint, string function, string json, CancellationToken cancellationToken)
    {
        try
        {
            return await endpoint.InvokeAsync(function, json, cancellationToken);
        }
        catch (LocalEndpointException error) when (error.Status == HttpStatusCode.NotFound)
        {
            throw new CommandException(
                $"There is no function {function}.", "Name one as template.yaml does, such as ValidateBucket.", error);
        }
    }

    private static async Task<string> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            var json = await File.ReadAllTextAsync(file.FullName, cancellationToken);
            JsonNode.Parse(json);
            return json;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new CommandException(
                $"The event cannot be read from {file}: {error.Message}",
                "Name a JSON file, such as tests/events/validate-bucket.json.",
                error);
        }
    }
}
