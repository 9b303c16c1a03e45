using System.Net.Sockets;
using System.Security.Authentication;

namespace Orchestra.Engine.Outbound;

/// <summary>Names what the nested exceptions of a handler or a socket mean.</summary>
public static class FailureClassifier
{
    /// <summary>The kind of a failed request or body.</summary>
    public static ConnectionFailureKind KindOf(Exception exception)
    {
        var chain = Chain(exception).ToList();
        if (chain.OfType<AuthenticationException>().Any() || ErrorOf(chain) == HttpRequestError.SecureConnectionError)
        {
            return ConnectionFailureKind.Tls;
        }

        if (chain.OfType<SocketException>().FirstOrDefault() is { } socket)
        {
            return KindOf(socket.SocketErrorCode);
        }

        return ErrorOf(chain) switch
        {
            HttpRequestError.NameResolutionError => ConnectionFailureKind.Dns,
            HttpRequestError.ResponseEnded => ConnectionFailureKind.Reset,
            HttpRequestError.ConnectionError => ConnectionFailureKind.Unreachable,
            HttpRequestError.InvalidResponse
            or HttpRequestError.HttpProtocolError
            or HttpRequestError.VersionNegotiationError
            or HttpRequestError.ConfigurationLimitExceeded => ConnectionFailureKind.Protocol,
            _ => ConnectionFailureKind.Other,
        };
    }

    /// <summary>Whether the failure came before there was a connection.</summary>
    public static bool IsBeforeConnection(Exception exception) =>
        ErrorOf([.. Chain(exception)])
            is HttpRequestError.NameResolutionError
                or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError;

    /// <summary>The guard's own exception, where it is the reason.</summary>
    public static OutboundBlockedException? BlockOf(Exception exception) =>
        Chain(exception).OfType<OutboundBlockedException>().FirstOrDefault();

    /// <summary>The messages from outside in, without repetition.</summary>
    public static string Describe(Exception exception) =>
        string.Join(": ", Chain(exception).Select(e => e.Message.TrimEnd('.', ' ')).Distinct());

    private static ConnectionFailureKind KindOf(SocketError error) =>
        error switch
        {
            SocketError.ConnectionRefused => ConnectionFailureKind.Refused,
            SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => ConnectionFailureKind.Reset,
            SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery => ConnectionFailureKind.Dns,
            SocketError.HostUnreachable
            or SocketError.NetworkUnreachable
            or SocketError.NetworkDown
            or SocketError.HostDown
            or SocketError.TimedOut => ConnectionFailureKind.Unreachable,
            _ => ConnectionFailureKind.Other,
        };

    private static HttpRequestError? ErrorOf(IReadOnlyCollection<Exception> chain) =>
        chain.OfType<HttpIOException>().Select(e => (HttpRequestError?)e.HttpRequestError).FirstOrDefault()
        ?? chain.OfType<HttpRequestException>().Select(e => (HttpRequestError?)e.HttpRequestError).FirstOrDefault();

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            yield return e;
        }
    }
}
