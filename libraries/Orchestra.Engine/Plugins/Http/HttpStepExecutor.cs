using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Outbound;
using Orchestra.Engine.Plugins.Auth;
using Orchestra.Engine.Plugins.Steps;

namespace Orchestra.Engine.Plugins.Http;

/// <summary>
/// HTTP steps: renders the request, sends it through the guarded connector, and judges the answer by status, contract and rules. An
/// ASSERTION looks again until everything holds or its time is over.
/// </summary>
internal sealed class HttpStepExecutor(GuardedHttpClient client, CallAuth auth, CompiledSchemas schemas, TimeProvider time) : IStepExecutor
{
    /// <summary>What is kept of a body where the step says nothing.</summary>
    public const int DefaultMaxBodyBytes = 1024 * 1024;

    private const int Unauthorized = 401;

    private readonly HttpRequestBuilder _requests = new(new RequestCheck(schemas));
    private readonly ResponseJudge _judge = new(new ContractChecker(schemas));
    private readonly Poller _poller = new(time);

    /// <inheritdoc />
    public Task<StepVerdict> ExecuteAsync(StepExecution execution, CancellationToken cancellationToken)
    {
        var build = _requests.Build(execution);
        if (build.Request is not { } request)
        {
            return Task.FromResult(build.Refusal!);
        }

        return execution.Step.Kind == StepKind.Assertion
            ? _poller.PollAsync(execution.Step, (left, stop) => SendOnceAsync(execution, request, left, stop), cancellationToken)
            : SendOnceAsync(execution, request, Poller.TimeoutOf(execution.Step), cancellationToken);
    }

    private async Task<StepVerdict> SendOnceAsync(
        StepExecution execution,
        BuiltRequest built,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        var (request, result, refusal) = await CallAsync(execution, built, timeout, cancellationToken);
        if (result is null)
        {
            return Broken(request, refusal!);
        }

        var verdict = VerdictOf(execution, request, result, timeout);
        // Secrets first, while they stand whole: a part that is hidden for its own sake would leave the rest unrecognised.
        var payload = execution.Secrets.Clean(verdict.Payload);
        var told = request.Masker.Recorded(payload.Violations, request.Outbound.Url, request.Outbound.Headers);
        return verdict with { Payload = payload with { Violations = told } };
    }

    // A service that does not take a token any more is asked once more with a new one, where the call may go out twice.
    private async Task<(BuiltRequest Request, OutboundResult? Result, Violation? Refusal)> CallAsync(
        StepExecution execution,
        BuiltRequest built,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        var began = time.GetTimestamp();
        for (var isFirst = true; ; isFirst = false)
        {
            var (credential, refusal) = await auth.OfAsync(execution, built.Target, Left(timeout, began), cancellationToken);
            if (refusal is not null)
            {
                return (built, null, refusal);
            }

            var request = RequestCredentials.With(built, credential);
            var result = await client.SendAsync(
                request.Outbound,
                execution.Policy,
                LimitsOf(execution.Step, Left(timeout, began)),
                cancellationToken
            );
            var again =
                result is OutboundResult.Answered { Response.StatusCode: Unauthorized }
                && ResponseJudge.StatusViolation(execution.Step.Expectations.ExpectedStatusCode, Unauthorized) is not null
                && auth.Forget(credential)
                && isFirst
                && ResumeDecision.MayRepeat(execution.Step, request.Outbound.Method, request.Endpoint);
            if (!again)
            {
                return (request, result, null);
            }
        }
    }

    private TimeSpan Left(TimeSpan timeout, long began)
    {
        var left = timeout - time.GetElapsedTime(began);
        return left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1);
    }

    private static OutboundLimits LimitsOf(ScenarioStep step, TimeSpan timeout) =>
        new()
        {
            Timeout = timeout,
            MaxBodyBytes = step.Action.Meta.MaxBodyBytes ?? DefaultMaxBodyBytes,
            MaxRedirects = step.Action.Meta.FollowRedirects == false ? 0 : OutboundLimits.RedirectCeiling,
        };

    private StepVerdict VerdictOf(StepExecution execution, BuiltRequest request, OutboundResult result, TimeSpan timeout) =>
        result switch
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
                new Violation(ViolationType.NetworkError, Poller.ConnectTimeoutCode, late.Message)
            ),
            OutboundResult.TimedOut late => new StepVerdict(
                StepStatus.Failed,
                request.Payload with
                {
                    Violations =
                    [
                        new Violation(
                            ViolationType.Timeout,
                            Poller.TimeoutCode,
                            $"no complete answer within {timeout.TotalMilliseconds:0} ms: {late.Message}"
                        ),
                    ],
                }
            ),
            _ => throw new InvalidOperationException($"unknown outbound result {result.GetType().Name}"),
        };

    private static StepVerdict Broken(BuiltRequest request, Violation violation) =>
        new(StepStatus.Broken, request.Payload with { Violations = [violation] });
}
