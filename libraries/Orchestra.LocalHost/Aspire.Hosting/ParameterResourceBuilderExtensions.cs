using Aspire.Hosting.ApplicationModel;
using Orchestra.LocalHost.Hosting;

namespace Aspire.Hosting;

/// <summary>Parameters: values from outside.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <summary>Adds a parameter that the configuration must hold as <c>Parameters:NAME</c>.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder,
        string name,
        bool secret = false
    ) =>
        builder.AddResource(
            new ParameterResource(
                name,
                () =>
                    builder.Configuration[$"Parameters:{name}"]
                    ?? throw new DistributedApplicationException(
                        $"parameter '{name}' has no value: give --Parameters:{name}=VALUE or the variable Parameters__{name}"
                    ),
                secret
            )
        );

    /// <summary>Adds a parameter that the configuration may hold and is generated otherwise; kept for the next start when asked so.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder,
        string name,
        ParameterDefault value,
        bool secret = false,
        bool persist = false
    )
    {
        var secrets = ((DistributedApplicationBuilder)builder).Secrets;
        return builder.AddResource(
            new ParameterResource(
                name,
                () =>
                    builder.Configuration[$"Parameters:{name}"]
                    ?? (persist ? secrets.GetOrAdd(name, value.GetDefaultValue) : value.GetDefaultValue()),
                secret
            )
        );
    }

    /// <summary>The password of a server: the one given, or one that is generated once and kept with the server's data.</summary>
    internal static ParameterResource PasswordOrGenerated(
        this IDistributedApplicationBuilder builder,
        string server,
        IResourceBuilder<ParameterResource>? password
    ) =>
        (
            password
            ?? builder.AddParameter($"{server}-password", new GenerateParameterDefault { Special = false }, secret: true, persist: true)
        ).Resource;
}
