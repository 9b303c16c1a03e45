using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Paths;

/// <summary>What of a process stands within what, and which events watch which activity.</summary>
internal sealed class ProcessScopes
{
    private readonly Dictionary<string, GraphNode> _byId;
    private readonly ILookup<string?, GraphNode> _children;
    private readonly ILookup<string?, GraphNode> _attached;

    /// <summary>Looks a process over.</summary>
    public ProcessScopes(ProcessGraph process)
    {
        _byId = process.Nodes.DistinctBy(node => node.Id).ToDictionary(node => node.Id, StringComparer.Ordinal);
        _children = process.Nodes.ToLookup(node => node.Parent, StringComparer.Ordinal);
        _attached = process.Nodes.Where(node => node.AttachedTo is not null).ToLookup(node => node.AttachedTo, StringComparer.Ordinal);
    }

    /// <summary>The nodes directly within a sub-process, or at the top.</summary>
    public IEnumerable<GraphNode> Children(string? scope) => _children[scope];

    /// <summary>Whether a node is a sub-process that holds something; a call activity is one where the called process was put into it.</summary>
    public bool IsContainer(GraphNode node) =>
        node.Type
            is NodeType.SubProcess
                or NodeType.EventSubProcess
                or NodeType.Transaction
                or NodeType.AdHocSubProcess
                or NodeType.CallActivity
        && _children[node.Id].Any();

    /// <summary>The boundary events of an activity that flows can leave, in the order of the source.</summary>
    public IEnumerable<GraphNode> Boundaries(GraphNode activity) => _attached[activity.Id].Where(node => node.Trigger != "compensate");

    /// <summary>The event sub-processes of a scope.</summary>
    public IEnumerable<GraphNode> EventSubProcesses(string? scope) => _children[scope].Where(node => node.Type == NodeType.EventSubProcess);

    /// <summary>The start event of an event sub-process.</summary>
    public GraphNode? StartOf(GraphNode eventSubProcess) =>
        _children[eventSubProcess.Id].FirstOrDefault(node => node.Type == NodeType.StartEvent);

    /// <summary>
    /// What catches an event that is thrown: an event sub-process beside it or a boundary event of what holds it, the innermost first. Events
    /// that interrupt nothing catch nothing here: they happen beside the flow.
    /// </summary>
    public Catch? CatchOf(GraphNode thrown)
    {
        if (
            thrown.Type is not (NodeType.EndEvent or NodeType.IntermediateThrowEvent)
            || thrown.Trigger is not ("error" or "escalation" or "cancel")
        )
        {
            return null;
        }

        for (var scope = thrown.Parent; ; scope = _byId[scope].Parent)
        {
            var beside = EventSubProcesses(scope)
                .FirstOrDefault(node =>
                    node.Id != thrown.Parent && StartOf(node) is { IsInterrupting: true } start && Catches(start, thrown)
                );
            if (beside is not null)
            {
                return new Catch(beside, scope, EndsScope: false);
            }

            if (scope is null || !_byId.ContainsKey(scope))
            {
                return null;
            }

            if (_attached[scope].FirstOrDefault(node => node.IsInterrupting && Catches(node, thrown)) is { } boundary)
            {
                return new Catch(boundary, scope, EndsScope: true);
            }
        }
    }

    private static bool Catches(GraphNode catcher, GraphNode thrown) =>
        catcher.Trigger == thrown.Trigger
        && (catcher.TriggerRef is null || thrown.TriggerRef is null || catcher.TriggerRef == thrown.TriggerRef);
}
