using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Modeling.Paths;
using Orchestra.Modeling.Sequence;
using Orchestra.Modeling.Tests.Paths;

namespace Orchestra.Modeling.Tests.Sequence;

/// <summary>Diagrams read and shown as short texts.</summary>
internal static class Diagrams
{
    /// <summary>A graph of lines of Mermaid; it must have no fault, and its paths must be real.</summary>
    public static ControlFlowGraph Mermaid(string lines) => Graph($"sequenceDiagram\n{lines}");

    /// <summary>A graph of lines of PlantUML; it must have no fault, and its paths must be real.</summary>
    public static ControlFlowGraph PlantUml(string lines) => Graph($"@startuml\n{lines}\n@enduml");

    /// <summary>A graph of a source; it must have no fault, and its paths must be real.</summary>
    public static ControlFlowGraph Graph(string source)
    {
        var import = SequenceReader.Read(source);
        Assert.That(import.Faults, Is.Empty, source);
        Assert.That(Wrong(import.Graph!), Is.Empty, source);
        return import.Graph!;
    }

    /// <summary>Everything that forbids a graph to be walked.</summary>
    public static List<string> Wrong(ControlFlowGraph graph)
    {
        var process = graph.Processes.Single();
        var wrong = new List<string>();
        var ids = process.Nodes.Select(node => node.Id).Concat(process.Edges.Select(edge => edge.Id)).ToList();
        wrong.AddRange(ids.GroupBy(id => id).Where(group => group.Count() > 1).Select(group => $"the id {group.Key} is there twice"));
        var nodes = process.Nodes.Select(node => node.Id).ToHashSet();
        wrong.AddRange(
            process.Edges.Where(edge => !nodes.Contains(edge.Source) || !nodes.Contains(edge.Target)).Select(edge => $"{edge.Id} dangles")
        );
        var selection = PathSelector.Select(process, new SuiteOptions());
        wrong.AddRange(PathJudge.Judge(selection));
        wrong.AddRange(selection.Coverage.Edges.Missing.Select(id => $"no path takes {id}"));
        return wrong;
    }

    /// <summary>The tasks by name, in the order of the source.</summary>
    public static IEnumerable<string?> Steps(ControlFlowGraph graph) =>
        graph
            .Processes[0]
            .Nodes.Where(node => node.Type is NodeType.ServiceTask or NodeType.ReceiveTask or NodeType.CallActivity)
            .Select(node => node.Name);

    /// <summary>A task by its name.</summary>
    public static GraphNode Step(ControlFlowGraph graph, string name) => graph.Processes[0].Nodes.Single(node => node.Name == name);

    /// <summary>
    /// What a suite for EDGE does: each path as the names of its tasks, with the names of the flows that were decided in brackets.
    /// </summary>
    public static IEnumerable<string> Paths(ControlFlowGraph graph)
    {
        var process = graph.Processes[0];
        var nodes = process.Nodes.ToDictionary(node => node.Id);
        var edges = process.Edges.ToDictionary(edge => edge.Id);
        var selection = PathSelector.Select(process, new SuiteOptions());
        return selection.Paths.Select(path =>
            string.Join(
                ' ',
                path.Elements.Select(element =>
                        element.NodeId is { } id ? nodes[id].Name
                        : edges[element.EdgeId!] is { Name: { } name } edge && nodes[edge.Source].Type == NodeType.ExclusiveGateway
                            ? $"[{name}]"
                        : null
                    )
                    .Where(text => text is not null)
            )
        );
    }
}
