using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using Orchestra.ServiceDefaults.Health;

namespace Orchestra.ServiceDefaults.Data;

/// <summary>Data sources by role.</summary>
public static class DatabaseExtensions
{
    /// <summary>Name of the connection string of requests.</summary>
    public const string App = "orchestra_app";

    /// <summary>Name of the connection string of background work.</summary>
    public const string Worker = "orchestra_worker";

    /// <summary>Registers the requests' data source, which row-level security binds, as the container's only one.</summary>
    public static WebApplicationBuilder AddAppDatabase(this WebApplicationBuilder builder)
    {
        var database = Open(Settings(builder.Configuration, App, 40));
        builder.Services.AddSingleton(database);
        builder.Services.AddHealthChecks().Add(Check(database));
        return builder;
    }

    /// <summary>
    /// Opens the worker's data source, which sees every tenant's runs. It is never registered: background services are handed it
    /// when they are built, so that code for requests cannot resolve it.
    /// </summary>
    public static NpgsqlDataSource OpenWorkerDatabase(this WebApplicationBuilder builder, int maxConnections = 40) =>
        Open(Settings(builder.Configuration, Worker, maxConnections));

    /// <summary>The check that a data source answers, for <c>/health/ready</c>.</summary>
    public static HealthCheckRegistration Check(NpgsqlDataSource database) =>
        new("database", new DatabaseHealthCheck(database), HealthStatus.Unhealthy, [HealthTags.Ready], TimeSpan.FromSeconds(3));

    // Benchmarks measure the ledger on the very data source of the services.
    internal static NpgsqlDataSource OpenWorker(string connectionString, int maxConnections) =>
        Open(Settings(new NpgsqlConnectionStringBuilder(connectionString), maxConnections));

    private static NpgsqlDataSource Open(NpgsqlConnectionStringBuilder settings) =>
        new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();

    private static NpgsqlConnectionStringBuilder Settings(IConfiguration configuration, string name, int maxConnections) =>
        Settings(ConnectionStrings.Database(configuration, name, "the database's connection string of that role"), maxConnections);

    private static NpgsqlConnectionStringBuilder Settings(NpgsqlConnectionStringBuilder settings, int maxConnections)
    {
        settings.MaxPoolSize = maxConnections;
        settings.Timeout = 5;
        settings.CommandTimeout = 30;
        settings.KeepAlive = 15;
        // Statements of the ledger are few and hot.
        settings.MaxAutoPrepare = 40;
        settings.AutoPrepareMinUsages = 2;
        return settings;
    }
}
