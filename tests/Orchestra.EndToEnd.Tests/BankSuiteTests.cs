using Orchestra.Contracts.Reports;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Testing.Topologies;
using Orchestra.Testing.Waiting;

namespace Orchestra.EndToEnd.Tests;

/// <summary>The bank's suite on a healthy topology: it passes, and each of the bank's faults is found where it is.</summary>
internal sealed class BankSuiteTests
{
    private Topology _topology = null!;
    private BankProject _project = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _topology = await Topology.StartAsync();
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

    [TearDown]
    public async Task HealAsync() => await _topology.Bank.SetFaultAsync("none");

    [Test]
    public async Task The_suite_passes_and_the_bank_saw_each_effect_once()
    {
        var started = await _topology.Client.StartSuiteAsync(_project);
        var report = await _topology.Client.EndedSuiteAsync(started.Id);

        Assert.That(report.Status, Is.EqualTo(SuiteRunStatus.Passed));
        Assert.That(report.Runs, Has.Count.EqualTo(4));
        Assert.That(report.Runs.SelectMany(run => run.Steps).Select(step => step.Status), Is.All.EqualTo(StepStatus.Passed));
        Assert.That(report.Runs.SelectMany(run => run.Steps).Select(step => step.Sends), Is.All.EqualTo(1));
        await BankJudge.DemandEffectsOnceAsync(_topology.Bank, report.Runs);
        await BankJudge.DemandOrderAsync(_topology);
    }

    [Test]
    public async Task Every_request_carries_the_runs_correlation_a_trace_and_the_steps_own_key()
    {
        var started = await _topology.Client.StartSuiteAsync(_project);
        var report = await _topology.Client.EndedSuiteAsync(started.Id);

        foreach (var run in report.Runs)
        {
            var requests = await _topology.Bank.RequestsAsync(run.CorrelationId);
            var sent = run.Steps.Where(step => step.Endpoint is not null).ToList();
            Assert.That(requests, Has.Count.EqualTo(sent.Count), "every request carries the run's correlation id");
            Assert.That(requests.Select(request => request.Traceparent), Is.All.Match("^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$"));
            // Each step's own: a key that two steps shared would be a replay.
            var keys = sent.Where(step => Declares(step.Endpoint!)).Select(step => $"{run.RunId}:{step.Index}:1");
            Assert.That(
                requests.Where(request => Declares($"{request.Method} {request.Path}")).Select(request => request.IdempotencyKey),
                Is.EqualTo(keys)
            );
        }
    }

    [Test]
    public async Task A_suite_of_a_sequence_diagram_passes_and_every_decision_went_as_planned()
    {
        var diagram = await _topology.Client.ImportLoanDiagramAsync(_project);
        var started = await _topology.Client.StartSuiteAsync(diagram);
        var report = await _topology.Client.EndedSuiteAsync(started.Id);

        Assert.That(report.Status, Is.EqualTo(SuiteRunStatus.Passed));
        Assert.That(report.Runs.Select(run => run.Steps.Count), Is.EquivalentTo(new[] { 9, 4 }));
        Assert.That(report.Runs.SelectMany(run => run.Steps).Select(step => step.Status), Is.All.EqualTo(StepStatus.Passed));
        Assert.That(BankJudge.DecisionsOf(report).Select(decision => decision.Verdict), Is.All.EqualTo(DecisionVerdict.AsPlanned));
        await BankJudge.DemandEffectsOnceAsync(_topology.Bank, report.Runs);
    }

    [Test, CancelAfter(120_000)]
    public async Task With_pairs_loops_and_orders_every_decision_goes_as_planned_on_data_that_the_solver_alone_made(
        CancellationToken cancellationToken
    )
    {
        var pairs = await _topology.Client.GenerateAsync(
            _project,
            new SuiteOptions
            {
                Criteria = [CoverageCriterion.Pairwise],
                MaxLoopIterations = 3,
                Orders = BranchOrders.Pairs,
            }
        );
        var started = await _topology.Client.StartSuiteAsync(pairs, cancellationToken: cancellationToken);
        var report = await _topology.Client.EndedSuiteAsync(started.Id, TimeSpan.FromSeconds(90));

        Assert.That(report.Status, Is.EqualTo(SuiteRunStatus.Passed));
        Assert.That(report.Runs, Has.Count.EqualTo(9), "eight for the pairs, one for the other order");
        var decisions = BankJudge.DecisionsOf(report);
        Assert.That(decisions.Select(decision => decision.Verdict), Is.All.EqualTo(DecisionVerdict.AsPlanned));
        Assert.That(
            decisions.Select(decision => decision.Id).Distinct(),
            Is.EquivalentTo(new[] { "Gateway_Score", "Gateway_Review" }),
            "the control: they were looked at"
        );
        Assert.That(decisions.Select(decision => decision.Visit).Max(), Is.EqualTo(4), "three times back, then out");
        await BankJudge.DemandEffectsOnceAsync(_topology.Bank, report.Runs);
    }

