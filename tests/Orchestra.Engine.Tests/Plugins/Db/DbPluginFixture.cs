using System.Text.Json.Nodes;
using Npgsql;
using Orchestra.Contracts.Profiles;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Outbound;
using Orchestra.Engine.Plugins.Db;
using Orchestra.Testing.Builders;
using Orchestra.Testing.Servers;
using ExecutionContext = Orchestra.Engine.Execution.ExecutionContext;

namespace Orchestra.Engine.Tests.Plugins.Db;

/// <summary>The DB plug-in against a database of the SUT's own on the run's PostgreSQL.</summary>
[CancelAfter(60_000)]
internal abstract class DbPluginFixture
{
    private static readonly DateTimeOffset StartedAt = new(2026, 1, 31, 10, 30, 15, TimeSpan.Zero);

    private readonly string _database = "sut_" + A.Id().ToString("N");
    private NpgsqlConnectionStringBuilder _server = null!;

    protected NpgsqlDataSource Sut { get; private set; } = null!;

    protected DbProfile Profile =>
        new()
        {
            Host = "127.0.0.1",
            Port = _server.Port,
            Database = _database,
            User = _server.Username,
            Password = _server.Password,
        };

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _server = new NpgsqlConnectionStringBuilder(await TestServers.PostgresAsync());
        await using var admin = NpgsqlDataSource.Create(_server.ConnectionString);
        await using (var create = admin.CreateCommand($"create database {_database}"))
        {
            await create.ExecuteNonQueryAsync();
        }

        Sut = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = _database }.ConnectionString
        );
        await RunAsync(
            "create table loans (id uuid primary key, state text not null, amount numeric, at timestamptz, doc jsonb, tags text[])"
        );
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await Sut.DisposeAsync();
        await using var admin = NpgsqlDataSource.Create(_server.ConnectionString);
        await using var drop = admin.CreateCommand($"drop database {_database} with (force)");
        await drop.ExecuteNonQueryAsync();
    }

    [SetUp]
    public Task ForgetAsync() => RunAsync("truncate loans");

    protected async Task RunAsync(string sql)
    {
        await using var command = Sut.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    protected async Task<long> CountAsync()
    {
        await using var command = Sut.CreateCommand("select count(*) from loans");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    protected static ScenarioStep Step(
        string sql,
        StepKind kind = StepKind.Action,
        IReadOnlyDictionary<string, JsonNode?>? parameters = null,
        StepMeta? meta = null,
        params BusinessRule[] rules
    ) =>
        new()
        {
            Id = "s",
            Alias = "s",
            Name = "s",
            Kind = kind,
            ChannelType = ChannelType.Db,
            Action = new ActionDefinition
            {
                InputTemplate = new StepInput { Parameters = parameters },
                Meta = (meta ?? new StepMeta { TimeoutMs = 5_000 }) with { DataSource = meta?.DataSource ?? "loans", Sql = sql },
            },
            Expectations = new StepExpectations { BusinessRules = rules },
        };

    protected Task<StepVerdict> ExecuteAsync(
        ScenarioStep step,
        JsonObject? data = null,
        DbProfile? profile = null,
        OutboundPolicy? policy = null,
        CancellationToken cancellationToken = default
    )
    {
        var plan = A.Plan(step) with
        {
            Data = data ?? [],
            Environment = new PlanEnvironment
            {
                Name = "test",
                DbProfiles = new Dictionary<string, DbProfile> { ["loans"] = profile ?? Profile },
            },
        };
        var context = new ExecutionContext(plan, new RunIdentity(A.Id(), Guid.Empty, "corr-1", StartedAt));
        var execution = new StepExecution(step, context, 1, StartedAt, policy ?? new OutboundPolicy { AllowLoopback = true });
        var connector = new GuardedConnector(new DnsHostResolver(), TimeProvider.System);
        return new DbPlugin(connector, TimeProvider.System).Steps.ExecuteAsync(execution, cancellationToken);
    }

    protected static string Told(StepVerdict verdict) =>
        string.Join("; ", verdict.Payload.Violations.Select(violation => $"{violation.Type} {violation.Code}: {violation.Message}"));
}
