using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Outbound;
using Orchestra.Engine.Plugins;

namespace Orchestra.Engine.Execution;

/// <summary>One attempt of one step, for a plug-in to carry out.</summary>
/// <param name="Step">The step.</param>
/// <param name="Context">What its templates may read.</param>
/// <param name="Attempt">From 1; rises only by a decided retry.</param>
/// <param name="StartedAt">Its journaled start: what <c>now()</c> means; a re-send gets the first one again.</param>
/// <param name="Policy">What it may reach.</param>
public sealed record StepExecution(
    ScenarioStep Step,
    ExecutionContext Context,
    int Attempt,
    DateTimeOffset StartedAt,
    OutboundPolicy Policy
)
{
    /// <summary>The run's secrets: what a profile's member refers to, and what must be hidden.</summary>
    public SecretLookup Secrets => Context.Secrets;

    /// <summary>What listens for an assertion since before the action that it looks for; null where nothing does.</summary>
    public IStepListener? Listener { get; init; }

    /// <summary>
    /// An assertion that begins to listen: an earlier owner of the run may have sent the action, so what came since then counts too; null
    /// where nothing was sent yet.
    /// </summary>
    public DateTimeOffset? ListenSince { get; init; }

    /// <summary>The value of the header <c>Idempotency-Key</c>: the same for a re-send, another one for a retry.</summary>
    public string IdempotencyKey => $"{Context.Identity.RunId}:{Step.OrderIndex}:{Attempt}";
}
