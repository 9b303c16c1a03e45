using Aspire.Hosting.ApplicationModel;
using Orchestra.LocalHost.Hosting;

namespace Aspire.Hosting;

/// <summary>RabbitMQ.</summary>
public static class RabbitMQBuilderExtensions
{
    /// <summary>Adds a node: a private one from the installed programs.</summary>
    public static IResourceBuilder<RabbitMQServerResource> AddRabbitMQ(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null,
        int? port = null
    )
    {
        ResourceName.RefuseUserName(name, userName);
        var resource = new RabbitMQServerResource(name, builder.PasswordOrGenerated(name, password));
        resource.Model.Endpoints.Add(new EndpointModel("tcp", "tcp", port));
        return builder.AddResource(resource);
    }
}
