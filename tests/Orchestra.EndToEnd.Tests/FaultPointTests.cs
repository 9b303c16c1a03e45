using Orchestra.Contracts.Reports;
using Orchestra.Contracts.Runs;
using Orchestra.Testing.Processes;
using Orchestra.Testing.Topologies;

namespace Orchestra.EndToEnd.Tests;

/// <summary>
/// An executor that dies exactly between two statements of its own, where no kill from outside can be timed (MEASURING.md, F1). What
/// dies in mid-request or inside a commit is in <see cref="ExecutorKillTests"/>.
/// </summary>
[NonParallelizable]
internal sealed class FaultPointTests
{
    private const int Killed = 137;
    private const string WithKey = "/accounts";
    private const string WithoutKey = "/notifications";

    private Topology _topology = null!;
    private BankProject _project = null!;
    private RunReport _example = null!;
    private Guid _approval;

    private ServiceProcess Survivor => _topology.Executors[0];

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _topology = await Topology.StartAsync(new TopologyOptions { Executors = 1, LeaseDuration = TimeSpan.FromSeconds(2) });
        _project = await _topology.Client.ImportBankAsync(_topology.Bank.Address);
        var warm = await _topology.Client.EndedSuiteAsync((await _topology.Client.StartSuiteAsync(_project)).Id);
        _approval = warm.ShortestApproval(_project);
        _example = await _topology.Client.EndedRunAsync((await _topology.Client.StartRunAsync(_project, _approval)).Id);
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
    public async Task After_the_claim_nothing_was_done_and_everything_is_done_once()
    {
        var (report, _) = await DieAndFinishAsync("AfterClaim", null);

        Assert.That((report.Status, report.Attempt), Is.EqualTo((RunStatus.Passed, 2)));
        Assert.That(report.Steps.Select(step => step.Sends), Is.All.EqualTo(1));
        await DemandOnceAsync(report);
    }

    [TestCase("BeforeSend", 1)]
    [TestCase("AfterResponse", 2)]
    public async Task A_step_with_a_key_whose_end_nobody_knows_is_sent_again(string point, int seen)
    {
        var (report, requests) = await DieAndFinishAsync(point, WithKey);

        Assert.That((report.Status, report.Attempt), Is.EqualTo((RunStatus.Passed, 2)));
        Assert.That(report.StepAt(WithKey).Sends, Is.EqualTo(2));
        Assert.That(requests, Has.Count.EqualTo(seen));
        Assert.That(requests.Select(request => request.IdempotencyKey).Distinct().ToList(), Has.Count.EqualTo(1));
        Assert.That(requests.Count(request => request.Replayed), Is.EqualTo(seen - 1));
        await DemandOnceAsync(report);
    }

    [TestCase("BeforeSend", 0)]
    [TestCase("AfterResponse", 1)]
    public async Task A_step_without_a_key_whose_end_nobody_knows_is_unknown(string point, int seen)
    {
        var (report, requests) = await DieAndFinishAsync(point, WithoutKey);

        Assert.That((report.Status, report.StepAt(WithoutKey).Status), Is.EqualTo((RunStatus.Broken, StepStatus.Unknown)));
        Assert.That(requests, Has.Count.EqualTo(seen), "never sent again");
        await BankJudge.DemandOrderAsync(_topology, report.RunId);
    }

    [Test]
    public async Task A_result_that_is_committed_stands_though_its_executor_never_learned_so()
    {
        // Without a key: sent again, it would be seen.
        var (report, requests) = await DieAndFinishAsync("BeforeAck", WithoutKey);

        Assert.That((report.Status, report.Attempt), Is.EqualTo((RunStatus.Passed, 2)));
        Assert.That(requests, Has.Count.EqualTo(1));
        await DemandOnceAsync(report);
    }

    private async Task<(RunReport Report, List<BankSut.Request> Requests)> DieAndFinishAsync(string point, string? pathEnd)
    {
        Survivor.Freeze();
        (string, string)[] at = pathEnd is null ? [] : [("Faults__Step", _example.StepAt(pathEnd).Alias)];
        var victim = await _topology.AddExecutorAsync([("Faults__KillAt", point), .. at]);
        var run = await _topology.Client.StartRunAsync(_project, _approval);
        Assert.That(await victim.Exited.WaitAsync(TimeSpan.FromSeconds(20)), Is.EqualTo(Killed), "it died where it was to");
        Survivor.Thaw();
        var report = await _topology.Client.EndedRunAsync(run.Id);
        var requests = (await _topology.Bank.RequestsAsync(run.CorrelationId)).Where(request =>
            pathEnd is not null && request.Path.EndsWith(pathEnd, StringComparison.Ordinal)
        );
        return (report, [.. requests]);
    }

    private async Task DemandOnceAsync(RunReport report)
    {
        await BankJudge.DemandEffectsOnceAsync(_topology.Bank, report);
        await BankJudge.DemandOrderAsync(_topology, report.RunId);
    }
}
