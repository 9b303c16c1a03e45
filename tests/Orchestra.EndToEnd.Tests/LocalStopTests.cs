using Aspire.Hosting;
using Orchestra.Contracts.Runs;
using Orchestra.Testing.Processes;
using Orchestra.Testing.Servers;
using Orchestra.Testing.Topologies;

namespace Orchestra.EndToEnd.Tests;

/// <summary>Ctrl+C on the local host while a step hangs: the executor's grace fits into the host's patience.</summary>
internal sealed class LocalStopTests
{
    // Longer than any grace, shorter than a test waits for its end.
    private static readonly TimeSpan Hanging = TimeSpan.FromSeconds(12);

    private Topology _topology = null!;
    private BankProject _project = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        // The lease outlasts the test: only a hand-over can free the run.
        _topology = await Topology.StartAsync(
            new TopologyOptions
            {
                Executors = 0,
                LeaseDuration = TimeSpan.FromSeconds(60),
                PollEvery = TimeSpan.FromMilliseconds(200),
            }
        );
        _project = await _topology.Client.ImportBankAsync(_topology.Bank.Address);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_topology is not null)
        {
            await _topology.DisposeAsync();
        }
    }

    [Test, CancelAfter(120_000)]
    public async Task A_hanging_step_costs_the_run_no_attempt()
    {
        await using var host = await StartExecutorAsync();
        await _topology.Bank.SetDelayAsync(Hanging);
        var run = await _topology.Client.StartRunAsync(_project, _project.Scenarios[0].Id);
        await _topology.Bank.WaitUnderWayAsync(run.CorrelationId, "/applications");

        var begin = TimeProvider.System.GetTimestamp();
        await host.StopAsync();

        var took = TimeProvider.System.GetElapsedTime(begin);
        await TestContext.Out.WriteLineAsync($"stopped in {took.TotalSeconds:0.0} s");
        Assert.That(took, Is.LessThan(TimeSpan.FromSeconds(10)));
        var released = await _topology.Ledger.RunAsync(run.Id);
        Assert.That((released.LockedBy, released.Attempt), Is.EqualTo(((string?)null, 1)), "handed over, not killed");

        await _topology.Bank.SetDelayAsync(TimeSpan.Zero);
        await _topology.AddExecutorAsync();
        var report = await _topology.Client.EndedRunAsync(run.Id);
        Assert.That((report.Status, report.Attempt), Is.EqualTo((RunStatus.Passed, 1)));
        await BankJudge.DemandEffectsOnceAsync(_topology.Bank, report);
    }

    private async Task<DistributedApplication> StartExecutorAsync()
    {
        var builder = DistributedApplication.CreateBuilder(["--ephemeral"]);
        builder
            .AddProject("executor", Path.Combine(BuiltPrograms.Root, "services", "Executor", "Orchestra.Executor.csproj"))
            .WithHttpEndpoint()
            .WithHttpHealthCheck("/health/ready")
            .WithEnvironment("ConnectionStrings__orchestra_worker", _topology.Database.WorkerConnectionString)
            .WithEnvironment("ConnectionStrings__messaging", await TestServers.RabbitMqAsync())
            .WithEnvironment("Leases__Duration", "00:01:00");
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
