using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using Orchestra.Contracts.Profiles;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Plugins;
using Orchestra.Engine.Plugins.Db;
using Orchestra.Testing.Builders;
using Orchestra.Testing.Servers;

namespace Orchestra.Engine.Tests.Plugins.Db;

/// <summary>What every plug-in promises, of databases.</summary>
internal sealed class DbConformanceTests : PluginConformance
{
    private readonly string _database = "sut_" + A.Id().ToString("N");
    private NpgsqlConnectionStringBuilder _server = null!;
    private NpgsqlDataSource _sut = null!;

    protected override IProtocolPlugin Plugin { get; } = new DbPlugin(Connector, TimeProvider.System);

    protected override DnsEndPoint Server => new("127.0.0.1", _server.Port);

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _server = new NpgsqlConnectionStringBuilder(await TestServers.PostgresAsync());
        await AsAdminAsync($"create database {_database}");
        _sut = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = _database }.ConnectionString
        );
        await using var command = _sut.CreateCommand("create table marks (n bigserial primary key, mark text not null)");
        await command.ExecuteNonQueryAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _sut.DisposeAsync();
        await AsAdminAsync($"drop database {_database} with (force)");
    }

    protected override ScenarioStep Sending(string marker) =>
        Step(
            new StepInput { Parameters = new Dictionary<string, JsonNode?> { ["mark"] = marker } },
            new StepMeta
            {
                DataSource = "marks",
                Sql = "insert into marks (mark) values (@mark)",
                Write = true,
            }
        );

    protected override ScenarioStep ToUnknown(ScenarioStep step) =>
        step with
        {
            Action = step.Action with { Meta = step.Action.Meta with { DataSource = "nobody" } },
        };

    protected override PlanEnvironment Connected(PlanEnvironment environment, DnsEndPoint server) =>
        environment with
        {
            DbProfiles = new Dictionary<string, DbProfile>
            {
                ["marks"] = new()
                {
                    Host = server.Host,
                    Port = server.Port,
                    Database = _database,
                    User = _server.Username,
                    Password = _server.Password,
                    AllowWrites = true,
                },
            },
        };

    protected override async Task<IReadOnlyList<string>> ArrivedAsync(string marker, CancellationToken cancellationToken)
    {
        await using var command = _sut.CreateCommand("select mark from marks where starts_with(mark, $1) order by n");
        command.Parameters.Add(new NpgsqlParameter { Value = marker });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var arrived = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            arrived.Add(reader.GetString(0));
        }

        return arrived;
    }

    private async Task AsAdminAsync(string sql)
    {
        await using var admin = NpgsqlDataSource.Create(_server.ConnectionString);
        await using var command = admin.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
