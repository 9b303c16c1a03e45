using System.Globalization;
using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Orchestra.Contracts.Json;
using Orchestra.Contracts.Runs;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Outbound;
using Orchestra.Engine.Plugins.Grpc.Messages;
using Orchestra.Engine.Plugins.Steps;

namespace Orchestra.Engine.Plugins.Grpc.Calls;

/// <summary>Judges how a call ended: first whether the server answered, then its status, the messages, and the rules.</summary>
internal static class GrpcJudge
{
    public static StepVerdict Judge(
        StepExecution execution,
        GrpcTarget target,
        (ProtoSchema Schema, MethodDescriptor Method) called,
        GrpcAnswer answer,
        bool wasOpen
    )
    {
        var sent = Sent(target);
        if (!answer.IsCut && Unanswered(execution, answer.Status, wasOpen) is { } failure)
        {
            // What came before it says more than the failure alone.
            var seen = answer.Messages.Count > 0 ? Record(target, called, answer).Record : null;
            return Told(sent with { Response = seen }, [failure]);
        }

        var (record, broken) = Record(target, called, answer);
        var payload = sent with { Response = record };
        if (answer.IsCut)
        {
            return Told(
                payload,
                [
                    new Violation(
                        ViolationType.ValidationError,
                        "body-cut",
                        "the answer is over the step's maxBodyBytes and cannot be judged: raise it"
                    ),
                ]
            );
        }

        if (GrpcStatuses.ViolationOf(execution.Step.Expectations.ExpectedStatusCode, answer.Status) is { } wrong)
        {
            return Told(payload, [wrong]);
        }

        return broken is not null ? Told(payload, [broken]) : ResultJudge.Judge(execution, payload, []);
    }

    /// <summary>The verdict where no server answered; null where one did.</summary>
    public static StepVerdict? Unanswered(StepExecution execution, GrpcTarget target, Status status, bool wasOpen) =>
        Unanswered(execution, status, wasOpen) is { } failure ? Told(Sent(target), [failure]) : null;

    /// <summary>Nothing was sent, for the given reason.</summary>
    public static StepVerdict Refused(GrpcTarget target, Violation refusal) =>
        Told(Sent(target) with { Reason = "nothing was sent" }, [refusal]);

    private static StepPayload Sent(GrpcTarget target)
    {
        var metadata = target.Masker.Headers(GrpcMetadata.Recorded(target.Metadata));
        return new StepPayload
        {
            Sent = new JsonObject
            {
                ["service"] = target.Service,
                ["method"] = target.Method,
                ["metadata"] = new JsonObject(
                    metadata.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)JsonValue.Create(entry.Value)))
                ),
                ["messages"] = new JsonArray([.. target.Messages.Select(message => message?.DeepClone())]),
            },
        };
    }

    private static StepVerdict Told(StepPayload payload, IReadOnlyList<Violation> violations) =>
        new(StepVerdict.StatusOf(violations), payload with { Violations = violations });

    private static Violation? Unanswered(StepExecution execution, Status status, bool wasOpen)
    {
        if (status.DebugException is { } e && FailureClassifier.BlockOf(e) is { } block)
        {
            return new Violation(ViolationType.OutboundBlocked, OutboundDecision.BlockedCode, block.Message);
        }

        if (
            status.StatusCode == StatusCode.DeadlineExceeded
            && (!wasOpen || !GrpcStatuses.IsNamed(execution.Step.Expectations.ExpectedStatusCode, StatusCode.DeadlineExceeded))
        )
        {
            // Accepted and not answered in time is the SUT's fault; a connection that never came about tells nothing of it.
            return wasOpen
                ? new Violation(ViolationType.Timeout, Poller.TimeoutCode, $"no complete answer before the deadline: {status.Detail}")
                : new Violation(ViolationType.NetworkError, Poller.ConnectTimeoutCode, "no connection came about before the deadline");
        }

        return status is { DebugException: { } failure, StatusCode: not (StatusCode.OK or StatusCode.DeadlineExceeded) }
            ? new Violation(
                ViolationType.NetworkError,
                "network." + FailureClassifier.KindOf(failure).ToString().ToLowerInvariant(),
                $"{status.Detail}: {FailureClassifier.Describe(failure)}"
            )
            : null;
    }

    private static (HttpResponseRecord Record, Violation? Broken) Record(
        GrpcTarget target,
        (ProtoSchema Schema, MethodDescriptor Method) called,
        GrpcAnswer answer
    )
    {
        var came = GrpcMetadata.Came(answer.Headers).Concat(GrpcMetadata.Came(answer.Trailers)).ToList();
        var code = (int)answer.Status.StatusCode;
        came.RemoveAll(entry => entry.Key is "grpc-status" or "grpc-message");
        came.Add(KeyValuePair.Create("grpc-status", code.ToString(CultureInfo.InvariantCulture)));
        if (answer.Status.Detail is { Length: > 0 } detail)
        {
            came.Add(KeyValuePair.Create("grpc-message", detail));
        }

        var (body, broken) = BodyOf(called, answer);
        var headers = target.Masker.Headers(GrpcMetadata.Recorded(came));
        return (new HttpResponseRecord(code, headers, body, answer.IsCut), broken);
    }

    private static (JsonNode? Body, Violation? Broken) BodyOf((ProtoSchema Schema, MethodDescriptor Method) called, GrpcAnswer answer)
    {
        var streams = called.Method.IsServerStreaming;
        var messages = new JsonArray();
        try
        {
            // One for all messages: its limit is the answer's.
            var decoder = new MessageDecoder(called.Schema);
            foreach (var bytes in answer.Messages)
            {
                messages.Add(decoder.Decode(called.Method.OutputType, bytes));
            }
        }
        catch (ProtoException e)
        {
            return (streams ? messages : null, Undecodable(called.Method, messages.Count, e));
        }

        var body = streams ? messages : messages.FirstOrDefault()?.DeepClone();
        if (StorableJson.FaultOf(body, allowNul: true) is { } fault)
        {
            return (null, new Violation(ViolationType.ValidationError, "body-unstorable", $"the answer cannot be judged: it {fault}"));
        }

        var isOne = streams || messages.Count == 1 || answer.Status.StatusCode != StatusCode.OK;
        return (
            body,
            isOne ? null : Broken("contract.message-count", $"{called.Method.FullName} answers one message, and {messages.Count} came")
        );
    }

    private static Violation Undecodable(MethodDescriptor method, int index, ProtoException e) =>
        e.IsOurLimit
            ? new Violation(ViolationType.ValidationError, "body-cut", $"the answer cannot be judged: {e.Message}")
            : Broken("contract.not-proto", $"message {index + 1} is no {method.OutputType.FullName}: {e.Message}");

    private static Violation Broken(string code, string message) => new(ViolationType.ContractViolation, code, message);
}
