using Orchestra.Engine.Outbound;

namespace Orchestra.Api.Features.Environments;

/// <summary>
/// What a check says of a connection that did not come about, in words of our own: what the guard and the sockets say names the addresses
/// behind a name, which are not the tenant's to know.
/// </summary>
internal static class ProbeMessages
{
    public static (ProbeResult Result, string Message) Blocked { get; } =
        (ProbeResult.Blocked, "the environment may not go there: the address is not public and not in 'allow', or can never be opened");

    public static (ProbeResult Result, string Message) TimedOut(TimeSpan limit) =>
        (ProbeResult.Timeout, $"no answer within {limit.TotalSeconds} s");

    /// <param name="kind">What failed.</param>
    /// <param name="protocol">What was to be spoken.</param>
    public static (ProbeResult Result, string Message) Of(ConnectionFailureKind kind, string protocol) =>
        kind switch
        {
            ConnectionFailureKind.Dns => (ProbeResult.Dns, "the host's name cannot be looked up"),
            ConnectionFailureKind.Refused => (ProbeResult.Refused, "nobody listens on the port"),
            ConnectionFailureKind.Unreachable => (ProbeResult.Unreachable, "no network leads there"),
            ConnectionFailureKind.Tls => (ProbeResult.Tls, "the TLS handshake failed: no TLS there, or a certificate that is not trusted"),
            _ => (ProbeResult.Broken, $"the connection broke, or what answers is no {protocol}"),
        };
}
