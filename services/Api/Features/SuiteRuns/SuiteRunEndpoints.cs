using Orchestra.Api.Features.Reports;
using Orchestra.Api.Idempotency;
using Orchestra.Api.Streaming;
using Orchestra.Contracts.Reports;
using Orchestra.ServiceDefaults.Identity;
using Orchestra.ServiceDefaults.Logs;

namespace Orchestra.Api.Features.SuiteRuns;

internal static class SuiteRunEndpoints
{
    public static void MapSuiteRuns(this IEndpointRouteBuilder app)
    {
        var runs = app.MapGroup("/api/v1/suiteruns").WithTags("Suite runs").RequirePermission(Permission.View).WithLogField("suiteRunId");
        runs.MapPost("/", CreateSuiteRun.HandleAsync)
            .WithName("CreateSuiteRun")
            .WithSummary("Run a suite: its scenarios along their dependencies, in parallel where they are free")
            .RequirePermission(Permission.Run)
            .Idempotent();
        runs.MapGet("/", GetSuiteRuns.ListAsync).WithName("ListSuiteRuns").WithSummary("Suite runs, newest first");
        runs.MapGet("/{id:guid}", GetSuiteRuns.HandleAsync).WithName("GetSuiteRun").WithSummary("One suite run with its runs");
        runs.MapGet("/{id:guid}/events", GetSuiteRuns.StreamAsync)
            .WithName("StreamSuiteRun")
            .WithSummary("The suite run's events as SSE")
            .Streams();
        runs.MapGet("/{id:guid}/report", GetSuiteRuns.ReportAsync)
            .WithName("GetSuiteRunReport")
            .WithSummary("The report: format=json, ndjson, junit, html or allure (a zip)")
            .WritesReport<SuiteReport>();
        runs.MapPost("/{id:guid}/cancel", CancelSuiteRun.HandleAsync)
            .WithName("CancelSuiteRun")
            .WithSummary("Stop a suite run")
            .RequirePermission(Permission.Run);
        runs.MapPost("/{id:guid}/rerun", RerunSuiteRun.HandleAsync)
            .WithName("RerunSuiteRun")
            .WithSummary("Run a suite run again, or what did not pass of it")
            .RequirePermission(Permission.Run)
            .Idempotent();
    }
}
