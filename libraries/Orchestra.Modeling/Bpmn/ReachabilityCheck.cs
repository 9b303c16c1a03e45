using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Bpmn;

/// <summary>Judges whether a process can be walked: it starts, leads somewhere, and ends from everywhere.</summary>
internal sealed class ReachabilityCheck
{
    private readonly ProcessDraft _process;
    private readonly FaultList _faults;
    private readonly WarningList _warnings;
    private readonly Dictionary<string, NodeDraft> _byId;
    private readonly ILookup<string, string> _targets;
    private readonly ILookup<string, string> _sources;
    private readonly ILookup<string, NodeDraft> _attached;
    private readonly ILookup<NodeDraft?, NodeDraft> _children;
    private readonly Dictionary<string, string> _associations;

    /// <summary>Prepares the check of a process.</summary>
    public ReachabilityCheck(ProcessDraft process, BpmnDocument document)
    {
        (_process, _faults, _warnings) = (process, document.Faults, document.Warnings);
        _associations = document.Associations;
        _byId = process.Nodes.DistinctBy(node => node.Id!).ToDictionary(node => node.Id!, StringComparer.Ordinal);
        _targets = process.Flows.ToLookup(flow => flow.Source ?? "", flow => flow.Target ?? "", StringComparer.Ordinal);
        _sources = process.Flows.ToLookup(flow => flow.Target ?? "", flow => flow.Source ?? "", StringComparer.Ordinal);
        _attached = process.Nodes.Where(node => node.AttachedTo is not null).ToLookup(node => node.AttachedTo!, StringComparer.Ordinal);
        _children = process.Nodes.ToLookup(node => node.Parent);
    }

    /// <summary>Adds what is wrong to the faults, and what is only odd to the warnings.</summary>
    /// <param name="whole">Whether all references hold: otherwise only what each element shows by itself is judged.</param>
    public void Run(bool whole)
    {
        var starts = _children[null].Where(node => node.Type == NodeType.StartEvent).ToList();
        if (starts.Count == 0)
        {
            _faults.Add(_process.Id, _process.Line, "the process has no start event: add one");
        }

        foreach (var start in starts.Where(start => !_targets[start.Id!].Any()))
        {
            _faults.Add(start.Id, start.Line, "nothing can be reached from the start event: no flow leaves it");
        }

        foreach (var node in _process.Nodes.Where(node => IsGateway(node.Type) && !_targets[node.Id!].Any()))
        {
            if (_sources[node.Id!].Take(2).Count() < 2)
            {
                _faults.Add(node.Id, node.Line, "no flow leaves the gateway: connect it, or use an end event");
            }
        }

        if (whole && starts.Count > 0)
        {
            JudgePaths(starts);
        }
    }

    private void JudgePaths(List<NodeDraft> starts)
    {
        var reached = Reached(starts);
        var finishing = Finishing();
        foreach (var node in _process.Nodes)
        {
            if (!reached.Contains(node))
            {
                _warnings.Add(
                    WarningCodes.Unreachable,
                    "no path from a start event leads here: no scenario can cover it",
                    node.Id,
                    node.Line
                );
            }
            else if (!finishing.Contains(node))
            {
                _faults.Add(node.Id, node.Line, "no end can be reached from here: every flow leads round in a circle");
            }
        }
    }

    private HashSet<NodeDraft> Reached(List<NodeDraft> starts)
    {
        // An event sub-process waits beside its siblings: nothing leads to it.
        var entries = starts.Concat(_process.Nodes.Where(node => node.Type == NodeType.EventSubProcess)).ToList();
        var reached = entries.ToHashSet();
        var open = new Stack<NodeDraft>(entries);
        while (open.TryPop(out var node))
        {
            var next = _targets[node.Id!].Concat(Handlers(node)).Select(id => _byId[id]).Concat(_attached[node.Id!]);
            next = node.IsContainer ? next.Concat(Entries(node)) : next;
            foreach (var other in next.Where(reached.Add))
            {
                open.Push(other);
            }
        }

        return reached;
    }

    private IEnumerable<NodeDraft> Entries(NodeDraft container)
    {
        var starts = _children[container].Where(node => node.Type == NodeType.StartEvent).ToList();
        return starts.Count > 0
            ? starts
            : _children[container]
                .Where(node => !_sources[node.Id!].Any() && node is { Type: not NodeType.BoundaryEvent, IsForCompensation: false });
    }

    private IEnumerable<string> Handlers(NodeDraft node) =>
        node.Type == NodeType.BoundaryEvent && _associations.TryGetValue(node.Id!, out var handler) && _byId.ContainsKey(handler)
            ? [handler]
            : [];

    private HashSet<NodeDraft> Finishing()
    {
        var ends = _process.Nodes.Where(node => !_targets[node.Id!].Any()).ToList();
        var finishing = ends.ToHashSet();
        var open = new Stack<NodeDraft>(ends);
        while (open.TryPop(out var node))
        {
            foreach (var before in _sources[node.Id!].Select(id => _byId[id]).Where(finishing.Add))
            {
                open.Push(before);
            }
        }

        return finishing;
    }

    private static bool IsGateway(NodeType type) => type >= NodeType.ExclusiveGateway;
}
