using System.Net;
using Orchestra.ServiceDefaults.Starting;

namespace Orchestra.Gateway.DevelopmentMode;

/// <summary>
/// In Development the services answer requests without credentials as a built-in administrator. So the gateway, their only door,
/// listens to its own machine or not at all.
/// </summary>
internal static class LoopbackRule
{
    /// <exception cref="SettingException">The gateway must not start.</exception>
    public static void Demand(IConfiguration configuration, IHostEnvironment environment)
    {
        if (
            environment.IsDevelopment()
            && ListenAddresses.Configured(configuration).FirstOrDefault(address => !IsLoopback(address)) is { } open
        )
        {
            throw new SettingException(
                $"development mode answers requests without credentials, so it listens on loopback addresses only, not on {open}; "
                    + "use http://localhost:8080, or set ASPNETCORE_ENVIRONMENT=Production and send API keys."
            );
        }
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
