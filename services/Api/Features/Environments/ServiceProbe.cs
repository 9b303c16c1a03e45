using Orchestra.Engine.Outbound;

namespace Orchestra.Api.Features.Environments;

/// <summary>Asks a service for its base URL through the guard that steps go through.</summary>
internal sealed class ServiceProbe(GuardedHttpClient http, OutboundRules rules, TimeProvider time)
{
    private static readonly OutboundLimits Limits = new()
    {
        Timeout = TimeSpan.FromSeconds(3),
        MaxBodyBytes = 0,
        MaxRedirects = 0,
    };

    /// <summary>One service as it was found.</summary>
    /// <param name="Service">Its name.</param>
    /// <param name="Url">Its base URL.</param>
    /// <param name="Ok">Whether a run could go there.</param>
    /// <param name="Result">What happened.</param>
    /// <param name="StatusCode">The status, when it answered.</param>
    /// <param name="Message">What to do; null when it answered.</param>
    /// <param name="DurationMs">How long it took, the lookup included.</param>
    public sealed record Finding(
        string Service,
        string Url,
        bool Ok,
        ProbeResult Result,
        int? StatusCode,
        string? Message,
        long DurationMs
    );

    public async Task<Finding> TryAsync(
        string service,
        string url,
        IReadOnlyList<string> allow,
        Guid tenantId,
        CancellationToken cancellationToken
    )
    {
        var begun = time.GetTimestamp();
        var result = await http.SendAsync(new OutboundRequest("GET", url), rules.For(allow, tenantId), Limits, cancellationToken);
        var (found, status, message) = Read(result);
        var took = (long)time.GetElapsedTime(begun).TotalMilliseconds;
        return new Finding(service, url, found == ProbeResult.Answered, found, status, message, took);
    }

    // In words of our own: what the guard and the sockets say names the addresses behind a name, which are not the tenant's to know.
    private static (ProbeResult Result, int? Status, string? Message) Read(OutboundResult result) =>
        result switch
        {
            OutboundResult.Answered { Response.StatusCode: >= 500 and var status } => (
                ProbeResult.Status,
                status,
                $"it answers with {status}: look at its logs"
            ),
            OutboundResult.Answered answered => (ProbeResult.Answered, answered.Response.StatusCode, null),
            OutboundResult.Blocked => (
                ProbeResult.Blocked,
                null,
                "the environment may not go there: the address is not public and not in 'allow', or can never be opened"
            ),
            OutboundResult.TimedOut => (ProbeResult.Timeout, null, $"no answer within {Limits.Timeout.TotalSeconds} s"),
            OutboundResult.ConnectionFailed failed => Read(failed.Kind),
            _ => (ProbeResult.Broken, null, "the URL cannot be asked for: change it"),
        };

    private static (ProbeResult Result, int? Status, string? Message) Read(ConnectionFailureKind kind) =>
        kind switch
        {
            ConnectionFailureKind.Dns => (ProbeResult.Dns, null, "the host's name cannot be looked up"),
            ConnectionFailureKind.Refused => (ProbeResult.Refused, null, "nobody listens on the port"),
            ConnectionFailureKind.Unreachable => (ProbeResult.Unreachable, null, "no network leads there"),
            ConnectionFailureKind.Tls => (
                ProbeResult.Tls,
                null,
                "the TLS handshake failed: no TLS there, or a certificate that is not trusted"
            ),
            _ => (ProbeResult.Broken, null, "the connection broke, or what answers is no HTTP"),
        };
}
