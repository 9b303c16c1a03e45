using Aspire.Hosting.ApplicationModel;
using Npgsql;

namespace Orchestra.LocalHost.Hosting;

/// <summary>A database, created when its server is up.</summary>
internal sealed class DatabaseRun(PostgresDatabaseResource resource, RunContext context, Func<PostgresRun> server)
    : ResourceRun(resource, context)
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await server().Server.CreateDatabaseAsync(resource.DatabaseName, cancellationToken: cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            throw new LocalHostException($"the database '{resource.DatabaseName}' cannot be created: {exception.Message}", exception);
        }

        var connectionString = await resource.ConnectionStringExpression.GetValueAsync(cancellationToken);
        Set(status => status with { ConnectionString = connectionString });
        MarkHealthy();
    }

    public override Task StopAsync(TimeSpan patience) => Task.CompletedTask;
}
