using Orchestra.Contracts.Runs;
using Orchestra.Testing.Topologies;
using Orchestra.Testing.Waiting;

namespace Orchestra.EndToEnd.Tests;

/// <summary>SIGTERM of an executor in mid-run (MEASURING.md, F14).</summary>
internal sealed class HandOverTests
{
    private Topology _topology = null!;
    private BankProject _project = null!;
    private Guid _approval;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        // Neither the lease's end nor a look round by chance can explain a quick hand-over here.
        _topology = await Topology.StartAsync(
            new TopologyOptions { LeaseDuration = TimeSpan.FromSeconds(40), PollEvery = TimeSpan.FromSeconds(40) }
        );
        _project = await _topology.Client.ImportBankAsync(_topology.Bank.Address);
        var warm = await _topology.Client.StartSuiteAsync(_project);
        _approval = (await _topology.Client.EndedSuiteAsync(warm.Id)).ShortestApproval(_project);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_topology is not null)
        {
            await _topology.DisposeAsync();
        }
    }

    [Test]
    public async Task A_stopped_executor_hands_its_runs_over_at_once()
    {
        await _topology.Bank.SetDelayAsync(TimeSpan.FromMilliseconds(300));
        var runs = new List<StartedRun>();
        for (var i = 0; i < 3; i++)
        {
            runs.Add(await _topology.Client.StartRunAsync(_project, _approval));
        }

        // Without an Idempotency-Key: it must be let end, not cut off.
        await _topology.Bank.WaitUnderWayAsync(runs[0].CorrelationId, "/notifications");
        var owner = await _topology.TakeOwnerAsync(runs[0].Id);
        var before = await _topology.Ledger.RunAsync(runs[0].Id);
        var asked = TimeProvider.System.GetTimestamp();
        var stopped = owner.StopAsync();
        await Eventually.GetAsync(
            () => _topology.Ledger.RunAsync(runs[0].Id),
            run => run.Status == RunStatus.InProgress && run.Epoch > before.Epoch,
            TimeSpan.FromSeconds(20),
            "another executor owns the run"
        );
        var took = TimeProvider.System.GetElapsedTime(asked);
        await TestContext.Out.WriteLineAsync($"handed over {took.TotalMilliseconds:0} ms after SIGTERM");

        Assert.That(took, Is.LessThan(TimeSpan.FromSeconds(4)), "the rest of one step and a wake-up, not a lease and not a poll");
        Assert.That(await stopped, Is.Zero, "a clean end");
        await _topology.Bank.SetDelayAsync(TimeSpan.Zero);
        foreach (var run in runs)
        {
            var report = await _topology.Client.EndedRunAsync(run.Id);
            Assert.That((report.Status, report.Attempt), Is.EqualTo((RunStatus.Passed, 1)), "nobody died");
            Assert.That(report.Steps.Select(step => step.Sends), Is.All.EqualTo(1), "no step was cut off");
            await BankJudge.DemandEffectsOnceAsync(_topology.Bank, report);
        }

        await BankJudge.DemandOrderAsync(_topology);
    }
}
