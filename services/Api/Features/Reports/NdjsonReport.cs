using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts;
using Orchestra.Contracts.Reports;

namespace Orchestra.Api.Features.Reports;

/// <summary>
/// A report as lines of JSON, each sent as it is read: a <c>suite</c> line where there is a suite run, then for each run a <c>run</c> line
/// and a <c>step</c> line for each of its steps, at last an <c>end</c> line. A stream without it was cut off.
/// </summary>
internal sealed class NdjsonReport(SuiteReport? frame, IAsyncEnumerable<RunReport> runs) : IResult
{
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, aborted) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = "application/x-ndjson; charset=utf-8";
        if (frame is not null)
        {
            await WriteAsync(response, "suite", Without(frame, "runs"), aborted);
        }

        var (runCount, stepCount) = (0, 0);
        await foreach (var run in runs.WithCancellation(aborted))
        {
            await WriteAsync(response, "run", Without(run, "steps"), aborted);
            foreach (var step in run.Steps)
            {
                var line = Without(step);
                line.Insert(0, "runId", run.RunId.ToString());
                await WriteAsync(response, "step", line, aborted);
                stepCount++;
            }

            runCount++;
            await response.BodyWriter.FlushAsync(aborted);
        }

        await WriteAsync(response, "end", new JsonObject { ["runs"] = runCount, ["steps"] = stepCount }, aborted);
        await response.BodyWriter.FlushAsync(aborted);
    }

    private static JsonObject Without<T>(T item, params ReadOnlySpan<string> members)
    {
        var line = JsonSerializer.SerializeToNode(item, OrchestraJson.Options)!.AsObject();
        foreach (var member in members)
        {
            line.Remove(member);
        }

        return line;
    }

    private static async Task WriteAsync(HttpResponse response, string type, JsonObject line, CancellationToken aborted)
    {
        line.Insert(0, "type", type);
        await response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(line, OrchestraJson.Options), aborted);
        await response.Body.WriteAsync(LineEnd, aborted);
    }
}
