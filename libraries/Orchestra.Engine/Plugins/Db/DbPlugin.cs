using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Outbound;
using Orchestra.Engine.Plugins.Db.Postgres;

namespace Orchestra.Engine.Plugins.Db;

/// <summary>SQL databases: the protocol id <c>db</c>, the channel DB. A further kind of server is one more <see cref="IDatabase"/>.</summary>
public sealed class DbPlugin : IProtocolPlugin
{
    /// <summary>A plug-in whose connections are judged by the given connector.</summary>
    public DbPlugin(GuardedConnector connector, TimeProvider time)
    {
        Contracts = new RowContracts();
        Steps = new DbStepExecutor([new PostgresDatabase(connector, time)], Contracts, time);
    }

    /// <inheritdoc />
    public string Id => "db";

    /// <inheritdoc />
    public string Version => "1";

    /// <inheritdoc />
    public ChannelType Channel => ChannelType.Db;

    /// <inheritdoc />
    public ISpecParser Specs { get; } = new TableListParser();

    /// <summary>A table is also found by its bare name.</summary>
    public IEndpointMatcher Endpoints { get; } = new NamedEndpoints(endpoint => [endpoint.Path]);

    /// <inheritdoc />
    public IStepExecutor Steps { get; }

    /// <inheritdoc />
    public IContractValidator Contracts { get; }
}
