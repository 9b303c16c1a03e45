using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Execution;

namespace Orchestra.Engine.Plugins.Steps;

/// <summary>Looks again until everything holds or the assertion's time is over, the same way for every channel.</summary>
internal sealed class Poller(TimeProvider time)
{
    /// <summary>The code of a look that was cut off by its own end.</summary>
    public const string TimeoutCode = "timeout";

    /// <summary>The code of a look whose connection did not come about in time.</summary>
    public const string ConnectTimeoutCode = "network.connect-timeout";

    private const int DefaultTimeoutMs = 10_000;
    private const int DefaultIntervalMs = 250;
    private const int LongestIntervalMs = 30_000;

    /// <summary>Milliseconds that a step may take.</summary>
    public static TimeSpan TimeoutOf(ScenarioStep step) => TimeSpan.FromMilliseconds(step.Action.Meta.TimeoutMs ?? DefaultTimeoutMs);

    /// <summary>Looks until a look passes; the verdict tells how often was looked, how long it took, and what was seen instead.</summary>
    /// <param name="step">The assertion.</param>
    /// <param name="look">One look within the time that is left.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<StepVerdict> PollAsync(
        ScenarioStep step,
        Func<TimeSpan, CancellationToken, Task<StepVerdict>> look,
        CancellationToken cancellationToken
    )
    {
        var timeout = TimeoutOf(step);
        var pause = TimeSpan.FromMilliseconds(Math.Max(10, step.Action.Meta.PollIntervalMs ?? DefaultIntervalMs));
        var started = time.GetTimestamp();
        StepVerdict? shown = null;
        for (var polls = 1; ; polls++)
        {
            var left = timeout - time.GetElapsedTime(started);
            var verdict = await look(left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1), cancellationToken);
            var elapsed = time.GetElapsedTime(started);
            if (verdict.Status == StepStatus.Passed)
            {
                return verdict with { Payload = verdict.Payload with { Polls = polls, SettlingTimeMs = (long)elapsed.TotalMilliseconds } };
            }

            if (WillNotMend(verdict))
            {
                return verdict with { Payload = verdict.Payload with { Polls = polls } };
            }

            shown = shown is null ? verdict : Better(shown, verdict);
            if (elapsed + pause >= timeout)
            {
                return RanOut(shown, polls, timeout);
            }

            await Task.Delay(pause, time, cancellationToken);
            pause = Next(pause, step.Action.Meta.PollBackoff);
        }
    }

    private static TimeSpan Next(TimeSpan pause, double? backoff) =>
        backoff is null ? pause : TimeSpan.FromMilliseconds(Math.Min(pause.TotalMilliseconds * backoff.Value, LongestIntervalMs));

    // A blocked address or a template without a value will not mend itself.
    private static bool WillNotMend(StepVerdict verdict) =>
        verdict.Payload.Violations.Any(violation => violation.Type is ViolationType.OutboundBlocked or ViolationType.ValidationError);

    // The last answer is what the SUT said. Without any, a look that the assertion's own end cut off says less than the one before it.
    private static StepVerdict Better(StepVerdict shown, StepVerdict next) =>
        IsAnswered(next) || (!IsAnswered(shown) && !WasCutOff(next)) ? next : shown;

    // A queue that was looked through and did not hold the message is an answer too.
    private static bool IsAnswered(StepVerdict verdict) =>
        verdict.Payload is not { Response: null, DbResult: null, Message: null }
        || verdict.Payload.Violations.Any(violation =>
            violation.Type is ViolationType.QueueMessageNotFound or ViolationType.KafkaMessageNotFound
        );

    private static bool WasCutOff(StepVerdict verdict) =>
        verdict.Payload.Violations.Any(violation => violation.Code is TimeoutCode or ConnectTimeoutCode);

    // Only where no look was ever answered is nothing known of the SUT: that stays BROKEN.
    private static StepVerdict RanOut(StepVerdict shown, int polls, TimeSpan timeout)
    {
        var violation = new Violation(
            ViolationType.Timeout,
            "poll-timeout",
            $"did not hold within {timeout.TotalMilliseconds:0} ms ({polls} looks); {(IsAnswered(shown) ? "the last answered look is shown" : "no look was answered")}"
        );
        return shown with { Payload = shown.Payload with { Polls = polls, Violations = [violation, .. shown.Payload.Violations] } };
    }
}
