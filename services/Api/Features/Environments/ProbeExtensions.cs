using Microsoft.Extensions.Options;
using Orchestra.Engine.Outbound;
using Orchestra.ServiceDefaults.Outbound;

namespace Orchestra.Api.Features.Environments;

/// <summary>The way out of the Api: the same guard as the executor's, and the same servers of ours that it never leads to.</summary>
internal static class ProbeExtensions
{
    public static void AddServiceProbe(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOutboundOptions(entry => ForbiddenEndpoint.TryParse(entry, out _));
        services.AddSingleton<IHostResolver, DnsHostResolver>();
        services.AddSingleton<GuardedConnector>();
        services.AddSingleton(provider => new GuardedHttpClient(
            provider.GetRequiredService<GuardedConnector>(),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton(provider => new OutboundRules(
            provider.GetRequiredService<IOptions<OutboundOptions>>().Value.Forbidden.Select(ForbiddenEndpoint.Parse),
            provider.GetRequiredService<IHostEnvironment>().IsDevelopment()
        ));
        services.AddSingleton<ServiceProbe>();
        services.AddSingleton<ProfileProbe>();
    }
}
