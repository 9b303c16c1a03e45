using Orchestra.Testing.Processes;
using Orchestra.Testing.Servers;
using Orchestra.Testing.Topologies;
using Orchestra.Testing.Waiting;

namespace Orchestra.EndToEnd.Tests;

/// <summary>How soon the runs of a dead executor go on (MEASURING.md, P11): by the database's clock, from the kill to each run's next committed step.</summary>
[NonParallelizable]
internal sealed class RecoveryTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ReapEvery = TimeSpan.FromSeconds(0.5);

    private static readonly int Suites = TestServers.IsDeep ? 50 : 8;
    private static readonly int Repetitions = TestServers.IsDeep ? 10 : 1;

    private Topology _topology = null!;
    private BankProject _project = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _topology = await Topology.StartAsync(new TopologyOptions { Executors = 0, LeaseDuration = Lease });
        await AddAsync();
        await AddAsync();
        _project = await _topology.Client.ImportBankAsync(_topology.Bank.Address);
        await _topology.Database.ExecuteAsAdminAsync("update runs.tenant_slot set max_parallel = 1000");
        await EndedAsync(await StartSuitesAsync());
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_topology is not null)
        {
            await _topology.DisposeAsync();
        }
    }

    [Test, CancelAfter(1_200_000)]
    public async Task After_kill_9_every_run_goes_on_within_its_lease_and_the_reapers_period()
    {
        var took = new List<double>();
        for (var i = 0; i < Repetitions; i++)
        {
            took.AddRange(await RepeatAsync(victim => victim.KillAsync()));
        }

        var sorted = await TellAsync("kill -9", took);
        var bound = (Lease + ReapEvery + TimeSpan.FromSeconds(2)).TotalSeconds;
        Assert.That(sorted[^1], Is.LessThanOrEqualTo(bound), "no run waited longer");
    }

    [Test, CancelAfter(1_200_000)]
    public async Task After_SIGTERM_every_run_goes_on_at_once()
    {
        var took = new List<double>();
        for (var i = 0; i < Repetitions; i++)
        {
            took.AddRange(await RepeatAsync(victim => victim.StopAsync()));
        }

        var sorted = await TellAsync("SIGTERM", took);
        // What is under way may end within the grace; nothing waits for a lease.
        Assert.That(sorted[sorted.Count / 2], Is.LessThan(Lease.TotalSeconds / 2));
    }

    private async Task<List<double>> RepeatAsync(Func<ServiceProcess, Task> end)
    {
        await _topology.Bank.SetDelayAsync(TimeSpan.FromMilliseconds(300));
        var suites = await StartSuitesAsync();
        var victim = await BusyOwnerAsync();
        var at = await _topology.Database.ScalarAsync<DateTime>("select clock_timestamp()");
        var orphans = (await _topology.Ledger.RunsAsync()).Where(run => IsOf(run, victim)).Select(run => run.Id).ToList();
        var ending = end(victim);
        await _topology.Bank.SetDelayAsync(TimeSpan.Zero);
        await EndedAsync(suites);
        await ending;
        await BankJudge.DemandOrderAsync(_topology, [.. suites.SelectMany(suite => suite.RunIds)]);
        await AddAsync();
        var took = new List<double>();
        foreach (var run in orphans)
        {
            took.Add(await FirstStepAfterAsync(run, at));
        }

        return took;
    }

    // The run's end counts where no step was left.
    private Task<double> FirstStepAfterAsync(Guid run, DateTime at) =>
        _topology.Database.ScalarAsync<double>(
            $"""
            select extract(epoch from min(at) - '{at:O}'::timestamptz)::double precision from runs.run_event
            where run_id = '{run}' and at > '{at:O}'::timestamptz and type in ('step:result', 'run:complete')
            """
        );

    private async Task<ServiceProcess> BusyOwnerAsync()
    {
        var runs = await Eventually.GetAsync(
            _topology.Ledger.RunsAsync,
            all => _topology.Executors.TrueForAll(executor => all.Count(run => IsOf(run, executor)) >= Suites / 2),
            TimeSpan.FromSeconds(60),
            "both executors have runs"
        );
        var owner = _topology.Executors.MaxBy(executor => runs.Count(run => IsOf(run, executor)))!;
        _topology.Executors.Remove(owner);
        return owner;
    }

    private static bool IsOf(LedgerRun run, ServiceProcess executor) =>
        run.LockedBy?.EndsWith($":{executor.Id}", StringComparison.Ordinal) == true;

    private Task<ServiceProcess> AddAsync() => _topology.AddExecutorAsync(("Executor__MaxConcurrentRuns", "200"));

    private async Task<List<StartedSuiteRun>> StartSuitesAsync()
    {
        var suites = new List<StartedSuiteRun>();
        for (var i = 0; i < Suites; i++)
        {
            suites.Add(await _topology.Client.StartSuiteAsync(_project));
        }

        return suites;
    }

    private async Task EndedAsync(List<StartedSuiteRun> suites)
    {
        foreach (var suite in suites)
        {
            await _topology.Client.EndedSuiteAsync(suite.Id, TimeSpan.FromSeconds(120));
        }
    }

    private static async Task<List<double>> TellAsync(string what, List<double> took)
    {
        var sorted = took.Order().ToList();
        Assert.That(sorted, Is.Not.Empty);
        await TestContext.Out.WriteLineAsync(
            $"{what}: {sorted.Count} runs in {Repetitions} repetitions, next step after p50 {sorted[sorted.Count / 2]:0.00} s, max {sorted[^1]:0.00} s"
        );
        return sorted;
    }
}
