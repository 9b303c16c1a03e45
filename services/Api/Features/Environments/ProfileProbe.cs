using System.Net;
using System.Net.Sockets;
using Orchestra.Api.Data.Entities;
using Orchestra.Engine.Outbound;

namespace Orchestra.Api.Features.Environments;

/// <summary>Tries to reach what a profile leads to, through the guard that steps go through.</summary>
internal sealed class ProfileProbe(GuardedConnector connector, ServiceProbe services, OutboundRules rules, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <summary>One server of a profile as it was found.</summary>
    /// <param name="Kind">The profile's kind.</param>
    /// <param name="Alias">Its alias in the environment.</param>
    /// <param name="Server">The server, as the profile names it.</param>
    /// <param name="Ok">Whether a run could go there.</param>
    /// <param name="Result">What happened.</param>
    /// <param name="Message">What to do, and what was not tried; null when it answered.</param>
    /// <param name="DurationMs">How long it took, the lookup included.</param>
    public sealed record ProfileFinding(
        ProfileKind Kind,
        string Alias,
        string Server,
        bool Ok,
        ProbeResult Result,
        string? Message,
        long DurationMs
    );

    public async Task<ProfileFinding> TryAsync(
        ProfileServer server,
        IReadOnlyList<string> allow,
        Guid tenantId,
        CancellationToken cancellationToken
    )
    {
        if (server.TokenUrl is { } url)
        {
            var found = await services.TryAsync(server.Alias, url, allow, tenantId, cancellationToken);
            return new ProfileFinding(server.Kind, server.Alias, url, found.Ok, found.Result, found.Message, found.DurationMs);
        }

        var begun = time.GetTimestamp();
        var (result, message) = await ConnectAsync(server.Endpoint!, rules.For(allow, tenantId), cancellationToken);
        var took = (long)time.GetElapsedTime(begun).TotalMilliseconds;
        return new ProfileFinding(
            server.Kind,
            server.Alias,
            $"{server.Endpoint!.Host}:{server.Endpoint.Port}",
            result == ProbeResult.Connected,
            result,
            message,
            took
        );
    }

    private async Task<(ProbeResult Result, string Message)> ConnectAsync(
        DnsEndPoint endpoint,
        OutboundPolicy policy,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await using var stream = await connector.ConnectAsync(endpoint, policy, linked.Token);
            return (ProbeResult.Connected, "a TCP connection was made; TLS and the log-in were not tried");
        }
        catch (OutboundBlockedException)
        {
            return ProbeMessages.Blocked;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ProbeMessages.TimedOut(Limit);
        }
        catch (SocketException e)
        {
            return ProbeMessages.Of(FailureClassifier.KindOf(e), "server of this kind");
        }
    }
}
