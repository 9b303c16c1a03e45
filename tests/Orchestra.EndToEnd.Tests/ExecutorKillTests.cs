using Orchestra.Contracts.Reports;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Testing.Topologies;
using Orchestra.Testing.Waiting;

namespace Orchestra.EndToEnd.Tests;

/// <summary>kill -9 of the executor that owns a run, at the points where it hurts (MEASURING.md, F1).</summary>
[NonParallelizable]
internal sealed class ExecutorKillTests
{
    // Long enough to kill in between on a busy machine.
    private static readonly TimeSpan UnderWay = TimeSpan.FromMilliseconds(400);

    private Topology _topology = null!;
    private BankProject _project = null!;
    private Guid _approval;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _topology = await Topology.StartAsync(new TopologyOptions { LeaseDuration = TimeSpan.FromSeconds(2) });
        _project = await _topology.Client.ImportBankAsync(_topology.Bank.Address);
        _approval = await WarmUpAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_topology is not null)
        {
            await _topology.DisposeAsync();
        }
    }

    [TearDown]
    public Task SpeedUpAsync() => _topology.Bank.SetDelayAsync(TimeSpan.Zero);

    [TestCase("/applications")]
    [TestCase("/accounts")]
    [TestCase("/disbursement")]
    public async Task A_request_under_way_is_sent_again_with_its_key_and_has_one_effect(string pathEnd)
    {
        var run = await StartSlowlyAsync(pathEnd);
        var report = await KillAndFinishAsync(run, () => Task.CompletedTask);

        Assert.That(report.Status, Is.EqualTo(RunStatus.Passed));
        Assert.That(report.Attempt, Is.EqualTo(2), "another executor took over");
        DemandSends(report, pathEnd, 2);
        var requests = await RequestsToAsync(run, pathEnd);
        Assert.That(requests, Has.Count.EqualTo(2));
        Assert.That(requests[1].IdempotencyKey, Is.EqualTo(requests[0].IdempotencyKey));
        Assert.That(requests[1].Replayed, Is.True, "the bank knew the key");
        await DemandOnceAsync(report);
    }

    [Test]
    public async Task A_request_under_way_that_has_no_key_is_not_repeated_and_the_step_is_unknown()
    {
        var run = await StartSlowlyAsync("/notifications");
        var report = await KillAndFinishAsync(run, () => Task.CompletedTask);

        var step = report.StepAt("/notifications");
        Assert.That(step.Status, Is.EqualTo(StepStatus.Unknown));
        Assert.That(step.Payload.Reason, Does.Contain("declares no Idempotency-Key"));
        Assert.That(report.Status, Is.EqualTo(RunStatus.Broken));
        var barrier = report.Steps.Single(other => other.Kind == StepKind.Barrier);
        Assert.That(
            (barrier.Status, report.StepAt("/disbursement").Status),
            Is.EqualTo((StepStatus.Broken, StepStatus.Skipped)),
            "nothing is paid on what nobody knows"
        );
        Assert.That(
            report.Steps.Where(other => other != step && other.Index < barrier.Index).Select(other => other.Status),
            Is.All.EqualTo(StepStatus.Passed)
        );
        Assert.That(await RequestsToAsync(run, "/notifications"), Has.Count.EqualTo(1), "never sent again");
        Assert.That(
            (await _topology.Bank.EffectsAsync(run.CorrelationId)).Count(effect => effect.Operation == "notifyCustomer"),
            Is.EqualTo(1)
        );
        await BankJudge.DemandOrderAsync(_topology);
    }

    [Test]
    public async Task An_answer_whose_result_was_not_committed_is_asked_for_again()
    {
        var run = await StartSlowlyAsync("/accounts");
        await using var held = await RowLock.OnRunAsync(_topology.Database, run.Id);
        await held.WaitForResultAsync();
        var report = await KillAndFinishAsync(
            run,
            async () =>
            {
                await held.EndWaitersAsync();
                await held.DisposeAsync();
            }
        );

        Assert.That(report.Status, Is.EqualTo(RunStatus.Passed));
        DemandSends(report, "/accounts", 2);
        await DemandOnceAsync(report);
    }

    [Test]
    public async Task A_result_that_was_committed_after_the_executors_death_stands()
    {
        // Without a key, so that a step sent twice or forgotten could not stay hidden.
        var run = await StartSlowlyAsync("/notifications");
        await using var held = await RowLock.OnRunAsync(_topology.Database, run.Id);
        await held.WaitForResultAsync();
        var report = await KillAndFinishAsync(run, () => held.DisposeAsync().AsTask());

        Assert.That(report.Status, Is.EqualTo(RunStatus.Passed));
        Assert.That(report.Attempt, Is.EqualTo(2));
        DemandSends(report, "/notifications", 1);
        await DemandOnceAsync(report);
    }

    // A survivor that works for the first time in its life, on a busy machine, may lose a lease of 2 s of its own.
    private async Task<Guid> WarmUpAsync()
    {
        await _topology.Bank.SetDelayAsync(TimeSpan.FromMilliseconds(50));
        var owners = new HashSet<string>();
        while (true)
        {
            var suite = await _topology.Client.StartSuiteAsync(_project);
            await Eventually.IsTrueAsync(
                async () =>
                {
                    var runs = (await _topology.Ledger.RunsAsync()).Where(run => suite.RunIds.Contains(run.Id)).ToList();
                    owners.UnionWith(runs.Select(run => run.LockedBy).OfType<string>());
                    return runs.All(run => run.Status == RunStatus.Passed);
                },
                TimeSpan.FromSeconds(40),
                "the suite passes"
            );
            if (owners.Count == _topology.Executors.Count)
            {
                return (await _topology.Client.EndedSuiteAsync(suite.Id)).ShortestApproval(_project);
            }
        }
    }

    private async Task<StartedRun> StartSlowlyAsync(string pathEnd)
    {
        await _topology.Bank.SetDelayAsync(UnderWay);
        var run = await _topology.Client.StartRunAsync(_project, _approval);
        await _topology.Bank.WaitUnderWayAsync(run.CorrelationId, pathEnd);
        return run;
    }

    private async Task<RunReport> KillAndFinishAsync(StartedRun run, Func<Task> afterwards)
    {
        var owner = await _topology.TakeOwnerAsync(run.Id);
        await owner.KillAsync();
        await afterwards();
        await _topology.Bank.SetDelayAsync(TimeSpan.Zero);
        var report = await _topology.Client.EndedRunAsync(run.Id);
        // For the next test, and only now: its start would compete with the survivor's heartbeats.
        await _topology.AddExecutorAsync();
        return report;
    }

    private async Task<List<BankSut.Request>> RequestsToAsync(StartedRun run, string pathEnd) =>
        [
            .. (await _topology.Bank.RequestsAsync(run.CorrelationId)).Where(request =>
                request.Path.EndsWith(pathEnd, StringComparison.Ordinal)
            ),
        ];

    private static void DemandSends(RunReport report, string pathEnd, int sends)
    {
        var step = report.StepAt(pathEnd);
        Assert.That(step.Sends, Is.EqualTo(sends), step.Alias);
        Assert.That(report.Steps.Where(other => other != step).Select(other => other.Sends), Is.All.EqualTo(1));
        Assert.That(report.Steps.Select(other => other.Attempts), Is.All.EqualTo(1));
    }

    private async Task DemandOnceAsync(RunReport report)
    {
        await BankJudge.DemandEffectsOnceAsync(_topology.Bank, report);
        await BankJudge.DemandOrderAsync(_topology);
    }
}
