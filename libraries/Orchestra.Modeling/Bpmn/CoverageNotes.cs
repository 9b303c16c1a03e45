using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Bpmn;

/// <summary>Says of each element that paths pass in a simpler way than the standard says, what is done with it.</summary>
internal sealed class CoverageNotes(BpmnDocument document, WarningList warnings)
{
    /// <summary>Adds all notes.</summary>
    public void Add()
    {
        foreach (var process in document.Processes)
        {
            var branching = process.Flows.CountBy(flow => flow.Source!).Where(source => source.Value > 1).Select(source => source.Key);
            var split = branching.ToHashSet(StringComparer.Ordinal);
            process.Nodes.ForEach(node => AddNode(node, split.Contains(node.Id!)));
        }
    }

    private void AddNode(NodeDraft node, bool splits)
    {
        var note = node.Type switch
        {
            NodeType.AdHocSubProcess => "the ad-hoc sub-process is walked once through, each entry in the order of the file",
            NodeType.ComplexGateway when splits =>
                "the activation condition of the complex gateway is not read: it splits like an inclusive one",
            NodeType.CallActivity when node.CalledElement is null => "the call activity names no process: it is one task",
            _ => null,
        };
        if (note is not null)
        {
            Note(node, note);
        }

        if (node.Triggers.FirstOrDefault(IsOutside) is { } trigger)
        {
            Note(node, $"the {trigger} of the event is not set off by a scenario: the system under test has to do it");
        }
    }

    private static bool IsOutside(string trigger) => trigger is "timer" or "conditional" or "signal";

    private void Note(ElementDraft draft, string message) => warnings.Add(WarningCodes.NotCovered, message, draft.Id, draft.Line);
}
