using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Orchestra.ServiceDefaults.Outbound;

/// <summary>The settings of services that call addresses which people write.</summary>
public static class OutboundExtensions
{
    /// <summary>Registers <see cref="OutboundOptions"/>; the start fails over an entry that is none.</summary>
    /// <param name="services">The container.</param>
    /// <param name="isEndpoint">Whether an entry can be read.</param>
    public static IServiceCollection AddOutboundOptions(this IServiceCollection services, Func<string, bool> isEndpoint)
    {
        services
            .AddOptions<OutboundOptions>()
            .BindConfiguration(OutboundOptions.Section)
            .Configure<IConfiguration>(static (options, configuration) => options.ForbidServices(configuration))
            .Validate(options => options.Forbidden.All(isEndpoint), "Outbound: each Forbidden entry must be host:port")
            .ValidateOnStart();
        return services;
    }
}
