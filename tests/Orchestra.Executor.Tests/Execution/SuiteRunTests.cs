using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Runs.Intake;
using Orchestra.Runs.Leases;
using Orchestra.Runs.Scheduling;
using Orchestra.Testing.Builders;

namespace Orchestra.Executor.Tests.Execution;

/// <summary>Runs of a suite run: what they give to later ones, and how one of them ends all.</summary>
internal sealed class SuiteRunTests : ExecutorFixture
{
    private SuiteGraphStore Graph => new(Database.Worker);

    [Test]
    public async Task A_run_sends_what_the_run_before_it_exported(CancellationToken cancellationToken)
    {
        Target.On("/create", 201, """{"id":"x1","amount":10.50}""");
        var (first, second) = await AcceptAsync([Exporting("create", "/create", "id")], [Step("read", "/read/{{ suite.id }}")]);

        await AdvanceAsync(await NextAsync(first), cancellationToken);
        await AdvanceAsync(await NextAsync(second), cancellationToken);

        Assert.That(Target.Requests.Select(request => request.Target), Is.EqualTo((string[])["/create", "/read/x1"]));
        Assert.That(await StatusAsync(second), Is.EqualTo("PASSED"));
    }

    [Test]
    public async Task The_next_owner_of_a_run_sends_the_same(CancellationToken cancellationToken)
    {
        Target.On("/create", 201, """{"id":"x1"}""");
        var (first, second) = await AcceptAsync([Exporting("create", "/create", "id")], [Step("read", "/read/{{ suite.id }}")]);
        await AdvanceAsync(await NextAsync(first), cancellationToken);

        var taken = await DieInFlightAsync(await NextAsync(second), "/read/x1", cancellationToken);
        await AdvanceAsync(taken, cancellationToken);

        Assert.That(Target.Requests.Select(request => request.Target), Is.EqualTo((string[])["/create", "/read/x1", "/read/x1"]));
        Assert.That(await StatusAsync(second), Is.EqualTo("PASSED"));
    }

    [Test]
    public async Task A_name_that_no_earlier_run_exported_sends_nothing(CancellationToken cancellationToken)
    {
        var (first, second) = await AcceptAsync([Step("plain", "/plain")], [Step("read", "/read/{{ suite.id }}")]);
        await AdvanceAsync(await NextAsync(first), cancellationToken);
        await AdvanceAsync(await NextAsync(second), cancellationToken);

        Assert.That(Target.Requests.Select(request => request.Target), Is.EqualTo((string[])["/plain"]));
        Assert.That(await StatusAsync(second), Is.EqualTo("BROKEN"));
    }

    [Test]
    public async Task A_barrier_that_aborts_the_suite_skips_what_waits(CancellationToken cancellationToken)
    {
        Target.On("/bad", 500, "{}");
        var meta = new StepMeta { TrackedSteps = ["bad"], OnFailure = BarrierReaction.AbortSuite };
        var barrier = Step("barrier", "/", meta: meta) with { Kind = StepKind.Barrier };
        var (first, second) = await AcceptAsync([Step("bad", "/bad"), barrier], [Step("next", "/next")], RunStatus.Failed);
        await AdvanceAsync(await NextAsync(first), cancellationToken);

        await Graph.StopAsync(CancellationToken.None);

        Assert.That((await StatusAsync(first), await StatusAsync(second)), Is.EqualTo(("FAILED", "SKIPPED")));
        var reason = await Database.ScalarAsync<string>($"select reason from runs.test_run where id = '{second}'");
        Assert.That(reason, Is.EqualTo("a barrier of another run ended the suite run"));
    }

    private ScenarioStep Exporting(string alias, string path, string name) =>
        Step(
            alias,
            path,
            "POST",
            new StepMeta { ExportAs = new Dictionary<string, JsonNode?> { [name] = $$$"""{{ response.body.{{{name}}} }}""" } }
        );

    // Two runs, the second waits for the first.
    private async Task<(Guid First, Guid Second)> AcceptAsync(
        ScenarioStep[] first,
        ScenarioStep[] second,
        RunStatus onStatus = RunStatus.Passed
    )
    {
        var id = A.Id();
        var runs = new[] { first, second }.Select((steps, i) => A.Run(A.Plan(steps)) with { SuiteRunId = id, SuiteIndex = i }).ToList();
        var suite = new NewSuiteRun(
            id,
            A.Id(),
            "suite",
            "test",
            RunMode.RunAllSteps,
            [],
            "tester",
            runs,
            [new RunDependency(runs[1].Id, runs[0].Id, [onStatus])]
        );
        await Database.App.InTenantAsync(Tenant, connection => RunIntake.CreateAsync(connection, Tenant, suite, CancellationToken.None));
        return (runs[0].Id, runs[1].Id);
    }

    private async Task<ClaimedRun> NextAsync(Guid run)
    {
        await Graph.ReleaseAsync(CancellationToken.None);
        await Scheduling.PromoteAsync(CancellationToken.None);
        var claimed = (await Leases.ClaimAsync("first", 1, Ttl, CancellationToken.None)).Single();
        Assert.That(claimed.Lease.RunId, Is.EqualTo(run));
        return claimed;
    }
}
