using Orchestra.Contracts.Reports;
using Orchestra.Contracts.Runs;
using Orchestra.Testing.Topologies;

namespace Orchestra.EndToEnd.Tests;

/// <summary>Compares what the reports claim with the bank's own account of what it did.</summary>
internal static class BankJudge
{
    /// <summary>The step of a run whose endpoint ends so.</summary>
    public static StepReport StepAt(this RunReport run, string pathEnd) =>
        run.Steps.First(step => step.Endpoint?.EndsWith(pathEnd, StringComparison.Ordinal) == true);

    /// <summary>The scenario with the fewest steps that ends in the disbursement: it has every kind of operation.</summary>
    public static Guid ShortestApproval(this SuiteReport report, BankProject project)
    {
        var key = report
            .Runs.Where(run => run.Steps.Any(step => step.Endpoint?.EndsWith("/disbursement", StringComparison.Ordinal) == true))
            .MinBy(run => run.Steps.Count)!
            .ScenarioKey;
        return project.Scenarios.Single(scenario => scenario.Key == key).Id;
    }

    /// <summary>Every decision of every run.</summary>
    public static IReadOnlyList<DecisionComparison> DecisionsOf(SuiteReport report) =>
        [.. report.Runs.SelectMany(run => run.Path?.Decisions ?? [])];

    /// <summary>Demands that every step that passed had its one effect, and nothing else had any.</summary>
    public static async Task DemandEffectsOnceAsync(BankSut bank, params IEnumerable<RunReport> runs)
    {
        foreach (var run in runs)
        {
            var effects = await bank.EffectsAsync(run.CorrelationId);
            var changing = run.Steps.Count(step =>
                step.Status == StepStatus.Passed && step.Endpoint?.StartsWith("POST ", StringComparison.Ordinal) == true
            );
            Assert.That(effects, Has.Count.EqualTo(changing), $"effects of run {run.RunId}: {string.Join(", ", effects)}");
            Assert.That(
                effects.Where(effect => effect.IdempotencyKey is not null).Select(effect => effect.IdempotencyKey),
                Is.Unique,
                "no key has two effects"
            );
        }
    }

    /// <summary>Demands that the tables and the bank's log break no invariant and that nobody holds a slot.</summary>
    public static async Task DemandOrderAsync(Topology topology, params Guid[] accepted)
    {
        var breaches = await topology.Ledger.BreachesAsync(await topology.Bank.RequestsAsync(), accepted);
        Assert.That(breaches, Is.Empty, string.Join('\n', breaches));
        Assert.That(await topology.Ledger.ActiveSlotsAsync(), Is.Zero, "slots return to zero when all is idle");
    }
}
