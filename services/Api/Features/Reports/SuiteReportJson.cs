using System.Text.Json;
using Orchestra.Contracts;
using Orchestra.Contracts.Reports;

namespace Orchestra.Api.Features.Reports;

/// <summary>A suite's report as JSON, run by run: each is sent before the next is read.</summary>
internal sealed class SuiteReportJson(SuiteReport frame, IAsyncEnumerable<RunReport> runs) : IResult
{
    private const string Runs = "runs";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(
            response.BodyWriter,
            new JsonWriterOptions { Encoder = OrchestraJson.Options.Encoder, MaxDepth = OrchestraJson.Options.MaxDepth }
        );
        json.WriteStartObject();
        foreach (var member in JsonSerializer.SerializeToElement(frame, OrchestraJson.Options).EnumerateObject())
        {
            if (member.Name != Runs)
            {
                member.WriteTo(json);
            }
        }

        json.WriteStartArray(Runs);
        await foreach (var run in runs.WithCancellation(httpContext.RequestAborted))
        {
            JsonSerializer.Serialize(json, run, OrchestraJson.Options);
            await json.FlushAsync(httpContext.RequestAborted);
            await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(httpContext.RequestAborted);
    }
}
