using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Executor.Execution;
using Orchestra.Executor.Leasing;
using Orchestra.Runs.Journal;
using Orchestra.Runs.Leases;
using Orchestra.Runs.Scheduling;
using Orchestra.Testing.Builders;
using Orchestra.Testing.Http;
using Orchestra.Testing.Invariants;
using Orchestra.Testing.Servers;

namespace Orchestra.Executor.Tests;

/// <summary>
/// The executor as its Program.cs builds it, in this process, on a real PostgreSQL and against a real web server. The broker's address
/// leads nowhere: runs must not need it (F5).
/// </summary>
[CancelAfter(60_000)]
internal abstract class ExecutorFixture
{
    protected static readonly TimeSpan Ttl = TimeSpan.FromSeconds(30);

    protected TestDatabase Database { get; private set; } = null!;

    protected FakeHttpTarget Target { get; private set; } = null!;

    protected WebApplication App { get; private set; } = null!;

    protected LeaseStore Leases { get; private set; } = null!;

    protected SchedulingStore Scheduling { get; private set; } = null!;

    protected JournalStore Journal { get; private set; } = null!;

    protected Guid Tenant { get; private set; }

    protected RunAdvancer Advancer => App.Services.GetRequiredService<RunAdvancer>();

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        Database = await TestDatabase.CreateAsync();
        Target = await FakeHttpTarget.StartAsync();
        Leases = new LeaseStore(Database.Worker);
        Scheduling = new SchedulingStore(Database.Worker);
        Journal = new JournalStore(Database.Worker);
        App = BuildExecutor();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await App.DisposeAsync();
        await Target.DisposeAsync();
        await Database.DisposeAsync();
    }

    [SetUp]
    public async Task EmptyAsync()
    {
        await Database.ExecuteAsAdminAsync(
            """
            truncate runs.suite_run, runs.test_run, runs.run_plan, runs.step_result, runs.run_event, runs.suite_run_event, runs.tenant_slot,
                runs.run_dependency, runs.suite_export, runs.artifact, runs.artifact_chunk
            """
        );
        Target.Reset();
        Tenant = A.Id();
        await Database.App.GiveSlotsAsync(Tenant);
    }

    [TearDown]
    public async Task CheckInvariantsAsync() => Assert.That(await new LedgerInvariants(Database.Worker).BrokenAsync(idle: false), Is.Empty);

    /// <summary>An executor; not started.</summary>
    protected WebApplication BuildExecutor(params (string Key, string Value)[] settings) => BuildExecutorIn("Development", settings);

    /// <summary>An executor in an environment; not started.</summary>
    protected WebApplication BuildExecutorIn(string environment, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = environment, ApplicationName = "Orchestra.Executor" }
        );
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["ConnectionStrings:orchestra_worker"] = Database.WorkerConnectionString,
                ["ConnectionStrings:messaging"] = "amqp://nobody:nothing@127.0.0.1:1/",
                ["urls"] = "http://127.0.0.1:0",
                ["Logging:LogLevel:Default"] = "Error",
            }
        );
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.AddExecutor();
        return builder.Build();
    }

    /// <summary>A step that calls the target.</summary>
    protected ScenarioStep Step(
        string alias,
        string path,
        string method = "GET",
        StepMeta? meta = null,
        System.Text.Json.Nodes.JsonNode? body = null
    )
    {
        var step = A.Step(alias, Target.Url + path, method, body: body);
        return step with { Action = step.Action with { Meta = meta ?? new StepMeta() } };
    }

    /// <summary>Accepts, queues and claims a run of these steps.</summary>
    protected async Task<ClaimedRun> ClaimAsync(RunMode mode, params ScenarioStep[] steps)
    {
        await AcceptAsync(A.Plan(steps), mode);
        return (await Leases.ClaimAsync("test", 1, Ttl, CancellationToken.None)).Single();
    }

    protected Task<ClaimedRun> ClaimAsync(params ScenarioStep[] steps) => ClaimAsync(RunMode.RunAllSteps, steps);

    protected async Task<Guid> AcceptAsync(RunPlan plan, RunMode mode = RunMode.RunAllSteps)
    {
        var run = A.Run(plan, mode: mode);
        await Database.App.AcceptAsync(Tenant, run);
        await Scheduling.PromoteAsync(CancellationToken.None);
        return run.Id;
    }

    /// <summary>Advances a claimed run to its end.</summary>
    protected async Task AdvanceAsync(ClaimedRun run, CancellationToken cancellationToken)
    {
        using var held = Hold(run);
        await Advancer.AdvanceAsync(run, held, CancellationToken.None, cancellationToken);
    }

    protected static HeldLease Hold(ClaimedRun run) => new(run.Lease, Ttl, TimeProvider.System.GetTimestamp(), TimeProvider.System);

    /// <summary>Its executor falls silent once the target has the request; then the run is reaped and claimed again.</summary>
    protected async Task<ClaimedRun> DieInFlightAsync(ClaimedRun run, string path, CancellationToken cancellationToken)
    {
        Target.Hold(path);
        using var death = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var held = Hold(run);
        var advancing = Advancer.AdvanceAsync(run, held, CancellationToken.None, death.Token);
        while (!Target.Requests.Any(request => request.Target == path))
        {
            await Target.ArrivedAsync(cancellationToken);
        }

        await death.CancelAsync();
        Assert.That(() => advancing, Throws.InstanceOf<OperationCanceledException>());
        Target.On(path, 200, "{}");
        return await TakeOverAsync(run);
    }

    /// <summary>The lease lapses, the reaper takes the run, and another executor claims it.</summary>
    protected async Task<ClaimedRun> TakeOverAsync(ClaimedRun run)
    {
        await Database.ExecuteAsAdminAsync(
            $"update runs.test_run set lock_until = now() - interval '1 second' where id = '{run.Lease.RunId}'"
        );
        await Scheduling.ReapAsync(100, CancellationToken.None);
        return (await Leases.ClaimAsync("next", 1, Ttl, CancellationToken.None)).Single();
    }

    protected Task<string> StatusAsync(Guid runId) =>
        Database.ScalarAsync<string>($"select status from runs.test_run where id = '{runId}'");

    protected async Task<IReadOnlyList<StepEntry>> StepsAsync(ClaimedRun run) =>
        (await Journal.LoadAsync(run.Lease, CancellationToken.None)).Steps;
}
