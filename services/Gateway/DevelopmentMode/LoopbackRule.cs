using System.Net;

namespace Orchestra.Gateway.DevelopmentMode;

/// <summary>
/// In Development the services answer requests without credentials as a built-in administrator. So the gateway, their only door,
/// listens to its own machine or not at all.
/// </summary>
internal static class LoopbackRule
{
    /// <summary>Why the gateway must not start, in one sentence; null when it may.</summary>
    public static string? Refusal(IConfiguration configuration, IHostEnvironment environment)
    {
        if (!environment.IsDevelopment())
        {
            return null;
        }

        var open = ListenAddresses.Configured(configuration).FirstOrDefault(address => !IsLoopback(address));
        return open is null
            ? null
            : $"orchestra gateway: development mode answers requests without credentials, so it listens on loopback addresses only, not on {open}; "
                + "use http://localhost:8080, or set ASPNETCORE_ENVIRONMENT=Production and send API keys.";
    }

    /// <summary>Whether only this machine can reach an address. Kestrel binds any host name but localhost to every interface.</summary>
    public static bool IsLoopback(string address)
    {
        BindingAddress parsed;
        try
        {
            parsed = BindingAddress.Parse(address);
        }
        catch (FormatException)
        {
            return false;
        }

        return parsed.IsUnixPipe
            || parsed.IsNamedPipe
            || string.Equals(parsed.Host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(parsed.Host, out var ip) && IPAddress.IsLoopback(ip));
    }
}
