using Microsoft.AspNetCore.Http.HttpResults;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.Reading;
using Orchestra.Runs.States;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.TestRuns;

/// <summary>GET /testruns/{id}/why: what a run waits for, and what would let it go on.</summary>
internal static class WhyTestRun
{
    /// <param name="Code">Stable: DEPENDENCIES, TENANT_LIMIT, SCHEDULER, EXECUTOR, RUNNING, CANCELLING or ENDED.</param>
    /// <param name="Message">In plain words.</param>
    public sealed record Reason(string Code, string Message);

    public sealed record Response(Guid Id, RunStatus Status, IReadOnlyList<Reason> Reasons);

    public static async Task<Ok<Response>> HandleAsync(Guid id, RunReader runs, TenantContext tenant, CancellationToken cancellationToken)
    {
        var wait = await runs.WaitAsync(tenant.TenantId, id, cancellationToken) ?? throw ApiException.NotFound("run");
        return TypedResults.Ok(new Response(id, wait.Status, [ReasonOf(wait)]));
    }

    private static Reason ReasonOf(RunWait wait) =>
        wait.Status switch
        {
            RunStatus.Pending when wait is { IsBlocked: true, WaitsFor: { } others } => new Reason(
                "DEPENDENCIES",
                $"it depends on {others}"
            ),
            RunStatus.Pending when wait.Active >= wait.MaxParallel => new Reason(
                "TENANT_LIMIT",
                $"{wait.Active} of {wait.MaxParallel} runs of this tenant are queued or under way; {Ahead(wait)}. It goes on when one ends, or when maxParallelRuns is raised"
            ),
            RunStatus.Pending => new Reason("SCHEDULER", $"the scheduler takes it with its next pass, within a second; {Ahead(wait)}"),
            RunStatus.Queued => new Reason(
                "EXECUTOR",
                $"it waits for an executor with room; {Ahead(wait)}{(wait.Attempt > 1 ? $"; its executor fell silent, this is attempt {wait.Attempt}" : "")}. Where it stays, no executor is running, or all are full: start more"
            ),
            RunStatus.InProgress when wait.CancelRequested => new Reason(
                "CANCELLING",
                $"{wait.Reason ?? "somebody asked to stop it"}: its executor cuts off the step under way"
            ),
            RunStatus.InProgress => new Reason(
                "RUNNING",
                $"an executor runs it, last heard of at {wait.HeartbeatAt:yyyy-MM-ddTHH:mm:ss.fffZ}"
            ),
            RunStatus.Skipped or RunStatus.Cancelled when wait.Reason is { } reason => new Reason(
                "ENDED",
                $"it has ended: {WireNames.Of(wait.Status)}: {reason}"
            ),
            _ => new Reason("ENDED", $"it has ended: {WireNames.Of(wait.Status)}"),
        };

    private static string Ahead(RunWait wait) =>
        wait.Ahead switch
        {
            0 => "no run of this tenant comes before it",
            1 => "1 run of this tenant comes before it",
            var many => $"{many} runs of this tenant come before it",
        };
}
