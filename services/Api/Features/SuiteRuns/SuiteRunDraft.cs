using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Planning;
using Orchestra.Contracts;
using Orchestra.Runs.Intake;

namespace Orchestra.Api.Features.SuiteRuns;

/// <summary>Plans the runs of a suite run; what waits for what is the caller's to add.</summary>
internal static class SuiteRunDraft
{
    public static async Task<NewSuiteRun> PlanAsync(
        RunPlanner planner,
        Suite suite,
        IReadOnlyCollection<(Scenario Scenario, ScenarioVersion Version)> scenarios,
        SuiteRunSettings settings,
        (string Subject, string Trigger, DateTimeOffset Now) by,
        CancellationToken cancellationToken
    )
    {
        var context = await planner.PrepareAsync(
            suite,
            new RunRequest(settings.EnvironmentId, null, settings.DataSetTag, settings.Mode),
            cancellationToken
        );
        var suiteRunId = Guid.CreateVersion7(by.Now);
        var runs = new List<NewRun>();
        foreach (var (scenario, version) in scenarios)
        {
            var runId = Guid.CreateVersion7(by.Now);
            var plan = await planner.PlanAsync(version.Body, context, runId, cancellationToken);
            runs.Add(
                new NewRun(
                    runId,
                    scenario.Id,
                    version.Version,
                    settings.Mode,
                    0,
                    context.Priorities.Of(null),
                    runId.ToString("N"),
                    by.Subject,
                    by.Trigger,
                    plan,
                    suiteRunId,
                    scenario.Position
                )
            );
        }

        var details = new JsonObject
        {
            ["coverage"] = JsonSerializer.SerializeToNode(suite.Coverage, OrchestraJson.Options),
            ["unbound"] = JsonSerializer.SerializeToNode(suite.Unbound, OrchestraJson.Options),
        };
        settings.KeepIn(details);
        return new NewSuiteRun(
            suiteRunId,
            suite.Id,
            suite.Name,
            context.Environment.Name,
            settings.Mode,
            details,
            by.Subject,
            runs,
            StopOnFailure: settings.StopOnFailure
        );
    }
}
