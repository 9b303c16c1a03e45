using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Runs.Intake;

namespace Orchestra.Testing.Builders;

/// <summary>Small valid things for tests to vary.</summary>
public static class A
{
    /// <summary>A UUID v7.</summary>
    public static Guid Id() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    /// <summary>A step that calls an absolute URL.</summary>
    public static ScenarioStep Step(string alias, string url, string method = "GET", int index = 0, JsonNode? body = null) =>
        new()
        {
            Id = alias,
            Alias = alias,
            Name = alias,
            OrderIndex = index,
            Action = new ActionDefinition
            {
                InputTemplate = new StepInput
                {
                    Method = method,
                    Url = url,
                    Body = body,
                },
            },
        };

    /// <summary>A plan of these steps, renumbered.</summary>
    public static RunPlan Plan(params ScenarioStep[] steps) =>
        new()
        {
            ScenarioKey = "0123456789abcdef",
            ScenarioName = "a scenario",
            Steps = [.. steps.Select((step, i) => step with { OrderIndex = i })],
            Environment = new PlanEnvironment { Name = "test" },
            Seed = 1,
        };

    /// <summary>A run of a plan.</summary>
    public static NewRun Run(RunPlan? plan = null, Guid? id = null, RunMode mode = RunMode.RunAllSteps, int priority = 0)
    {
        var runId = id ?? Id();
        return new NewRun(runId, Id(), 1, mode, 0, priority, runId.ToString("N"), "tester", "test", plan ?? Plan());
    }
}
