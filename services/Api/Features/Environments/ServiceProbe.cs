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

    private static (ProbeResult Result, int? Status, string? Message) Read(OutboundResult result)
    {
        if (result is OutboundResult.Answered { Response.StatusCode: var status })
        {
            return status >= 500
                ? (ProbeResult.Status, status, $"it answers with {status}: look at its logs")
                : (ProbeResult.Answered, status, null);
        }

        var (kind, message) = result switch
        {
            OutboundResult.Blocked => ProbeMessages.Blocked,
            OutboundResult.TimedOut => ProbeMessages.TimedOut(Limits.Timeout),
            OutboundResult.ConnectionFailed failed => ProbeMessages.Of(failed.Kind, "HTTP"),
            _ => (ProbeResult.Broken, "the URL cannot be asked for: change it"),
        };
        return (kind, null, message);
    }
}
