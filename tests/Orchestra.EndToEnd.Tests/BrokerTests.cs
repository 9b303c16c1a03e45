using Orchestra.Contracts.Runs;
using Orchestra.LocalHost;
using Orchestra.LocalHost.Processes;
using Orchestra.Testing.Topologies;
using Orchestra.Testing.Waiting;

namespace Orchestra.EndToEnd.Tests;

/// <summary>The broker carries wake-ups only: losing it costs time and nothing else (MEASURING.md, F5).</summary>
internal sealed class BrokerTests
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(10);

    [Test]
    public async Task A_broker_that_is_away_for_ten_seconds_in_mid_suite_loses_nothing()
    {
        await using var broker = await PrivateRabbitMq.StartAsync();
        var poll = TimeSpan.FromSeconds(2);
        await using var topology = await Topology.StartAsync(new TopologyOptions { Broker = broker.ConnectionString, PollEvery = poll });
        var project = await topology.Client.ImportBankAsync(topology.Bank.Address);
        await topology.Bank.SetDelayAsync(TimeSpan.FromMilliseconds(200));
        var suites = new List<StartedSuiteRun> { await topology.Client.StartSuiteAsync(project) };
        await Eventually.IsTrueAsync(
            async () => (await topology.Bank.EffectsAsync()).Count > 4,
            TimeSpan.FromSeconds(20),
            "the suite is under way"
        );

        await broker.StopAsync(immediate: true);
        var stopped = TimeProvider.System.GetTimestamp();
        do
        {
            // New work arrives and ends while the broker is away.
            suites.Add(await topology.Client.StartSuiteAsync(project));
            await topology.Client.EndedSuiteAsync(suites[^1].Id);
        } while (TimeProvider.System.GetElapsedTime(stopped) < Outage);

        suites.Add(await topology.Client.StartSuiteAsync(project));
        await broker.StartAgainAsync();
        foreach (var suite in suites)
        {
            var report = await topology.Client.EndedSuiteAsync(suite.Id);
            Assert.That(report.Status, Is.EqualTo(SuiteRunStatus.Passed));
            Assert.That(report.Runs.SelectMany(run => run.Steps).Select(step => step.Sends), Is.All.EqualTo(1));
            await BankJudge.DemandEffectsOnceAsync(topology.Bank, report.Runs);
        }

        await BankJudge.DemandOrderAsync(topology);
        await WakeUpsComeBackAsync(topology, project, poll);
    }

    [Test]
    public async Task A_broker_that_comes_back_without_its_data_loses_nothing()
    {
        var folder = TemporaryFolder.Create();
        try
        {
            var data = Path.Combine(folder, "rabbitmq");
            await using var broker = await PrivateRabbitMq.StartAsync(new PrivateRabbitMqOptions { Folder = data });
            var poll = TimeSpan.FromSeconds(2);
            await using var topology = await Topology.StartAsync(
                new TopologyOptions { Broker = broker.ConnectionString, PollEvery = poll }
            );
            var project = await topology.Client.ImportBankAsync(topology.Bank.Address);
            await topology.Bank.SetDelayAsync(TimeSpan.FromMilliseconds(100));
            var suite = await topology.Client.StartSuiteAsync(project);

            await broker.StopAsync(immediate: true);
            Directory.Delete(Path.Combine(data, "mnesia"), recursive: true);
            await broker.StartAgainAsync();

            var report = await topology.Client.EndedSuiteAsync(suite.Id);
            Assert.That(report.Status, Is.EqualTo(SuiteRunStatus.Passed));
            await BankJudge.DemandOrderAsync(topology, [.. suite.RunIds]);
            await topology.Bank.SetDelayAsync(TimeSpan.Zero);
            await WakeUpsComeBackAsync(topology, project, poll);
        }
        finally
        {
            TemporaryFolder.Remove(folder);
        }
    }

    [Test]
    public async Task Without_a_broker_from_the_start_runs_go_on_by_polling()
    {
        string nobody;
        await using (var broker = await PrivateRabbitMq.StartAsync())
        {
            nobody = broker.ConnectionString;
        }

        await using var topology = await Topology.StartAsync(new TopologyOptions { Broker = nobody, Executors = 1 });
        var project = await topology.Client.ImportBankAsync(topology.Bank.Address);
        var suite = await topology.Client.StartSuiteAsync(project);
        var report = await topology.Client.EndedSuiteAsync(suite.Id);

        Assert.That(report.Status, Is.EqualTo(SuiteRunStatus.Passed));
        await BankJudge.DemandEffectsOnceAsync(topology.Bank, report.Runs);
        await BankJudge.DemandOrderAsync(topology);
    }

    // Three runs in a row that are claimed well within the poll period: by a wake-up.
    private static Task WakeUpsComeBackAsync(Topology topology, BankProject project, TimeSpan poll) =>
        Eventually.IsTrueAsync(
            async () =>
            {
                for (var i = 0; i < 3; i++)
                {
                    var run = await topology.Client.StartRunAsync(project, project.Scenarios[0].Id);
                    var report = await topology.Client.EndedRunAsync(run.Id);
                    if (report.StartedAt - report.CreatedAt > poll / 5)
                    {
                        return false;
                    }
                }

                return true;
            },
            TimeSpan.FromSeconds(60),
            "wake-ups arrive again"
        );
}