    [Test]
    public async Task A_wrong_decision_is_told_as_one_and_the_decisions_after_it_as_unobserved()
    {
        await _topology.Bank.SetFaultAsync("wrong-decision");
        var started = await _topology.Client.StartSuiteAsync(_project);
        var report = await _topology.Client.EndedSuiteAsync(started.Id);

        var wrong = BankJudge.DecisionsOf(report).Where(decision => decision.Verdict != DecisionVerdict.AsPlanned).ToList();
        Assert.That(wrong, Is.EqualTo([new DecisionComparison("Gateway_Score", 1, wrong[0].Chosen, DecisionVerdict.Otherwise)]));
        Assert.That(wrong[0].Chosen, Is.EqualTo(new[] { "Flow_ScoreApprove" }));
    }

    [Test]
    public async Task A_cancel_ends_a_run_in_the_middle_of_a_slow_step()
    {
        await _topology.Bank.SetFaultAsync("slow");
        var suite = await _topology.Client.EndedSuiteAsync((await _topology.Client.StartSuiteAsync(_project)).Id);
        var started = await _topology.Client.StartRunAsync(_project, suite.ShortestApproval(_project));
        await Eventually.IsTrueAsync(
            async () =>
                (await _topology.Bank.RequestsAsync(started.CorrelationId)).Any(request =>
                    request.Path.EndsWith("/collateral-checks", StringComparison.Ordinal)
                ),
            TimeSpan.FromSeconds(20),
            "the slow step is under way"
        );

        await _topology.Client.CancelRunAsync(started.Id);
        var report = await _topology.Client.EndedRunAsync(started.Id, TimeSpan.FromSeconds(2));

        Assert.That(report.Status, Is.EqualTo(RunStatus.Cancelled));
        Assert.That(report.StepAt("/collateral-checks").Status, Is.EqualTo(StepStatus.Unknown));
        Assert.That(report.StepAt("/disbursement").Status, Is.EqualTo(StepStatus.Pending));
    }

    [TestCase("scoring-500", "/score", ViolationType.HttpError)]
    [TestCase("contract", "/accounts", ViolationType.ContractViolation)]
    [TestCase("slow", "/collateral-checks", ViolationType.Timeout)]
    [TestCase("wrong-decision", "/score", ViolationType.BusinessRuleViolation)]
    public async Task A_fault_of_the_bank_fails_the_suite_and_the_report_names_the_step(string fault, string pathEnd, ViolationType type)
    {
        await _topology.Bank.SetFaultAsync(fault);
        var started = await _topology.Client.StartSuiteAsync(_project);
        var report = await _topology.Client.EndedSuiteAsync(started.Id);

        Assert.That(report.Status, Is.EqualTo(SuiteRunStatus.Failed));
        var failed = report.Runs.Where(run => run.Status == RunStatus.Failed).ToList();
        Assert.That(failed, Is.Not.Empty);
        foreach (var run in failed)
        {
            var first = run.Steps.First(step => step.Status != StepStatus.Passed);
            Assert.That(first.Status, Is.EqualTo(StepStatus.Failed), first.Alias);
            Assert.That(first.Endpoint, Does.EndWith(pathEnd), "the first step that did not pass is the faulty one");
            Assert.That(first.Payload.Violations.Select(violation => violation.Type), Does.Contain(type));
        }

        Assert.That(
            report.Runs.Except(failed).Select(run => run.Status),
            Is.All.EqualTo(RunStatus.Passed),
            "the others never meet the fault"
        );
    }

    private static bool Declares(string endpoint) =>
        endpoint.StartsWith("POST ", StringComparison.Ordinal) && !endpoint.EndsWith("/notifications", StringComparison.Ordinal);
}
