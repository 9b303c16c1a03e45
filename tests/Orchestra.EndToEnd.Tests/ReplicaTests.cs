using Orchestra.Contracts.Runs;
using Orchestra.Testing.Topologies;
using Orchestra.Testing.Waiting;

namespace Orchestra.EndToEnd.Tests;

/// <summary>Two Apis, so two schedulers and two reapers, and four executors on the same work (MEASURING.md, F13 and F15).</summary>
internal sealed class ReplicaTests
{
    private const int Suites = 12;

    private Topology _topology = null!;
    private BankProject _project = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _topology = await Topology.StartAsync(new TopologyOptions { Apis = 2, Executors = 4 });
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

    [Test]
    public async Task Replicas_share_the_work_and_every_run_ends_once()
    {
        var clients = _topology.Apis.Select(_topology.ClientOf).ToList();
        var started = await Task.WhenAll(Enumerable.Range(0, Suites).Select(i => clients[i % 2].StartSuiteAsync(_project)));
        var owners = new HashSet<string>();
        await Eventually.IsTrueAsync(
            async () =>
            {
                var runs = await _topology.Ledger.RunsAsync();
                owners.UnionWith(runs.Select(run => run.LockedBy).OfType<string>());
                return runs.All(run => run.Status == RunStatus.Passed);
            },
            TimeSpan.FromSeconds(60),
            "all runs pass"
        );

        foreach (var suite in started)
        {
            var report = await clients[0].EndedSuiteAsync(suite.Id);
            Assert.That(report.Status, Is.EqualTo(SuiteRunStatus.Passed));
            Assert.That(report.Runs.Select(run => run.Attempt), Is.All.EqualTo(1));
            await BankJudge.DemandEffectsOnceAsync(_topology.Bank, report.Runs);
        }

        Assert.That(owners, Has.Count.GreaterThan(1), "more than one executor worked");
        await BankJudge.DemandOrderAsync(_topology);
    }

    [Test]
    public async Task A_client_that_lost_the_answer_gets_it_from_the_restarted_Api()
    {
        const string Key = "suite-of-a-lost-answer";
        var known = (await _topology.Ledger.RunsAsync()).Count;
        var api = _topology.Apis[1];
        var client = _topology.ClientOf(api);
        using var lost = new CancellationTokenSource();
        // The Api dies as soon as the commit can be seen: whether the answer got out first, this client does not look at it.
        var unheard = client.StartSuiteAsync(_project, Key, lost.Token);
        await Eventually.IsTrueAsync(
            async () => (await _topology.Ledger.RunsAsync()).Count > known,
            TimeSpan.FromSeconds(20),
            "the commit"
        );
        await api.KillAsync();
        await lost.CancelAsync();
        await unheard.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

        await _topology.RestartApiAsync(1);
        var answer = await client.StartSuiteAsync(_project, Key);
        var repeated = await _topology.Client.StartSuiteAsync(_project, Key);

        Assert.That(repeated.Id, Is.EqualTo(answer.Id), "the same from every Api");
        Assert.That(repeated.RunIds, Is.EqualTo(answer.RunIds));
        Assert.That(await _topology.Ledger.RunsAsync(), Has.Count.EqualTo(known + answer.RunIds.Count), "accepted once");
        Assert.That((await _topology.Client.EndedSuiteAsync(answer.Id)).Status, Is.EqualTo(SuiteRunStatus.Passed));
    }
}
