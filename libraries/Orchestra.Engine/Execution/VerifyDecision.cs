using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Engine.Execution;

/// <summary>
/// What a look tells of a step that was under way when its executor fell silent (<c>onResume: VERIFY</c>). Only a look that was answered
/// and judged may say that nothing happened: whatever leaves room for doubt ends as UNKNOWN, because the step would go out twice.
/// </summary>
public static class VerifyDecision
{
    private const int NotFound = 404;
    private const int Gone = 410;
    private const int GrpcOk = 0;
    private const int GrpcNotFound = 5;

    /// <summary>The assertion that verifies a step; null where the plan has none.</summary>
    public static ScenarioStep? AssertionOf(ScenarioStep step, RunPlan plan) =>
        step.Action.Meta.VerifyBy is { } alias
            ? plan.Steps.FirstOrDefault(other => other.Alias == alias && other.Kind == StepKind.Assertion)
            : null;

    /// <summary>Whether the step took effect; null where the look could not tell.</summary>
    public static bool? TookEffect(ScenarioStep assertion, StepVerdict look) =>
        look.Status switch
        {
            StepStatus.Passed => true,
            StepStatus.Failed when IsJudged(assertion.ChannelType, look.Payload) => false,
            _ => null,
        };

    // An answer that refuses or fails (401, 429, 500) tells nothing of what was looked for, and neither does silence.
    private static bool IsJudged(ChannelType channel, StepPayload payload) =>
        payload.Response is { } response
            ? channel == ChannelType.Grpc
                ? response.StatusCode is GrpcOk or GrpcNotFound
                : response.StatusCode is (>= 200 and < 400) or NotFound or Gone
            : payload.Violations.Any(violation =>
                violation.Type
                    is ViolationType.BusinessRuleViolation
                        or ViolationType.DbAssertionFailed
                        or ViolationType.KafkaMessageNotFound
                        or ViolationType.QueueMessageNotFound
            );
}
