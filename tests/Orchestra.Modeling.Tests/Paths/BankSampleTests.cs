using Orchestra.Contracts.Scenarios;
using Orchestra.Modeling.Bpmn;
using Orchestra.Modeling.Paths;

namespace Orchestra.Modeling.Tests.Paths;

/// <summary>The sample that the demo runs: two decisions, a loop back, three parallel branches with a sub-process in one.</summary>
public sealed class BankSampleTests
{
    [TestCase(CoverageCriterion.Node, 2)]
    [TestCase(CoverageCriterion.Edge, 4)]
    [TestCase(CoverageCriterion.Decision, 4)]
    public void The_sample_is_covered_by_a_provably_smallest_suite(CoverageCriterion criterion, int expected)
    {
        using var source = File.OpenRead(Path.Combine(Repository.Root(), "samples", "bank", "credit-application.bpmn"));

        var import = BpmnReader.Read(source);
        Assert.That(import.Faults, Is.Empty);
        var selection = PathSelector.Select(StartProcess.Choose(import.Graph!, null)!, new SuiteOptions { Criteria = [criterion] });

        Assert.Multiple(() =>
        {
            Assert.That(import.Graph!.Warnings, Is.Empty);
            Assert.That(PathJudge.Judge(selection), Is.Empty);
            Assert.That(selection.Coverage, Has.Property("Scenarios").EqualTo(expected).And.Property("LowerBound").EqualTo(expected));
            Assert.That(selection.Coverage.Nodes.Missing, Is.Empty);
            Assert.That(selection.Coverage.Infeasible, Is.Empty);
        });
    }
}
