using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.Intake;
using Orchestra.Runs.Journal;
using Orchestra.Runs.Leases;
using Orchestra.Testing.Builders;

namespace Orchestra.Runs.Tests;

/// <summary>Suite runs whose runs have names.</summary>
internal abstract class SuiteGraphFixture : LedgerFixture
{
    /// <summary>A suite run and its runs by name.</summary>
    protected sealed record AcceptedSuite(Guid Id, IReadOnlyDictionary<string, Guid> Runs)
    {
        public Guid this[string name] => Runs[name];
    }

    protected Task<AcceptedSuite> AcceptSuiteAsync(string[] names, params (string Run, string On, RunStatus[]? Status)[] edges) =>
        AcceptSuiteAsync(names, stopOnFailure: false, edges);

    protected Task<AcceptedSuite> AcceptSuiteAsync(
        string[] names,
        bool stopOnFailure,
        params (string Run, string On, RunStatus[]? Status)[] edges
    )
    {
        var ids = names.ToDictionary(name => name, _ => A.Id());
        var dependencies = edges.Select(edge => new RunDependency(ids[edge.Run], ids[edge.On], edge.Status ?? [RunStatus.Passed]));
        return AcceptAsync(ids, [.. dependencies], suite => suite with { StopOnFailure = stopOnFailure });
    }

    /// <summary>Runs one run of a suite run again; what it depends on is given.</summary>
    protected Task<AcceptedSuite> AcceptRerunAsync(AcceptedSuite earlier, string name, string dependsOn)
    {
        var ids = new Dictionary<string, Guid> { [name] = A.Id() };
        return AcceptAsync(
            ids,
            [new RunDependency(ids[name], earlier[dependsOn], [RunStatus.Passed])],
            suite => suite with { RerunOf = earlier.Id, Replaced = [earlier[name]] }
        );
    }

    /// <summary>What the scheduler does in one pass, until nothing moves.</summary>
    protected async Task PassAsync()
    {
        await Graph.StopAsync(CancellationToken.None);
        while (await Graph.ReleaseAsync(CancellationToken.None) > 0) { }

        await Scheduling.PromoteAsync(CancellationToken.None);
    }

    /// <summary>Claims a queued run and ends it.</summary>
    protected async Task RunAsync(AcceptedSuite suite, string name, RunStatus end)
    {
        var claimed = await ClaimAsync(count: 200);
        foreach (var other in claimed.Where(run => run.Lease.RunId != suite[name]))
        {
            await Leases.ReleaseAsync(other.Lease, CancellationToken.None);
        }

        await EndAsync(claimed.Single(run => run.Lease.RunId == suite[name]), end);
    }

    protected async Task EndAsync(ClaimedRun run, RunStatus end)
    {
        await StartAsync(run.Lease, step: 9);
        var last = end switch
        {
            RunStatus.Failed => StepStatus.Failed,
            RunStatus.Broken => StepStatus.Broken,
            _ => StepStatus.Passed,
        };
        await CompleteAsync(run.Lease, last, step: 9);
        Assert.That(await FinishAsync(run.Lease, end));
    }

    /// <summary>Ends a step with its exports to the suite run.</summary>
    protected Task<bool> GiveAsync(
        RunLease lease,
        StepStatus status = StepStatus.Passed,
        JsonObject? exports = null,
        bool aborts = false,
        int step = 0
    ) =>
        new SuiteJournal(Database.Worker).CompleteStepAsync(
            lease,
            step,
            $"s{step}",
            1,
            new StepOutcome(status, 1, new StepPayload { Exports = exports }),
            aborts,
            CancellationToken.None
        );

    protected async Task<string> StatesAsync(AcceptedSuite suite)
    {
        var states = new List<string>();
        foreach (var (name, id) in suite.Runs)
        {
            states.Add($"{name} {await StatusAsync(id)}");
        }

        return string.Join(", ", states);
    }

    protected Task<string> ReasonAsync(AcceptedSuite suite, string name) =>
        Database.ScalarAsync<string>($"select reason from runs.test_run where id = '{suite[name]}'");

    private async Task<AcceptedSuite> AcceptAsync(
        Dictionary<string, Guid> ids,
        IReadOnlyList<RunDependency> dependencies,
        Func<NewSuiteRun, NewSuiteRun> with
    )
    {
        var id = A.Id();
        var runs = ids.Select(
            (run, i) => A.Run(A.Plan() with { ScenarioName = run.Key }, run.Value) with { SuiteRunId = id, SuiteIndex = i }
        );
        var suite = with(new NewSuiteRun(id, A.Id(), "suite", "test", RunMode.RunAllSteps, [], "tester", [.. runs], dependencies));
        await Database.App.InTenantAsync(Tenant, connection => RunIntake.CreateAsync(connection, Tenant, suite, CancellationToken.None));
        return new AcceptedSuite(id, ids);
    }
}
