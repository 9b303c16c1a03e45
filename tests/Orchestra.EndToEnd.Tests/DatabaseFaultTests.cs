using System.Net.Http.Json;
using Npgsql;
using Orchestra.Contracts.Reports;
using Orchestra.Contracts.Runs;
using Orchestra.LocalHost;
using Orchestra.Testing.Servers;
using Orchestra.Testing.Topologies;
using Orchestra.Testing.Waiting;

namespace Orchestra.EndToEnd.Tests;

/// <summary>PostgreSQL crashes, cuts connections and keeps old snapshots under load (MEASURING.md, F3, F4 and F20).</summary>
[NonParallelizable]
internal sealed class DatabaseFaultTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    private PrivatePostgres _server = null!;
    private Topology _topology = null!;
    private BankProject _project = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        // As durable as in production: a crash may lose nothing that was committed.
        _server = await PrivatePostgres.StartAsync();
        _topology = await Topology.StartAsync(new TopologyOptions { Server = _server.ConnectionString, LeaseDuration = Lease });
        _project = await _topology.Client.ImportBankAsync(_topology.Bank.Address);
        await _topology.Client.EndedSuiteAsync((await _topology.Client.StartSuiteAsync(_project)).Id);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_topology is not null)
        {
            await _topology.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    [SetUp]
    public Task SlowDownAsync() => _topology.Bank.SetDelayAsync(TimeSpan.FromMilliseconds(50));

    [Test, CancelAfter(120_000)]
    public async Task A_crash_under_load_loses_no_run_and_repeats_nothing(CancellationToken cancellationToken)
    {
        var suites = await StartSuitesAsync(4);

        await _server.RestartAsync(immediate: true, cancellationToken);
        _topology.Database.ForgetConnections();
        var back = TimeProvider.System.GetTimestamp();
        var before = await StepsAsync();
        await Eventually.GetAsync(StepsAsync, steps => steps > before, TimeSpan.FromSeconds(20), "a step is committed again");
        var took = TimeProvider.System.GetElapsedTime(back);
        await TestContext.Out.WriteLineAsync($"the next step was committed {took.TotalMilliseconds:0} ms after the server was back");

        // The reaper's pass and a claim come on top of the lease.
        Assert.That(took, Is.LessThan(Lease + TimeSpan.FromSeconds(5)));
        await DemandWholeAsync(suites);
    }

    [Test, CancelAfter(240_000)]
    public async Task While_the_server_is_away_the_Api_says_503_and_after_it_all_goes_on(CancellationToken cancellationToken)
    {
        var suites = await StartSuitesAsync(4);
        using var http = new HttpClient { BaseAddress = _topology.Apis[0].Address };

        await _server.StopAsync();
        var away = TimeProvider.System.GetTimestamp();
        var length = TimeSpan.FromSeconds(TestServers.IsDeep ? 30 : 4);
        var answers = new List<(int Status, string? RetryAfter)>();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500), TimeProvider.System);
        while (TimeProvider.System.GetElapsedTime(away) < length)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            using var answer = await http.PostAsJsonAsync(
                new Uri("/api/v1/testruns", UriKind.Relative),
                new { scenarioId = _project.Scenarios[0].Id, environmentId = _project.EnvironmentId },
                cancellationToken
            );
            answers.Add(((int)answer.StatusCode, answer.Headers.RetryAfter?.ToString()));
        }

        await _server.RestartAsync(cancellationToken: cancellationToken);
        _topology.Database.ForgetConnections();
        var back = TimeProvider.System.GetTimestamp();
        var before = await StepsAsync();
        await Eventually.GetAsync(StepsAsync, steps => steps > before, TimeSpan.FromSeconds(20), "a step is committed again");
        var took = TimeProvider.System.GetElapsedTime(back);
        await TestContext.Out.WriteLineAsync($"the next step was committed {took.TotalMilliseconds:0} ms after the server was back");

        Assert.That(answers, Is.Not.Empty.And.All.EqualTo((503, "2")), "nothing is accepted that is not committed");
        Assert.That(took, Is.LessThan(TimeSpan.FromSeconds(5)));
        await DemandWholeAsync(suites);
    }

    [Test, CancelAfter(240_000)]
    public async Task Connections_that_are_cut_all_the_time_cost_retries_only(CancellationToken cancellationToken)
    {
        var random = new Random(4);
        // The pools keep what the same load without a fault needed.
        await DemandWholeAsync(await StartSuitesAsync(4));
        var before = await ConnectionsAsync();
        await SlowDownAsync();
        var suites = await StartSuitesAsync(4);
        var begun = TimeProvider.System.GetTimestamp();
        var length = TimeSpan.FromSeconds(TestServers.IsDeep ? 60 : 5);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        for (var cuts = 1; TimeProvider.System.GetElapsedTime(begun) < length; cuts++)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            await CutOneAsync(random);
            if (cuts % 10 == 0)
            {
                suites.Add(await UntilAnsweredAsync(() => _topology.Client.StartSuiteAsync(_project, $"cut-{cuts}")));
            }
        }

        await DemandWholeAsync(suites);
        var again = await _topology.Database.ScalarAsync<long>(
            $"select count(*) from runs.test_run where attempt > 1 and suite_run_id in ({string.Join(',', suites.Select(suite => $"'{suite.Id}'"))})"
        );
        // Nobody died; on a busy machine a lease of two seconds may lapse all the same.
        Assert.That(again, Is.LessThanOrEqualTo(suites.Sum(suite => suite.RunIds.Count) / 10), "a cut is no attempt");
        await Eventually.GetAsync(ConnectionsAsync, open => open <= before + 4, TimeSpan.FromSeconds(20), "no connection leaked");
    }

    [Test, CancelAfter(120_000)]
    public async Task An_old_snapshot_that_stays_open_loses_nothing(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(_topology.Database.AdminConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        await using var look = new NpgsqlCommand("select count(*) from runs.test_run", connection, snapshot);
        var seen = await look.ExecuteScalarAsync(cancellationToken);

        var suites = await StartSuitesAsync(TestServers.IsDeep ? 60 : 6);
        await DemandWholeAsync(suites);

        Assert.That(await look.ExecuteScalarAsync(cancellationToken), Is.EqualTo(seen), "the control: it was open all the time");
    }

    private async Task<List<StartedSuiteRun>> StartSuitesAsync(int count)
    {
        var known = await StepsAsync();
        var suites = new List<StartedSuiteRun>();
        for (var i = 0; i < count; i++)
        {
            suites.Add(await _topology.Client.StartSuiteAsync(_project));
        }

        await Eventually.GetAsync(StepsAsync, steps => steps > known + 4, TimeSpan.FromSeconds(20), "the suites are under way");
        return suites;
    }

    // What broke is what nobody can know: a step without a key whose executor lost its lease in mid-request.
    private async Task DemandWholeAsync(List<StartedSuiteRun> suites)
    {
        await _topology.Bank.SetDelayAsync(TimeSpan.Zero);
        foreach (var suite in suites)
        {
            var report = await ReportAsync(suite.Id);
            Assert.That(report.Runs.Select(run => run.Status), Is.All.EqualTo(RunStatus.Passed).Or.EqualTo(RunStatus.Broken));
            foreach (var run in report.Runs.Where(run => run.Status == RunStatus.Broken))
            {
                Assert.That(run.Steps.Select(step => step.Status), Has.Some.EqualTo(StepStatus.Unknown), Why(run));
            }
        }

        await BankJudge.DemandOrderAsync(_topology, [.. suites.SelectMany(suite => suite.RunIds)]);
    }

    private Task<SuiteReport> ReportAsync(Guid suite) => UntilAnsweredAsync(() => _topology.Client.EndedSuiteAsync(suite));

    // 503 is the Api's word for a database that cut it off: the client asks again.
    private static async Task<T> UntilAnsweredAsync<T>(Func<Task<T>> ask)
        where T : class
    {
        var answer = await Eventually.GetAsync(
            async () =>
            {
                try
                {
                    return await ask();
                }
                catch (HttpRequestException exception) when (exception.Message.Contains("answered 503", StringComparison.Ordinal))
                {
                    return null;
                }
            },
            given => given is not null,
            TimeSpan.FromSeconds(60),
            "the Api answers again"
        );
        return answer!;
    }

    private static string Why(RunReport run) =>
        string.Join('\n', run.Steps.Select(step => $"{step.Alias} {step.Status} {string.Join(',', step.Payload.Violations)}"));

    private Task<long> StepsAsync() =>
        _topology.Database.ScalarAsync<long>("select count(*) from runs.step_result where status <> 'RUNNING'");

    private Task<long> ConnectionsAsync() =>
        _topology.Database.ScalarAsync<long>(
            "select count(*) from pg_stat_activity where datname = current_database() and usename in ('orchestra_app', 'orchestra_worker')"
        );

    private async Task CutOneAsync(Random random)
    {
        var at = random.NextDouble().ToString(System.Globalization.CultureInfo.InvariantCulture);
        await _topology.Database.ScalarAsync<long>(
            $"""
            select count(pg_terminate_backend(pid)) from (
                select pid from (select pid, row_number() over (order by pid) - 1 as i, count(*) over () as n from pg_stat_activity
                    where datname = current_database() and usename in ('orchestra_app', 'orchestra_worker')) a where i = floor({at} * n)) one
            """
        );
    }
}
