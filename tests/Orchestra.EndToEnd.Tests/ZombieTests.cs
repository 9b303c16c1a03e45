using Orchestra.Contracts.Runs;
using Orchestra.Testing.Topologies;
using Orchestra.Testing.Waiting;

namespace Orchestra.EndToEnd.Tests;

/// <summary>An executor that is stopped past its lease and then continued (MEASURING.md, F2).</summary>
[NonParallelizable]
internal sealed class ZombieTests
{
    private const string SlowStep = "/collateral-checks";

    private Topology _topology = null!;
    private BankProject _project = null!;
    private Guid _approval;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        // By its own clock the zombie's lease is good all the time and no heartbeat is due: what stops it is the fence alone.
        _topology = await Topology.StartAsync(
            new TopologyOptions
            {
                Executors = 1,
                LeaseDuration = TimeSpan.FromMinutes(2),
                SlowAnswer = TimeSpan.FromSeconds(5),
            }
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
    public async Task A_zombie_writes_nothing_to_a_run_that_another_executor_is_in_the_middle_of()
    {
        await _topology.Bank.SetFaultAsync("slow");
        var run = await _topology.Client.StartRunAsync(_project, _approval);
        await _topology.Bank.WaitUnderWayAsync(run.CorrelationId, SlowStep);
        var zombie = await _topology.TakeOwnerAsync(run.Id);
        zombie.Freeze();
        var old = await _topology.Ledger.RunAsync(run.Id);
        await _topology.Database.ExecuteAsAdminAsync(
            $"update runs.test_run set lock_until = now() - interval '1 second' where id = '{run.Id}'"
        );
        await _topology.AddExecutorAsync();
        var taken = await WaitForSecondSendAsync(run, old);
        await WaitForFirstAnswerAsync(run);

        zombie.Thaw();
        await WaitForLogAsync(zombie, $"Lease lost: run {run.Id} was dropped");

        var now = await _topology.Ledger.RunAsync(run.Id);
        Assert.That((now.Status, now.Epoch), Is.EqualTo((RunStatus.InProgress, taken.Epoch)), "the new owner is still in the middle of it");
        var step = await SlowStepAsync(run);
        Assert.That((step.Status, step.Epoch), Is.EqualTo((StepStatus.Running, taken.Epoch)), "the zombie's answer was not written");

        await _topology.Bank.SetFaultAsync("none");
        var report = await _topology.Client.EndedRunAsync(run.Id);
        Assert.That((report.Status, report.Attempt), Is.EqualTo((RunStatus.Passed, 2)));
        Assert.That(report.StepAt(SlowStep).Sends, Is.EqualTo(2));
        var slow = report.StepAt(SlowStep).Index;
        var epochs = (await _topology.Ledger.StepsAsync(run.Id)).Select(row => row.Epoch == (row.Index < slow ? old.Epoch : old.Epoch + 1));
        Assert.That(epochs, Is.All.True, "every result is by the owner of its time");

        await BankJudge.DemandEffectsOnceAsync(_topology.Bank, report);
        await BankJudge.DemandOrderAsync(_topology);
    }

    private Task<LedgerStep> WaitForSecondSendAsync(StartedRun run, LedgerRun old) =>
        Eventually.GetAsync(
            () => SlowStepAsync(run),
            step => step.Sends == 2 && step.Epoch > old.Epoch && step.Status == StepStatus.Running,
            TimeSpan.FromSeconds(15),
            "the second executor sends the step again"
        );

    private Task WaitForFirstAnswerAsync(StartedRun run) =>
        Eventually.IsTrueAsync(
            async () => (await _topology.Bank.RequestsAsync(run.CorrelationId)).First(IsSlow).Status is not null,
            TimeSpan.FromSeconds(15),
            "the bank answers the zombie's request"
        );

    private static Task<string> WaitForLogAsync(Testing.Processes.ServiceProcess executor, string text) =>
        Eventually.GetAsync(
            () => Task.FromResult(string.Join('\n', executor.Output)),
            log => log.Contains(text, StringComparison.Ordinal),
            TimeSpan.FromSeconds(5),
            $"the log says '{text}'"
        );

    private async Task<LedgerStep> SlowStepAsync(StartedRun run) => (await _topology.Ledger.StepsAsync(run.Id))[^1];

    private static bool IsSlow(BankSut.Request request) => request.Path.EndsWith(SlowStep, StringComparison.Ordinal);
}
