using Orchestra.Contracts.Processes;

namespace Orchestra.Generation.Steps;

/// <summary>A process's nodes and flows by id.</summary>
internal sealed class ProcessIndex(ProcessGraph process)
{
    public IReadOnlyDictionary<string, GraphNode> Nodes { get; } =
        process.Nodes.DistinctBy(n => n.Id, StringComparer.Ordinal).ToDictionary(n => n.Id, StringComparer.Ordinal);

    /// <summary>What each data store is called.</summary>
    public IReadOnlyDictionary<string, string> Stores { get; } =
        process
            .Data.Where(data => data.Kind == DataKind.Store)
            .DistinctBy(data => data.Id, StringComparer.Ordinal)
            .ToDictionary(data => data.Id, data => data.Name ?? data.Id, StringComparer.Ordinal);

    public IReadOnlyDictionary<string, GraphEdge> Edges { get; } =
        process.Edges.DistinctBy(e => e.Id, StringComparer.Ordinal).ToDictionary(e => e.Id, StringComparer.Ordinal);
}
