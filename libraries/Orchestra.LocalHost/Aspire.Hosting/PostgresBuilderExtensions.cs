using Aspire.Hosting.ApplicationModel;
using Orchestra.LocalHost.Hosting;

namespace Aspire.Hosting;

/// <summary>PostgreSQL.</summary>
public static class PostgresBuilderExtensions
{
    /// <summary>Adds a server: a private cluster from the installed programs.</summary>
    public static IResourceBuilder<PostgresServerResource> AddPostgres(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null,
        int? port = null
    )
    {
        ResourceName.RefuseUserName(name, userName);
        var resource = new PostgresServerResource(name, builder.PasswordOrGenerated(name, password));
        resource.Model.Endpoints.Add(new EndpointModel("tcp", "tcp", port));
        return builder.AddResource(resource);
    }

    /// <summary>Adds a database, which is created when the server is up.</summary>
    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(
        this IResourceBuilder<PostgresServerResource> builder,
        string name,
        string? databaseName = null
    )
    {
        var resource = new PostgresDatabaseResource(name, databaseName ?? name, builder.Resource);
        resource.Model.Waits.Add(new WaitModel(builder.Resource, ExitCode: null));
        return builder.ApplicationBuilder.AddResource(resource);
    }
}
