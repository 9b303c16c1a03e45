using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using Orchestra.Contracts.Runs;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Outbound;
using Orchestra.Engine.Plugins.Steps;
using RabbitMQ.Client.Exceptions;

namespace Orchestra.Engine.Plugins.Queue;

/// <summary>Names what went wrong between us and a broker.</summary>
internal static class AmqpFailure
{
    /// <summary>The broker's code for a queue or exchange that does not exist.</summary>
    public const ushort NotFound = 404;

    /// <summary>The violation that an exception amounts to; null for one that is no outcome of talking with a broker.</summary>
    public static Violation? Of(Exception exception)
    {
        var chain = Chain(exception).ToList();
        if (FailureClassifier.BlockOf(exception) is { } blocked)
        {
            return new Violation(ViolationType.OutboundBlocked, OutboundDecision.BlockedCode, blocked.Message);
        }

        if (exception is SecretMissingException missing)
        {
            return new Violation(ViolationType.ValidationError, "secret", missing.Message);
        }

        if (chain.Exists(e => e is AuthenticationFailureException or PossibleAuthenticationFailureException))
        {
            return Network("login", "the broker refuses the user or the password");
        }

        if (chain.OfType<OperationInterruptedException>().FirstOrDefault() is { ShutdownReason: { ReplyCode: > 0 } reason })
        {
            return Network("amqp-" + reason.ReplyCode, $"the broker answered {reason.ReplyCode} {reason.ReplyText}");
        }

        if (chain.Exists(e => e is OperationCanceledException or TimeoutException))
        {
            return new Violation(ViolationType.NetworkError, Poller.ConnectTimeoutCode, "the broker did not answer in time");
        }

        if (chain.Exists(e => e is CryptographicException or ArgumentException))
        {
            return new Violation(ViolationType.ValidationError, "profile", $"the broker's profile cannot be used: {exception.Message}");
        }

        return chain.Exists(e => e is SocketException or IOException or AuthenticationException or RabbitMQClientException)
            ? Network(FailureClassifier.KindOf(exception).ToString().ToLowerInvariant(), FailureClassifier.Describe(exception))
            : null;
    }

    /// <summary>Whether the broker says that there is no such queue or exchange.</summary>
    public static bool IsNotFound(Exception exception) =>
        Chain(exception).OfType<OperationInterruptedException>().Any(e => e.ShutdownReason?.ReplyCode == NotFound);

    private static Violation Network(string code, string message) => new(ViolationType.NetworkError, "network." + code, message);

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            yield return e;
        }
    }
}
