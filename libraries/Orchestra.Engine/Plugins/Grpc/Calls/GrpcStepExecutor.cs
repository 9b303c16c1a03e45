using System.Security.Cryptography;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Outbound;
using Orchestra.Engine.Plugins.Auth;
using Orchestra.Engine.Plugins.Grpc.Messages;
using Orchestra.Engine.Plugins.Steps;

namespace Orchestra.Engine.Plugins.Grpc.Calls;

/// <summary>
/// gRPC steps: renders the messages, calls through the guarded connector, and judges the answer by status, descriptors and rules. An
/// ASSERTION calls again until everything holds or its time is over.
/// </summary>
internal sealed class GrpcStepExecutor(GuardedConnector connector, CallAuth auth, EndpointSchemas schemas, TimeProvider time)
    : IStepExecutor
{
    private const int DefaultMaxBodyBytes = 1024 * 1024;

    private readonly Poller _poller = new(time);

    /// <inheritdoc />
    public async Task<StepVerdict> ExecuteAsync(StepExecution execution, CancellationToken cancellationToken)
    {
        var (target, refusal) = GrpcTargets.Of(execution);
        if (target is null)
        {
            return refusal!;
        }

        try
        {
            using var link = new GrpcLink(connector, execution.Policy, target.Address, target.Tls, MaxBytes(execution));
            return execution.Step.Kind == StepKind.Assertion
                ? await _poller.PollAsync(
                    execution.Step,
                    (left, stop) => CallOnceAsync(execution, target, link, left, stop),
                    cancellationToken
                )
                : await CallOnceAsync(execution, target, link, Poller.TimeoutOf(execution.Step), cancellationToken);
        }
        catch (CryptographicException e)
        {
            return StepInputs.Refuse($"the service's TLS cannot be used: {e.Message}");
        }
    }

    private async Task<StepVerdict> CallOnceAsync(
        StepExecution execution,
        GrpcTarget plain,
        GrpcLink link,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        var end = time.GetUtcNow().UtcDateTime + Shorter(timeout, execution.Step.Action.Meta.DeadlineMs);
        for (var isFirst = true; ; isFirst = false)
        {
            var left = end - time.GetUtcNow().UtcDateTime;
            var (credential, refusal) = await auth.OfAsync(
                execution,
                plain.Address,
                left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1),
                cancellationToken
            );
            var problems = new List<string>();
            var target = GrpcMetadata.With(plain, credential, problems);
            if (refusal is not null || problems.Count > 0)
            {
                return refusal is null ? StepInputs.Refuse(problems) : GrpcJudge.Refused(target, refusal);
            }

            var options = new CallOptions(GrpcMetadata.Sent(target.Metadata), end, cancellationToken);
            StepVerdict verdict;
            try
            {
                verdict = await CallAsync(execution, target, link, options);
            }
            catch (ProtoException e)
            {
                verdict = StepInputs.Refuse(e.Message);
            }

            // A service that does not take a token any more is asked once more with a new one, where the call may go out twice.
            var again =
                verdict.Payload.Response?.StatusCode == (int)StatusCode.Unauthenticated
                && !GrpcStatuses.IsNamed(execution.Step.Expectations.ExpectedStatusCode, StatusCode.Unauthenticated)
                && auth.Forget(credential)
                && isFirst
                && ResumeDecision.MayRepeat(execution.Step, "", target.Endpoint);
            if (!again)
            {
                var told = target.Masker.Recorded(verdict.Payload.Violations, target.Address.AbsoluteUri, target.Metadata);
                return verdict with { Payload = verdict.Payload with { Violations = told } };
            }
        }
    }

    private async Task<StepVerdict> CallAsync(StepExecution execution, GrpcTarget target, GrpcLink link, CallOptions options)
    {
        (ProtoSchema Schema, MethodDescriptor Method) called;
        if (target.Endpoint is { } endpoint)
        {
            called = schemas.Of(endpoint);
        }
        else
        {
            var (found, answer) = await ReflectionClient.FindAsync(link.Invoker, target.Service, target.Method, options);
            if (found is null)
            {
                // A status that the server gave for the question says nothing of the method.
                return GrpcJudge.Unanswered(execution, target, answer!.Status, link.IsOpen)
                    ?? throw new ProtoException($"the server's reflection does not tell the method: {answer.Status}");
            }

            called = found.Value;
        }

        var encoder = new MessageEncoder(called.Schema);
        var messages = target.Messages.Select((message, i) => encoder.Encode(called.Method.InputType, message, $"messages[{i}]")).ToList();
        if (encoder.Faults.Count > 0)
        {
            return StepInputs.Refuse(encoder.Faults);
        }

        var came = await GrpcCall.RunAsync(link.Invoker, target.Service, target.Method, messages, options, MaxBytes(execution));
        return GrpcJudge.Judge(execution, target, called, came, link.IsOpen);
    }

    private static TimeSpan Shorter(TimeSpan timeout, int? deadlineMs) =>
        deadlineMs is { } own && own < timeout.TotalMilliseconds ? TimeSpan.FromMilliseconds(own) : timeout;

    private static int MaxBytes(StepExecution execution) => execution.Step.Action.Meta.MaxBodyBytes ?? DefaultMaxBodyBytes;
}
