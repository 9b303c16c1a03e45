using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Paths;

/// <summary>Chooses the process in which scenarios start, where a file has several pools.</summary>
public static class StartProcess
{
    /// <summary>
    /// Chooses the process whose start has no incoming message: first by message flows and triggers, then by message flows alone, then the
    /// first of the file; never one that another process calls.
    /// </summary>
    /// <param name="graph">The graph.</param>
    /// <param name="participant">Name or id of a pool or a process; null to choose.</param>
    /// <returns>The process; null when no pool and no process has that name: see <see cref="Names"/>.</returns>
    public static ProcessGraph? Choose(ControlFlowGraph graph, string? participant)
    {
        ArgumentNullException.ThrowIfNull(graph);
        if (participant is not null)
        {
            return graph.Processes.FirstOrDefault(process => NamesOf(process).Contains(participant, StringComparer.Ordinal));
        }

        var messaged = graph.MessageFlows.Select(flow => flow.Target).ToHashSet(StringComparer.Ordinal);
        var called = graph
            .Processes.SelectMany(process => process.Nodes)
            .Select(node => node.CalledElement)
            .ToHashSet(StringComparer.Ordinal);
        var uncalled = graph.Processes.Where(process => !called.Contains(process.Id)).ToList();
        var candidates = uncalled.Count > 0 ? uncalled : [.. graph.Processes];
        return candidates.Find(process => Starts(process).Any(start => start.Trigger is null && !messaged.Contains(start.Id)))
            ?? candidates.Find(process => Starts(process).Any(start => !messaged.Contains(start.Id)))
            ?? (candidates is [var first, ..] ? first : null);
    }

    /// <summary>What each process of a graph may be called in <see cref="Choose"/>: the pool's name or the process id.</summary>
    public static IReadOnlyList<string> Names(ControlFlowGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return [.. graph.Processes.Select(process => process.Participant ?? process.Name ?? process.Id)];
    }

    private static IEnumerable<string?> NamesOf(ProcessGraph process) =>
        [process.Participant, process.ParticipantId, process.Id, process.Name];

    private static IEnumerable<GraphNode> Starts(ProcessGraph process) =>
        process.Nodes.Where(node => node is { Type: NodeType.StartEvent, Parent: null });
}
