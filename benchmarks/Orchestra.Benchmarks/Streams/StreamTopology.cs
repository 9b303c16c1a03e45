using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orchestra.Contracts.Bus;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.Journal;
using Orchestra.Runs.Leases;
using Orchestra.ServiceDefaults.Bus;
using Orchestra.ServiceDefaults.Identity;
using Orchestra.Testing.Builders;
using Orchestra.Testing.Processes;
using Orchestra.Testing.Servers;

namespace Orchestra.Benchmarks.Streams;

/// <summary>The Api as a process, and in this one the executor's part: a claimed run, its journal, and the wake-ups over the broker.</summary>
internal sealed class StreamTopology : IAsyncDisposable
{
    private readonly ServiceProcess _api;
    private readonly WebApplication _bus;
    private readonly TestDatabase _database;
    private readonly JournalStore _journal;
    private readonly RunLease _lease;
    private int _attempt;
    private bool _begun;

    private StreamTopology(ServiceProcess api, WebApplication bus, TestDatabase database, RunLease lease)
    {
        (_api, _bus, _database, _lease) = (api, bus, database, lease);
        _journal = new JournalStore(database.Worker);
        Changed = bus.Services.GetRequiredService<WakeUp<RunsChanged>>();
    }

    /// <summary>Wakes the Api.</summary>
    public WakeUp<RunsChanged> Changed { get; }

    public Uri Api => _api.Address;

    /// <summary>The stream to follow.</summary>
    public string Path => $"/api/v1/testruns/{_lease.RunId}/events";

    public static async Task<StreamTopology> StartAsync(TestDatabase database)
    {
        var broker = await TestServers.RabbitMqAsync();
        var api = await ServiceProcess.StartAsync(
            "Orchestra.Api",
            new Dictionary<string, string>
            {
                ["ConnectionStrings__orchestra_app"] = database.AppConnectionString,
                ["ConnectionStrings__orchestra_worker"] = database.WorkerConnectionString,
                ["ConnectionStrings__messaging"] = broker,
            }
        );
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["ConnectionStrings:messaging"] = broker, ["urls"] = "http://127.0.0.1:0" }
        );
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddBus();
        var bus = builder.Build();
        await bus.StartAsync();
        return new StreamTopology(api, bus, database, await ClaimAsync(database));
    }

    /// <summary>Number of the last event.</summary>
    public Task<long> LastEventAsync() => _database.ScalarAsync<long>($"select last_seq from runs.test_run where id = '{_lease.RunId}'");

    /// <summary>Commits one event: the beginning and the end of attempts of a step, in turn.</summary>
    public async Task AppendAsync()
    {
        if (_begun)
        {
            var outcome = new StepOutcome(StepStatus.Broken, 1, new StepPayload());
            await _journal.CompleteStepAsync(_lease, 0, "step", _attempt, outcome, CancellationToken.None);
        }
        else
        {
            await _journal.StartStepAsync(_lease, 0, "step", ++_attempt, CancellationToken.None);
        }

        _begun = !_begun;
    }

    public async ValueTask DisposeAsync()
    {
        await _bus.DisposeAsync();
        await _api.DisposeAsync();
    }

    // In the development principal's tenant: the Api answers it without a key.
    private static async Task<RunLease> ClaimAsync(TestDatabase database)
    {
        var tenant = WellKnownTenants.Development;
        await database.App.GiveSlotsAsync(tenant);
        await database.App.AcceptAsync(tenant, A.Run(A.Plan(A.Step("step", "http://nowhere.example/"))));
        var leases = new LeaseStore(database.Worker);
        for (var tries = 0; tries < 100; tries++)
        {
            // The Api's scheduler moves it.
            if (await leases.ClaimAsync("bench", 1, TimeSpan.FromMinutes(30), CancellationToken.None) is [var run])
            {
                return run.Lease;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        throw new BenchmarkException("the run was not queued");
    }
}
