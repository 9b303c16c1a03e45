using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Language.Rules;

namespace Orchestra.Engine.Tests.Language;

internal sealed class ExpectCheckTests
{
    [Test]
    public void Every_rule_of_nodes_and_flows_is_judged_before_any_run()
    {
        var graph = new ControlFlowGraph
        {
            Processes =
            [
                new ProcessGraph
                {
                    Id = "P",
                    Nodes =
                    [
                        Node("Good", 3, new BusinessRule("{{ response.body.status }}", "eq", "DONE")),
                        Node("Bad", 9, new BusinessRule("{{ response.body.status", "eq", "DONE"), new BusinessRule("x", "matches", "(")),
                    ],
                    Edges =
                    [
                        new GraphEdge
                        {
                            Id = "F",
                            Source = "Good",
                            Target = "Bad",
                            Line = 5,
                            Expect = [new BusinessRule("{{ 7*7 }}", "exists")],
                        },
                    ],
                },
            ],
        };

        var faults = ExpectCheck.FaultsOf(graph);

        Assert.That(faults.Select(fault => (fault.Path, fault.Line)), Is.EqualTo(new[] { ("F", 5), ("Bad", 9), ("Bad", (int?)9) }));
        Assert.That(faults[0].Message, Does.StartWith("an expect is wrong: /left: column"));
        Assert.That(faults[2].Message, Does.Contain("/right"));
    }

    private static GraphNode Node(string id, int line, params BusinessRule[] expect) =>
        new()
        {
            Id = id,
            Type = NodeType.Task,
            Line = line,
            Expect = expect,
        };
}
