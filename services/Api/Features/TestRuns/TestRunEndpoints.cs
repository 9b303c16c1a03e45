using Orchestra.Api.Features.Reports;
using Orchestra.Api.Idempotency;
using Orchestra.Api.OpenApi;
using Orchestra.Api.Streaming;
using Orchestra.Contracts.Reports;
using Orchestra.ServiceDefaults.Identity;
using Orchestra.ServiceDefaults.Logs;

namespace Orchestra.Api.Features.TestRuns;

internal static class TestRunEndpoints
{
    public static void MapTestRuns(this IEndpointRouteBuilder app)
    {
        var runs = app.MapGroup("/api/v1/testruns").WithTags("Runs").RequirePermission(Permission.View).WithLogField("runId");
        runs.MapPost("/", CreateTestRun.HandleAsync)
            .WithName("CreateTestRun")
            .WithSummary("Run a scenario")
            .RequirePermission(Permission.Run)
            .Idempotent();
        runs.MapGet("/", GetTestRuns.ListAsync).WithName("ListTestRuns").WithSummary("Runs, newest first");
        runs.MapGet("/{id:guid}", GetTestRuns.HandleAsync).WithName("GetTestRun").WithSummary("One run");
        runs.MapGet("/{id:guid}/why", WhyTestRun.HandleAsync).WithName("GetTestRunWhy").WithSummary("Why a waiting run waits");
        runs.MapGet("/{id:guid}/steps", GetTestRuns.StepsAsync).WithName("GetTestRunSteps").WithSummary("Every attempt of every step");
        runs.MapGet("/{id:guid}/steps/{index:int}/artifacts/{artifactId:guid}", GetStepArtifact.HandleAsync)
            .WithName("GetStepArtifact")
            .WithSummary("A part of a step's payload that was too large for the journal, as a file; takes Range and If-None-Match")
            .Produces(StatusCodes.Status200OK)
            .WithMetadata(new TextAnswerMetadata("application/json"), new TextAnswerMetadata("text/plain"));
        runs.MapGet("/{id:guid}/report", GetTestRunReport.HandleAsync)
            .WithName("GetTestRunReport")
            .WithSummary("The report: format=json, ndjson, junit, html or allure (a zip)")
            .WritesReport<RunReport>();
        runs.MapGet("/{id:guid}/events", StreamTestRun.HandleAsync)
            .WithName("StreamTestRun")
            .WithSummary("The run's events as SSE; resumable with Last-Event-ID")
            .Streams();
        runs.MapPost("/{id:guid}/rerun", RerunTestRun.HandleAsync)
            .WithName("RerunTestRun")
            .WithSummary("Run the same plan again, whole or from a step")
            .RequirePermission(Permission.Run)
            .Idempotent();
        runs.MapPost("/{id:guid}/cancel", CancelTestRun.HandleAsync)
            .WithName("CancelTestRun")
            .WithSummary("Stop a run")
            .RequirePermission(Permission.Run);
    }
}
