using Orchestra.Contracts.Processes;

namespace Orchestra.Generation.Steps;

/// <summary>A process's nodes and flows by id.</summary>
internal sealed class ProcessIndex(ProcessGraph process)
{
    public IReadOnlyDictionary<string, GraphNode> Nodes { get; } =
        process.Nodes.DistinctBy(n => n.Id, StringComparer.Ordinal).ToDictionary(n => n.Id, StringComparer.Ordinal);

    public IReadOnlyDictionary<string, GraphEdge> Edges { get; } =
        process.Edges.DistinctBy(e => e.Id, StringComparer.Ordinal).ToDictionary(e => e.Id, StringComparer.Ordinal);
}
