using Orchestra.Api.Features.Reports;
using Orchestra.Contracts.Reports;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Api.Tests.Reports;

/// <summary>A loop that decides three times: again, again, out.</summary>
internal sealed class PathComparerTests
{
    private static readonly string[] Flows = ["Again", "Again", "Out"];

    [TestCase("++", "+", "AsPlanned AsPlanned AsPlanned", "Again Again Out", "")]
    [TestCase("+-", "+", "AsPlanned Otherwise AsPlanned", "Out", "Again Again")]
    [TestCase("+?", "+", "AsPlanned Unobserved AsPlanned", "Again Again Out", "")]
    [TestCase("++", "-", "AsPlanned AsPlanned Otherwise", "Again Again", "Out")]
    public void Each_visit_is_judged_by_the_step_that_looked_at_it(
        string again,
        string last,
        string verdicts,
        string observed,
        string broken
    )
    {
        var path = PathComparer.Compare(Plan(), [.. (again + last).Select((seen, i) => Report(i, seen))]);

        Assert.That(string.Join(' ', path.Decisions.Select(decision => decision.Verdict)), Is.EqualTo(verdicts));
        Assert.That(path.Decisions.Select(decision => decision.Visit), Is.EqualTo(new[] { 1, 2, 3 }));
        Assert.That(string.Join(' ', path.Observed), Is.EqualTo(observed));
        Assert.That(string.Join(' ', path.Broken), Is.EqualTo(broken));
    }

    [Test]
    public void A_decision_whose_flows_nobody_looks_at_is_unobserved()
    {
        var plan = Plan() with { Decisions = [new DecisionVisit("G", ["Elsewhere"]), new DecisionVisit("Loop", Iterations: 2)] };

        var decision = PathComparer.Compare(plan, [Report(0, '+'), Report(1, '+'), Report(2, '+')]).Decisions.Single();

        Assert.That((decision.Id, decision.Verdict), Is.EqualTo(("G", DecisionVerdict.Unobserved)));
    }

    private static RunPlan Plan() =>
        new()
        {
            ScenarioKey = "k",
            ScenarioName = "loop",
            Steps = [.. Flows.Select((flow, i) => Step(i, flow))],
            Edges = Flows,
            Decisions = [.. Flows.Select(flow => new DecisionVisit("G", [flow])), new DecisionVisit("Loop", Iterations: 2)],
            Environment = new PlanEnvironment { Name = "local" },
        };

    private static ScenarioStep Step(int index, string flow) =>
        new()
        {
            Id = $"s{index}",
            Alias = $"s{index}",
            Name = "Review",
            OrderIndex = index,
            Action = new ActionDefinition { Meta = new StepMeta { Evidence = [flow] } },
        };

    private static StepReport Report(int index, char seen) =>
        new()
        {
            Index = index,
            Alias = $"s{index}",
            Name = "Review",
            Kind = StepKind.Action,
            ChannelType = ChannelType.HttpRest,
            Status = StepStatus.Passed,
            Payload = new StepPayload
            {
                ObservedEdges = seen == '+' ? [Flows[index]] : null,
                BrokenEdges = seen == '-' ? [Flows[index]] : null,
            },
        };
}
