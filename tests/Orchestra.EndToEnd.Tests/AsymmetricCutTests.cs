using Orchestra.Contracts.Runs;
using Orchestra.Testing.Servers;
using Orchestra.Testing.Topologies;
using Orchestra.Testing.Waiting;

namespace Orchestra.EndToEnd.Tests;

/// <summary>An executor that reaches the system under test and not PostgreSQL (MEASURING.md, F8).</summary>
internal sealed class AsymmetricCutTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    [Test, CancelAfter(120_000)]
    public async Task No_step_starts_after_the_leases_own_margin_and_none_when_the_answers_come_at_last()
    {
        await using var topology = await Topology.StartAsync(new TopologyOptions { Executors = 0, LeaseDuration = Lease });
        await using var link = DatabaseLink.To(topology.Database.WorkerConnectionString);
        var cut = await topology.AddExecutorAsync(("ConnectionStrings__orchestra_worker", link.ConnectionString));
        var project = await topology.Client.ImportBankAsync(topology.Bank.Address);
        await topology.Client.EndedSuiteAsync((await topology.Client.StartSuiteAsync(project)).Id);
        await topology.Bank.SetDelayAsync(TimeSpan.FromMilliseconds(100));
        var known = (await topology.Bank.RequestsAsync()).Count;
        var suite = await topology.Client.StartSuiteAsync(project);
        await Eventually.IsTrueAsync(
            async () => (await topology.Bank.RequestsAsync()).Count > known + 4,
            TimeSpan.FromSeconds(20),
            "the suite is under way"
        );

        link.Silence();
        // The reaper takes the runs when their leases are over: later than their owner's margin.
        await Eventually.IsTrueAsync(
            async () => (await topology.Ledger.RunsAsync()).TrueForAll(run => run.Status != RunStatus.InProgress),
            TimeSpan.FromSeconds(20),
            "the runs were taken from the executor that is cut off"
        );
        var atLapse = (await topology.Bank.RequestsAsync()).Count;
        var other = await topology.AddExecutorAsync();
        await Eventually.IsTrueAsync(
            async () => (await topology.Ledger.RunsAsync()).Exists(run => IsOf(run, other.Id)),
            TimeSpan.FromSeconds(20),
            "another executor has runs"
        );
        var atClaim = (await topology.Ledger.RunsAsync()).ToDictionary(run => run.Id, run => run.Epoch);
        // Everything that it had asked and was answered arrives now, late.
        link.Speak();
        var report = await topology.Client.EndedSuiteAsync(suite.Id);

        Assert.That(
            string.Join('\n', cut.Output),
            Does.Contain("belongs to somebody else, or may soon").Or.Contain("was given up"),
            "it knew by its own clock"
        );
        Assert.That(report.Runs.Select(run => run.Status), Is.All.EqualTo(RunStatus.Passed).Or.EqualTo(RunStatus.Broken));
        Assert.That(atClaim.Values, Has.Some.Positive);
        await TestContext.Out.WriteLineAsync($"{atLapse - known} requests before the leases were over");
        // Each request belongs to a send that the ledger counts: one more would be a step that started without a lease.
        foreach (var run in report.Runs)
        {
            var sends = run.Steps.Sum(step => step.Sends);
            Assert.That((await topology.Bank.RequestsAsync(run.CorrelationId)).Count, Is.LessThanOrEqualTo(sends), $"run {run.RunId}");
        }

        await BankJudge.DemandOrderAsync(topology, [.. suite.RunIds]);
    }

    private static bool IsOf(LedgerRun run, int process) => run.LockedBy?.EndsWith($":{process}", StringComparison.Ordinal) == true;
}
