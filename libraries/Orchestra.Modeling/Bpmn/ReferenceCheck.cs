using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Bpmn;

/// <summary>Looks every reference of a source up; what is needed for the graph and names nothing is a fault.</summary>
internal sealed class ReferenceCheck(BpmnDocument document)
{
    private readonly Dictionary<string, NodeDraft> _nodes = ById(document.Processes.SelectMany(process => process.Nodes));
    private readonly Dictionary<string, FlowDraft> _flows = ById(document.Processes.SelectMany(process => process.Flows));

    /// <summary>Checks all of them.</summary>
    public void Run()
    {
        foreach (var process in document.Processes)
        {
            process.Flows.ForEach(CheckFlow);
            process.Nodes.ForEach(CheckNode);
            var data = process.Data.Select(element => element.Id).ToHashSet(StringComparer.Ordinal);
            foreach (var member in process.LaneMembers.Where(member => !_nodes.ContainsKey(member.NodeId) && !data.Contains(member.NodeId)))
            {
                Dangling(member.NodeId, member.Lane.Id, member.Line, $"the lane holds '{member.NodeId}', which is no flow node");
            }
        }

        CheckPools();
    }

    private static Dictionary<string, TDraft> ById<TDraft>(IEnumerable<TDraft> drafts)
        where TDraft : ElementDraft
    {
        var byId = new Dictionary<string, TDraft>(StringComparer.Ordinal);
        foreach (var draft in drafts)
        {
            byId.TryAdd(draft.Id!, draft);
        }

        return byId;
    }

    private void CheckFlow(FlowDraft flow)
    {
        var source = End(flow, "sourceRef", flow.Source);
        var target = End(flow, "targetRef", flow.Target);
        if (source is null || target is null)
        {
            return;
        }

        if (source.Process != target.Process)
        {
            Fault(flow, $"the flow leads from '{source.Id}' to '{target.Id}' of another process: use a message flow between pools");
        }
        else if (source.Parent != target.Parent)
        {
            Fault(
                flow,
                $"the flow leads from '{source.Id}' to '{target.Id}' across the border of a sub-process: connect the sub-process itself"
            );
        }
        else if (source.Type == NodeType.EndEvent)
        {
            Fault(flow, $"the flow leaves the end event '{source.Id}': use an intermediate event");
        }
        else if (target.Type is NodeType.StartEvent or NodeType.BoundaryEvent)
        {
            Fault(flow, $"the flow leads to '{target.Id}', a {target.Element}, which takes no incoming flow");
        }
    }

    private NodeDraft? End(FlowDraft flow, string attribute, string? id)
    {
        if (id is null)
        {
            Fault(flow, $"the flow has no {attribute}");
            return null;
        }

        if (_nodes.TryGetValue(id, out var node))
        {
            return node;
        }

        Fault(flow, $"{attribute} '{id}' names no flow node");
        return null;
    }

    private void CheckNode(NodeDraft node)
    {
        if (node.Default is { } id)
        {
            if (!_flows.TryGetValue(id, out var flow))
            {
                Fault(node, $"default '{id}' names no sequence flow");
            }
            else if (flow.Source != node.Id)
            {
                Fault(node, $"default '{id}' does not leave '{node.Id}'");
            }
        }

        if (node.Type == NodeType.BoundaryEvent)
        {
            CheckAttachment(node);
        }

        foreach (var reference in node.TriggerReferences.Where(reference => !document.SharedTriggers.ContainsKey(reference)))
        {
            Dangling(reference, node.Id, node.Line, $"eventDefinitionRef '{reference}' names no event definition");
        }
    }

    private void CheckAttachment(NodeDraft node)
    {
        if (node.AttachedTo is not { } id)
        {
            Fault(node, "the boundary event has no attachedToRef");
        }
        else if (!_nodes.TryGetValue(id, out var activity))
        {
            Fault(node, $"attachedToRef '{id}' names no flow node");
        }
        else if (activity.Process != node.Process || activity.Parent != node.Parent || !IsActivity(activity.Type))
        {
            Fault(node, $"attachedToRef '{id}' is no activity beside the boundary event");
        }
    }

    private void CheckPools()
    {
        var processes = document.Processes.Select(process => process.Id!).ToHashSet(StringComparer.Ordinal);
        var pools = document.Participants.Where(pool => pool.Id is not null).Select(pool => pool.Id!).ToHashSet(StringComparer.Ordinal);
        foreach (var pool in document.Participants.Where(pool => pool.ProcessId is { } id && !processes.Contains(id)))
        {
            Dangling(pool.ProcessId!, pool.Id, pool.Line, $"processRef '{pool.ProcessId}' names no process of this file");
        }

        foreach (var flow in document.MessageFlows)
        {
            foreach (var (attribute, id) in new[] { ("sourceRef", flow.Source), ("targetRef", flow.Target) })
            {
                if (id is null || !(_nodes.ContainsKey(id) || pools.Contains(id) || processes.Contains(id)))
                {
                    document.Faults.Add(
                        flow.Id,
                        flow.Line,
                        $"{attribute} '{id}' of the message flow names no flow node and no participant"
                    );
                }
            }
        }
    }

    private static bool IsActivity(NodeType type) =>
        type is >= NodeType.Task and <= NodeType.AdHocSubProcess and not NodeType.EventSubProcess;

    private void Fault(ElementDraft draft, string message) => document.Faults.Add(draft.Id, draft.Line, message);

    // Tools list notes and data in lanes, for example: what is there but of another kind costs the graph nothing.
    private void Dangling(string reference, string? id, int line, string message)
    {
        if (document.Ids.ContainsKey(reference))
        {
            document.Warnings.Add(WarningCodes.DanglingReference, message + "; it was ignored", id, line);
        }
        else
        {
            document.Faults.Add(id, line, message);
        }
    }
}
