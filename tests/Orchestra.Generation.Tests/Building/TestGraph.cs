using System.Text.Json.Nodes;
using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Modeling.Paths;

namespace Orchestra.Generation.Tests.Building;

/// <summary>A process and walks through it, written by hand.</summary>
internal sealed class TestGraph
{
    private readonly List<GraphNode> _nodes = [];
    private readonly List<GraphEdge> _edges = [];
    private readonly List<ProcessPath> _paths = [];

    public string? Name { get; init; } = "Loan";

    public IReadOnlyList<DataElement> Data { get; init; } = [];

    public ProcessGraph Process =>
        new()
        {
            Id = "P1",
            Name = Name,
            Nodes = _nodes,
            Edges = _edges,
            Data = Data,
        };

    public ControlFlowGraph Graph => new() { Processes = [Process] };

    public TestGraph Node(string id, NodeType type, string? name = null, Func<GraphNode, GraphNode>? with = null)
    {
        var node = new GraphNode
        {
            Id = id,
            Type = type,
            Name = name,
            Line = _nodes.Count + 1,
        };
        _nodes.Add(with?.Invoke(node) ?? node);
        return this;
    }

    public TestGraph Task(string id, string? name = null, Func<GraphNode, GraphNode>? with = null) =>
        Node(id, NodeType.UserTask, name, with);

    public TestGraph Flow(string id, string source, string target, Func<GraphEdge, GraphEdge>? with = null)
    {
        var edge = new GraphEdge
        {
            Id = id,
            Source = source,
            Target = target,
        };
        _edges.Add(with?.Invoke(edge) ?? edge);
        return this;
    }

    /// <summary>A walk: ids of nodes and flows; <c>J(A,B)</c> is a join of branches with the nodes A and B; <c>G=F</c> a decision visit.</summary>
    public TestGraph Walk(string walk)
    {
        var elements = new List<PathElement>();
        var decisions = new List<DecisionVisit>();
        foreach (var word in walk.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Split('=') is [var gateway, var flow])
            {
                decisions.Add(new DecisionVisit(gateway, [flow]));
                continue;
            }

            var id = word.Split('(')[0];
            var joinOf = word.Contains('(', StringComparison.Ordinal) ? word[(id.Length + 1)..^1].Split(',') : null;
            elements.Add(_edges.Exists(e => e.Id == id) ? new PathElement(null, id) : new PathElement(id, null, joinOf));
        }

        _paths.Add(
            new ProcessPath
            {
                Key = $"{_paths.Count + 1:x16}",
                Nodes = [.. elements.Select(e => e.NodeId).OfType<string>()],
                Edges = [.. elements.Select(e => e.EdgeId).OfType<string>()],
                Elements = elements,
                Decisions = decisions,
            }
        );
        return this;
    }

    public PathSelection Select()
    {
        var none = new CoverageCount(0, 0, []);
        var coverage = new SuiteCoverage
        {
            Nodes = none,
            Edges = none,
            Decisions = none,
            Scenarios = _paths.Count,
            LowerBound = 1,
        };
        return new PathSelection(Process, _paths, coverage, []);
    }

    public GeneratedSuite Generate(
        IReadOnlyList<ServiceSpec> specs,
        SuiteOptions? options = null,
        IReadOnlyDictionary<string, string>? overrides = null
    ) => SuiteGenerator.Generate(Select(), Graph, specs, options ?? new SuiteOptions(), "suite", overrides);

    public static BusinessRule Rule(string left, string right) => new(JsonValue.Create(left), "eq", JsonValue.Create(right));
}
