using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Bpmn;

/// <summary>Says of each element that is understood but not covered by generation yet what is done with it instead.</summary>
internal sealed class CoverageNotes(BpmnDocument document, WarningList warnings)
{
    /// <summary>Adds all notes.</summary>
    public void Add()
    {
        foreach (var process in document.Processes)
        {
            var branching = process.Flows.CountBy(flow => flow.Source!).Where(source => source.Value > 1).Select(source => source.Key);
            var split = branching.ToHashSet(StringComparer.Ordinal);
            var types = process.Nodes.ToDictionary(node => node.Id!, node => node.Type, StringComparer.Ordinal);
            process.Nodes.ForEach(node => AddNode(node, split.Contains(node.Id!)));
            foreach (var flow in process.Flows.Where(flow => flow.Condition is not null && types[flow.Source!] < NodeType.ExclusiveGateway))
            {
                Note(flow, "a conditional flow that leaves an activity is taken as one outcome of an exclusive decision");
            }
        }

        foreach (var flow in document.MessageFlows)
        {
            warnings.Add(WarningCodes.NotCovered, "messages between pools are not sent: scenarios walk one pool", flow.Id, flow.Line);
        }
    }

    private void AddNode(NodeDraft node, bool splits)
    {
        if (OfType(node.Type, splits) is { } note)
        {
            Note(node, note);
        }

        if (node.Loop is not null)
        {
            Note(
                node,
                node.Loop == "standard"
                    ? "the loop marker is ignored: the activity runs once"
                    : "the multi-instance marker is ignored: the activity runs once"
            );
        }

        var isPlain = node.Triggers is ["link"] || (node.Type is NodeType.EndEvent && node.Triggers is ["terminate"]);
        if (node.Type != NodeType.BoundaryEvent && !isPlain && (node.Triggers.Count > 0 || node.TriggerReferences.Count > 0))
        {
            Note(
                node,
                $"the trigger of the event ({string.Join(", ", node.Triggers.DefaultIfEmpty("referenced"))}) is not simulated: paths pass it like a plain event"
            );
        }
    }

    private static string? OfType(NodeType type, bool splits) =>
        type switch
        {
            NodeType.BoundaryEvent => "boundary events are not covered yet: no path leaves the activity through it",
            NodeType.EventSubProcess => "event sub-processes are not covered yet: no path enters it",
            NodeType.Transaction => "the transaction is walked like a plain sub-process: cancelling and compensation are not covered yet",
            NodeType.AdHocSubProcess => "the ad-hoc sub-process is walked once through, each entry in the order of the file",
            NodeType.CallActivity => "the called process is not followed: the call is one task",
            NodeType.InclusiveGateway when splits => "the inclusive gateway is taken as an exclusive decision: one flow at a time",
            NodeType.EventBasedGateway when splits =>
                "the event-based gateway is taken as an exclusive decision: each event is one outcome",
            NodeType.ComplexGateway when splits => "the complex gateway is taken as an exclusive decision: one flow at a time",
            _ => null,
        };

    private void Note(ElementDraft draft, string message) => warnings.Add(WarningCodes.NotCovered, message, draft.Id, draft.Line);
}
