using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Outbound;

namespace Orchestra.Engine.Plugins.Http;

/// <summary>
/// HTTP steps: renders the request, sends it through the guarded connector, and judges the answer by status, contract and rules. An
/// ASSERTION looks again until everything holds or its time is over.
/// </summary>
public sealed class HttpPlugin(GuardedHttpClient client, TimeProvider time) : IProtocolPlugin
{
    private const int DefaultTimeoutMs = 10_000;
    private const int DefaultPollIntervalMs = 250;
    private const int DefaultMaxBodyBytes = 1024 * 1024;

    private const string TimeoutCode = "timeout";
    private const string ConnectTimeoutCode = "network.connect-timeout";

    private readonly ResponseJudge _judge = new();

    /// <inheritdoc />
    public string Id => "http";

    /// <inheritdoc />
    public ChannelType Channel => ChannelType.HttpRest;

    /// <inheritdoc />
    public Task<StepVerdict> ExecuteAsync(StepExecution execution, CancellationToken cancellationToken)
    {
        var build = HttpRequestBuilder.Build(execution);
        if (build.Request is not { } request)
        {
            return Task.FromResult(build.Refusal!);
        }

        return execution.Step.Kind == StepKind.Assertion
            ? PollAsync(execution, request, cancellationToken)
            : SendOnceAsync(execution, request, TimeoutOf(execution.Step), cancellationToken);
    }

    private async Task<StepVerdict> SendOnceAsync(
        StepExecution execution,
        BuiltRequest request,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        var meta = execution.Step.Action.Meta;
        var limits = new OutboundLimits
        {
            Timeout = timeout,
            MaxBodyBytes = meta.MaxBodyBytes ?? DefaultMaxBodyBytes,
            MaxRedirects = meta.FollowRedirects == false ? 0 : OutboundLimits.RedirectCeiling,
        };
        var result = await client.SendAsync(request.Outbound, execution.Policy, limits, cancellationToken);
        return result switch
        {
            OutboundResult.Answered answered => _judge.Judge(execution, request, answered.Response),
            OutboundResult.Invalid invalid => Broken(request, new Violation(ViolationType.ValidationError, "request", invalid.Message)),
            OutboundResult.Blocked blocked => Broken(
                request,
                new Violation(ViolationType.OutboundBlocked, OutboundDecision.BlockedCode, blocked.Reason)
            ),
            OutboundResult.ConnectionFailed failed => Broken(
                request,
                new Violation(ViolationType.NetworkError, "network." + failed.Kind.ToString().ToLowerInvariant(), failed.Message)
            ),
            // Accepted and not answered in time is the SUT's fault; a connection that never came about tells nothing of it.
            OutboundResult.TimedOut { RequestMayHaveBeenSent: false } late => Broken(
                request,
                new Violation(ViolationType.NetworkError, ConnectTimeoutCode, late.Message)
            ),
            OutboundResult.TimedOut late => new StepVerdict(
                StepStatus.Failed,
                request.Payload with
                {
                    Violations =
                    [
                        new Violation(
                            ViolationType.Timeout,
                            TimeoutCode,
                            $"no complete answer within {timeout.TotalMilliseconds:0} ms: {late.Message}"
                        ),
                    ],
                }
            ),
            _ => throw new InvalidOperationException($"unknown outbound result {result.GetType().Name}"),
        };
    }

    private async Task<StepVerdict> PollAsync(StepExecution execution, BuiltRequest request, CancellationToken cancellationToken)
    {
        var timeout = TimeoutOf(execution.Step);
        var pause = TimeSpan.FromMilliseconds(Math.Max(10, execution.Step.Action.Meta.PollIntervalMs ?? DefaultPollIntervalMs));
        var started = time.GetTimestamp();
        StepVerdict? shown = null;
        for (var polls = 1; ; polls++)
        {
            var left = timeout - time.GetElapsedTime(started);
            var verdict = await SendOnceAsync(
                execution,
                request,
                left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1),
                cancellationToken
            );
            var elapsed = time.GetElapsedTime(started);
            if (verdict.Status == StepStatus.Passed)
            {
                return verdict with { Payload = verdict.Payload with { Polls = polls, SettlingTimeMs = (long)elapsed.TotalMilliseconds } };
            }

            // A blocked address or a template without a value will not mend itself.
            if (
                verdict.Payload.Violations.Any(violation =>
                    violation.Type is ViolationType.OutboundBlocked or ViolationType.ValidationError
                )
            )
            {
                return verdict with { Payload = verdict.Payload with { Polls = polls } };
            }

            // A look that the assertion's own end cut off says less than a complete one before it.
            shown = shown is null || !WasCutOff(verdict) ? verdict : shown;
            if (elapsed + pause >= timeout)
            {
                return RanOut(shown, polls, timeout);
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }

    private static bool WasCutOff(StepVerdict verdict) =>
        verdict.Payload.Violations.Any(violation => violation.Code is TimeoutCode or ConnectTimeoutCode);

    // A look that met nobody says nothing of the SUT: it stays BROKEN.
    private static StepVerdict RanOut(StepVerdict shown, int polls, TimeSpan timeout)
    {
        var violation = new Violation(
            ViolationType.Timeout,
            "poll-timeout",
            $"did not hold within {timeout.TotalMilliseconds:0} ms ({polls} looks); the last complete look is shown"
        );
        return shown with { Payload = shown.Payload with { Polls = polls, Violations = [violation, .. shown.Payload.Violations] } };
    }

    private static StepVerdict Broken(BuiltRequest request, Violation violation) =>
        new(StepStatus.Broken, request.Payload with { Violations = [violation] });

    private static TimeSpan TimeoutOf(ScenarioStep step) => TimeSpan.FromMilliseconds(step.Action.Meta.TimeoutMs ?? DefaultTimeoutMs);
}
