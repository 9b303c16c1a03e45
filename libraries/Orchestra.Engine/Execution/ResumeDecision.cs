using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;

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

    /// <summary>Whether a call that was sent may be sent again: it only looks, its method says so, or the service tells the two apart.</summary>
    /// <param name="step">The step.</param>
    /// <param name="method">The method that is called.</param>
    /// <param name="endpoint">Its operation; null where it is none of a spec.</param>
    public static bool MayRepeat(ScenarioStep step, string method, SpecEndpoint? endpoint) =>
        step.Kind != StepKind.Action
        || Repeatable.Contains(method)
        || (endpoint is { DeclaresIdempotencyKey: true } && step.Action.Meta.IdempotencyKey != "off");

    private static bool IsSafe(ScenarioStep step, RunPlan plan)
    {
        if (step.Kind != StepKind.Action)
        {
            return true;
        }

        if (step.ChannelType == ChannelType.Db)
        {
            return step.Action.Meta.Write != true;
        }

        if (step.EndpointRef is { } reference && plan.Endpoints.TryGetValue(RunPlan.EndpointKey(reference), out var endpoint))
        {
            return MayRepeat(step, endpoint.Method, endpoint);
        }

        return step.Action.InputTemplate.Method is { } method && Repeatable.Contains(method);
    }
}
