using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Engine.Execution;

/// <summary>
/// Decides about a step that was under way when its executor fell silent (LEDGER.md, "Side effects"): what is safe to repeat is sent
/// again, what is not is never repeated in silence.
/// </summary>
public static class ResumeDecision
{
    private static readonly HashSet<string> Repeatable = new(StringComparer.OrdinalIgnoreCase)
    {
        "GET",
        "HEAD",
        "OPTIONS",
        "PUT",
        "DELETE",
    };

    /// <summary>The decision for a step of a plan.</summary>
    public static ResumeAction For(ScenarioStep step, RunPlan plan) =>
        step.Action.Meta.OnResume switch
        {
            ResumePolicy.Resend => ResumeAction.Resend,
            ResumePolicy.Fail => ResumeAction.Fail,
            ResumePolicy.Verify => ResumeAction.Verify,
            _ => IsSafe(step, plan) ? ResumeAction.Resend : ResumeAction.Unknown,
        };

    private static bool IsSafe(ScenarioStep step, RunPlan plan)
    {
        if (step.Kind != StepKind.Action)
        {
            return true;
        }

        if (step.EndpointRef is { } reference && plan.Endpoints.TryGetValue(RunPlan.EndpointKey(reference), out var endpoint))
        {
            return Repeatable.Contains(endpoint.Method) || (endpoint.DeclaresIdempotencyKey && step.Action.Meta.IdempotencyKey != "off");
        }

        return step.Action.InputTemplate.Method is { } method && Repeatable.Contains(method);
    }
}
