using System.Net;
using Microsoft.AspNetCore.Http;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.ServiceDefaults.Identity;

/// <summary>
/// In Development a request without credentials is the built-in principal's, but only when it comes from this machine: the peer and
/// every address that a proxy names must be loopback.
/// </summary>
internal sealed class DevelopmentPrincipalSource : IPrincipalSource
{
    private static readonly Principal BuiltIn = new("developer", WellKnownTenants.Development, [Role.OrgAdmin]);

    public int Order => 1000;

    public ValueTask<Principal?> FindAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (context.Connection.RemoteIpAddress is { } peer && !IPAddress.IsLoopback(peer))
        {
            throw Refused();
        }

        foreach (var hop in context.Request.Headers["X-Forwarded-For"].SelectMany(value => (value ?? "").Split(',')))
        {
            if (!IPAddress.TryParse(hop.Trim(), out var address) || !IPAddress.IsLoopback(address))
            {
                throw Refused();
            }
        }

        return ValueTask.FromResult<Principal?>(BuiltIn);
    }

    private static ApiException Refused() =>
        new(ErrorCode.Forbidden, "this server runs in development mode and answers requests without credentials from its own machine only");
}
