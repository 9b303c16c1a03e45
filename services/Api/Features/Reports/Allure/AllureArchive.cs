using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Orchestra.Contracts;
using Orchestra.Contracts.Reports;
using Orchestra.Contracts.Runs;

namespace Orchestra.Api.Features.Reports.Allure;

/// <summary>A zip of an Allure results directory: unpacked, <c>allure generate</c> reads it as it is.</summary>
internal sealed class AllureArchive(SuiteReport report) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, aborted) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = "application/zip";
        response.Headers.ContentDisposition = $"attachment; filename=\"allure-results-{report.SuiteRunId}.zip\"";
        // Bodies are cut in this format, and an entry's end is written synchronously, which the response refuses.
        using var buffer = new MemoryStream();
        await using (var zip = await ZipArchive.CreateAsync(buffer, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, aborted))
        {
            await WriteAsync(zip, aborted);
        }

        response.ContentLength = buffer.Length;
        buffer.Position = 0;
        await buffer.CopyToAsync(response.Body, aborted);
    }

    private async Task WriteAsync(ZipArchive zip, CancellationToken aborted)
    {
        await WriteAsync(zip, "environment.properties", Encoding.UTF8.GetBytes($"environment={Escaped(report.Environment)}\n"), aborted);
        await WriteAsync(
            zip,
            "executor.json",
            JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    name = "Orchestra",
                    type = "orchestra",
                    buildName = report.SuiteName,
                    reportName = report.SuiteName,
                },
                OrchestraJson.Options
            ),
            aborted
        );
        foreach (var run in report.Runs)
        {
            await WriteAsync(zip, $"{run.RunId}-result.json", Json(AllureResult.Of(report, run)), aborted);
            foreach (var step in run.Steps)
            {
                foreach (var what in AllureResult.Attachments(step.Payload))
                {
                    await WriteAsync(zip, AllureResult.AttachmentOf(run, step, what), ContentOf(step.Payload, what), aborted);
                }
            }
        }
    }

    private async Task WriteAsync(ZipArchive zip, string name, byte[] content, CancellationToken aborted)
    {
        var entry = zip.CreateEntry(name);
        // The same report gives the same bytes.
        entry.LastWriteTime = report.FinishedAt ?? report.CreatedAt;
        await using var stream = await entry.OpenAsync(aborted);
        await stream.WriteAsync(content, aborted);
    }

    private static byte[] ContentOf(StepPayload payload, string what) =>
        what switch
        {
            "request" => Json(payload.Request),
            "response" => Json(payload.Response),
            _ => Json(payload.Violations),
        };

    private static byte[] Json<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, OrchestraJson.Options);

    // A properties file: a backslash or a line end in a name must not begin another entry.
    private static string Escaped(string value) =>
        value
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\r", "\\r", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
}
