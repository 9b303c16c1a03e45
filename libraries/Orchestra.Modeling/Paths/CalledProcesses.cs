using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Paths;

/// <summary>
/// Puts called processes into the call activities that call them, so that a path goes through both. The first call of a process keeps its
/// ids where nothing else has them; the nodes and flows of a further call are called <c>call/node</c>.
/// </summary>
public static class CalledProcesses
{
    // Processes that call each other many times over would grow without end.
    private const int MaxNodes = 60_000;

    /// <summary>Puts in whatever of a library the process calls, directly or not.</summary>
    /// <param name="process">The process.</param>
    /// <param name="library">Processes that can be called, by their ids.</param>
    /// <returns>The process with bodies in its call activities, and what could not be put in.</returns>
    public static (ProcessGraph Process, IReadOnlyList<ImportWarning> Warnings) Inline(
        ProcessGraph process,
        IReadOnlyList<ProcessGraph> library
    )
    {
        ArgumentNullException.ThrowIfNull(process);
        ArgumentNullException.ThrowIfNull(library);
        var byId = library.DistinctBy(called => called.Id).ToDictionary(called => called.Id, StringComparer.Ordinal);
        if (!process.Nodes.Any(Calls))
        {
            return (process, []);
        }

        var state = new Inlining(byId, process);
        state.Expand();
        return (state.Process, state.Warnings);
    }

    private static bool Calls(GraphNode node) => node is { Type: NodeType.CallActivity, CalledElement: not null };

    private sealed class Inlining(Dictionary<string, ProcessGraph> library, ProcessGraph process)
    {
        private readonly List<GraphNode> _nodes = [.. process.Nodes];
        private readonly List<GraphEdge> _edges = [.. process.Edges];
        private readonly HashSet<string> _placed = new(StringComparer.Ordinal) { process.Id };
        private readonly HashSet<string> _taken = new(
            process.Nodes.Select(node => node.Id).Concat(process.Edges.Select(edge => edge.Id)),
            StringComparer.Ordinal
        );
        private readonly Queue<(GraphNode Call, List<string> Callers)> _open = new(
            process.Nodes.Where(Calls).Select(node => (node, new List<string> { process.Id }))
        );

        public List<ImportWarning> Warnings { get; } = [];

        public ProcessGraph Process => process with { Nodes = _nodes, Edges = _edges };

        public void Expand()
        {
            while (_open.TryDequeue(out var entry))
            {
                var (call, callers) = entry;
                if (!library.TryGetValue(call.CalledElement!, out var called))
                {
                    Note(call, $"the called process '{call.CalledElement}' is not there: the call is one task");
                }
                else if (callers.Contains(called.Id))
                {
                    Note(call, $"the process '{called.Id}' calls itself: the inner call is one task");
                }
                else if (_nodes.Count + called.Nodes.Count > MaxNodes)
                {
                    Note(call, $"with the called process the graph would have more than {MaxNodes} nodes: the call is one task");
                }
                else
                {
                    Place(call, called, [.. callers, called.Id]);
                }
            }
        }

        private void Place(GraphNode call, ProcessGraph called, List<string> callers)
        {
            // Files of different hands like the same ids, such as StartEvent_1.
            var isFirst = _placed.Add(called.Id);
            var ids = called.Nodes.Select(node => node.Id).Concat(called.Edges.Select(edge => edge.Id)).ToList();
            var prefix = isFirst && !ids.Exists(_taken.Contains) ? "" : call.Id + "/";
            _taken.UnionWith(ids.Select(id => prefix + id));
            foreach (var node in called.Nodes)
            {
                var placed = node with
                {
                    Id = prefix + node.Id,
                    Parent = node.Parent is null ? call.Id : prefix + node.Parent,
                    AttachedTo = node.AttachedTo is null ? null : prefix + node.AttachedTo,
                    CompensatedBy = node.CompensatedBy is null ? null : prefix + node.CompensatedBy,
                    TriggerRef = node is { Trigger: "compensate", TriggerRef: { } activity } ? prefix + activity : node.TriggerRef,
                    PollOf = node.PollOf is null ? null : prefix + node.PollOf,
                };
                _nodes.Add(placed);
                if (Calls(placed))
                {
                    _open.Enqueue((placed, callers));
                }
            }

            _edges.AddRange(
                called.Edges.Select(edge =>
                    edge with
                    {
                        Id = prefix + edge.Id,
                        Source = prefix + edge.Source,
                        Target = prefix + edge.Target,
                    }
                )
            );
        }

        private void Note(GraphNode call, string message) =>
            Warnings.Add(new ImportWarning(WarningCodes.NotCovered, message, call.Id, call.Line));
    }
}
