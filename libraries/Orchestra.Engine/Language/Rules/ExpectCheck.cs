using Orchestra.Contracts.Errors;
using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Engine.Language.Rules;

/// <summary>Judges the rules of a process before any run: the reader of processes does not know the language that they are written in.</summary>
public static class ExpectCheck
{
    private const int MaxFaults = 500;

    /// <summary>Every fault of every <c>orchestra:expect</c>, with element id and line, in the order of the source.</summary>
    public static IReadOnlyList<Fault> FaultsOf(ControlFlowGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return
        [
            .. graph
                .Processes.SelectMany(process =>
                    process
                        .Nodes.SelectMany(node => FaultsOf(node.Expect, node.Id, node.Line))
                        .Concat(process.Edges.SelectMany(edge => FaultsOf(edge.Expect, edge.Id, edge.Line)))
                )
                .OrderBy(fault => fault.Line ?? 0)
                .Take(MaxFaults),
        ];
    }

    private static IEnumerable<Fault> FaultsOf(IReadOnlyList<BusinessRule> rules, string id, int? line) =>
        from rule in rules
        from fault in CompiledRule.Compile(rule.Left, rule.Op, rule.Right, rule.Match, rule.Message).Faults
        select new Fault(id, line, $"an expect is wrong: {fault}");
}
