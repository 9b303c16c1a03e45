using Microsoft.Extensions.Configuration;

namespace Orchestra.ServiceDefaults.Outbound;

/// <summary>What calls to addresses that people write may never reach.</summary>
public sealed class OutboundOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Outbound";

    /// <summary>Our own servers as <c>host:port</c>: blocked inside any allowed range.</summary>
    /// <value>What the section lists, and every address of <c>services:NAME:ENDPOINT:N</c>: whoever tells this service of another one.</value>
    public IList<string> Forbidden { get; } = [];

    /// <summary>Forbids the addresses by which services of ours find each other.</summary>
    internal void ForbidServices(IConfiguration configuration)
    {
        foreach (var (_, address) in configuration.GetSection("services").AsEnumerable())
        {
            if (Uri.TryCreate(address, UriKind.Absolute, out var uri))
            {
                Forbidden.Add($"{uri.Host}:{uri.Port}");
            }
        }
    }
}
