using System.Collections.Concurrent;
using Npgsql;
using Orchestra.Testing.Processes;
using Orchestra.Testing.Servers;

namespace Orchestra.Testing.Topologies;

/// <summary>
/// The product as it runs: Api, executors and the sample bank, each a process, on a database of its own, with the variables that
/// Orchestra.AppHost sets. It dies with the test.
/// </summary>
public sealed class Topology : IAsyncDisposable
{
    private readonly TopologyOptions _options;
    private readonly string _server;
    private readonly string _bankServer;
    private readonly string _broker;
    private readonly string _bankDatabase = $"bank{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";
    private readonly ConcurrentBag<ServiceProcess> _started = [];
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };

    private Topology(TopologyOptions options, TestDatabase database, string bankServer, string broker) =>
        (_options, Database, _server, _bankServer, _broker, Ledger) = (
            options,
            database,
            options.Server ?? bankServer,
            bankServer,
            broker,
            new LedgerView(database)
        );

    /// <summary>The product's database.</summary>
    public TestDatabase Database { get; }

    /// <summary>What the tables say.</summary>
    public LedgerView Ledger { get; }

    /// <summary>The Apis.</summary>
    public List<ServiceProcess> Apis { get; } = [];

    /// <summary>The executors that the test did not end.</summary>
    public List<ServiceProcess> Executors { get; } = [];

    /// <summary>The system under test.</summary>
    public BankSut Bank { get; private set; } = null!;

    /// <summary>A client of the first Api.</summary>
    public OrchestraClient Client { get; private set; } = null!;

    /// <summary>Superuser connection string of the PostgreSQL server.</summary>
    public string Server => _server;

    /// <summary>Where the product's own servers listen, as <c>host:port</c>: what no step may reach.</summary>
    public IReadOnlyList<string> OwnServers
    {
        get
        {
            var postgres = new NpgsqlConnectionStringBuilder(_server);
            var broker = new Uri(_broker);
            return [$"{postgres.Host}:{postgres.Port}", $"{broker.Host}:{broker.Port}"];
        }
    }

    /// <summary>Starts everything and waits until all of it is healthy.</summary>
    public static async Task<Topology> StartAsync(TopologyOptions? options = null)
    {
        var chosen = options ?? new TopologyOptions();
        var bankServer = await TestServers.PostgresAsync();
        var broker = chosen.Broker ?? await TestServers.RabbitMqAsync();
        var topology = new Topology(chosen, await TestDatabase.CreateAsync(chosen.Server ?? bankServer), bankServer, broker);
        try
        {
            await topology.StartAllAsync();
            return topology;
        }
        catch
        {
            await topology.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one more executor, with these variables on top of what all have.</summary>
    public async Task<ServiceProcess> AddExecutorAsync(params (string Name, string Value)[] variables)
    {
        var all = ExecutorVariables();
        foreach (var (name, value) in variables)
        {
            all[name] = value;
        }

        var executor = await LaunchAsync("Orchestra.Executor", all);
        lock (Executors)
        {
            Executors.Add(executor);
        }

        return executor;
    }

    /// <summary>The executor that holds a run's lease, taken out of <see cref="Executors"/>: the test will end or freeze it.</summary>
    public async Task<ServiceProcess> TakeOwnerAsync(Guid runId)
    {
        // An owner's name is machine:process.
        var owner = (await Ledger.RunAsync(runId)).LockedBy ?? throw new InvalidOperationException($"run {runId} has no owner");
        var id = int.Parse(owner[(owner.LastIndexOf(':') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        lock (Executors)
        {
            var executor = Executors.Single(candidate => candidate.Id == id);
            Executors.Remove(executor);
            return executor;
        }
    }

    /// <summary>Starts an Api that the test has ended again, at the same address.</summary>
    public async Task RestartApiAsync(int index)
    {
        Apis[index] = await Apis[index].StartAgainAsync();
        _started.Add(Apis[index]);
    }

    /// <summary>A client of an Api.</summary>
    public OrchestraClient ClientOf(ServiceProcess api) => new(_http, api.Address);

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_started.Select(process => process.DisposeAsync().AsTask()));
        _http.Dispose();
        await Database.DisposeAsync();
        await ExecuteForBankAsync($"drop database if exists {_bankDatabase} with (force)");
    }

    private async Task StartAllAsync()
    {
        await ExecuteForBankAsync($"create database {_bankDatabase}");
        var bank = LaunchAsync("Orchestra.Samples.Bank", BankVariables(), "/health");
        var apis = Enumerable.Range(0, _options.Apis).Select(_ => LaunchAsync("Orchestra.Api", ApiVariables())).ToList();
        var executors = Enumerable.Range(0, _options.Executors).Select(_ => AddExecutorAsync()).ToList();
        await Task.WhenAll([bank, .. apis, .. executors]);
        Apis.AddRange(await Task.WhenAll(apis));
        Bank = new BankSut(_http, (await bank).Address);
        Client = ClientOf(Apis[0]);
    }

    private async Task<ServiceProcess> LaunchAsync(string project, Dictionary<string, string> variables, string health = "/health/ready")
    {
        var process = await ServiceProcess.StartAsync(project, variables, health);
        _started.Add(process);
        return process;
    }

    private Dictionary<string, string> ExecutorVariables()
    {
        var variables = new Dictionary<string, string>
        {
            ["ConnectionStrings__orchestra_worker"] = Database.WorkerConnectionString,
            ["ConnectionStrings__messaging"] = _broker,
            ["Leases__Duration"] = _options.LeaseDuration.ToString(),
            ["Leases__ReapEvery"] = "00:00:00.5",
            ["Executor__PollEvery"] = _options.PollEvery.ToString(),
        };
        foreach (var (server, i) in OwnServers.Concat(_options.AlsoForbidden).Select((server, i) => (server, i)))
        {
            variables[$"Outbound__Forbidden__{i}"] = server;
        }

        return variables;
    }

    private Dictionary<string, string> ApiVariables() =>
        new(ExecutorVariables()) { ["ConnectionStrings__orchestra_app"] = Database.AppConnectionString };

    private Dictionary<string, string> BankVariables() =>
        new()
        {
            ["ConnectionStrings__bank"] = new NpgsqlConnectionStringBuilder(_bankServer) { Database = _bankDatabase }.ConnectionString,
            ["Bank__SlowAnswer"] = _options.SlowAnswer.ToString(),
        };

    private async Task ExecuteForBankAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_bankServer);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
