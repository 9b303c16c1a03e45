using System.Net.Sockets;
using Confluent.Kafka;
using Orchestra.Contracts.Runs;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Outbound;
using Orchestra.Engine.Plugins.Steps;

namespace Orchestra.Engine.Plugins.Kafka;

/// <summary>Names what went wrong between us and a cluster.</summary>
internal static class KafkaFailure
{
    /// <summary>The violation that an exception amounts to; null for one that is no outcome of talking with a cluster.</summary>
    public static Violation? Of(Exception exception) =>
        FailureClassifier.BlockOf(exception) is { } blocked
            ? new Violation(ViolationType.OutboundBlocked, OutboundDecision.BlockedCode, blocked.Message)
            : exception switch
            {
                KafkaFaultException fault => fault.Violation,
                SecretMissingException missing => new Violation(ViolationType.ValidationError, "secret", missing.Message),
                OperationCanceledException or TimeoutException => new Violation(
                    ViolationType.NetworkError,
                    Poller.ConnectTimeoutCode,
                    "the cluster did not answer in time"
                ),
                KafkaException kafka => Network(kafka.Error).Violation,
                SocketException socket => KafkaFaultException
                    .Network(FailureClassifier.KindOf(socket).ToString().ToLowerInvariant(), FailureClassifier.Describe(socket))
                    .Violation,
                _ => null,
            };

    /// <summary>Whether the cluster says that there is no such topic.</summary>
    public static bool IsNoTopic(Error error) =>
        error.Code
            is ErrorCode.UnknownTopicOrPart
                or ErrorCode.TopicException
                or ErrorCode.Local_UnknownTopic
                or ErrorCode.Local_UnknownPartition;

    /// <summary>An error of the connection, or one that the cluster answers with.</summary>
    public static KafkaFaultException Network(Error error) =>
        error.Code switch
        {
            ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed or ErrorCode.UnsupportedSaslMechanism =>
                KafkaFaultException.Network("login", $"the broker refuses the log-in: {error.Reason}"),
            ErrorCode.TopicAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed or ErrorCode.GroupAuthorizationFailed =>
                KafkaFaultException.Network("not-authorized", $"the broker refuses the user: {error.Reason}"),
            ErrorCode.Local_Ssl => KafkaFaultException.Network("tls", error.Reason),
            ErrorCode.Local_Resolve => KafkaFaultException.Network("dns", error.Reason),
            ErrorCode.Local_TimedOut or ErrorCode.Local_MsgTimedOut => KafkaFaultException.Network("timeout", error.Reason),
            _ => KafkaFaultException.Network(
                error.Reason.Contains("refused", StringComparison.OrdinalIgnoreCase) ? "refused" : "kafka",
                $"{error.Reason} ({error.Code})"
            ),
        };
}
