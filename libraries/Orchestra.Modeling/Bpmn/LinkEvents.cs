using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Bpmn;

/// <summary>A pair of link events stands for a flow that nobody wanted to draw: this draws it.</summary>
internal static class LinkEvents
{
    /// <summary>Adds the flow from each throwing link event to the catching one of the same name at the same level.</summary>
    public static void Connect(ProcessDraft process)
    {
        var catching = process.Nodes.Where(node => node is { Type: NodeType.IntermediateCatchEvent, Link: not null }).ToList();
        if (catching.Count == 0)
        {
            return;
        }

        foreach (var thrown in process.Nodes.Where(node => node is { Type: NodeType.IntermediateThrowEvent, Link: not null }))
        {
            if (catching.Find(node => node.Link == thrown.Link && node.Parent == thrown.Parent) is { } caught)
            {
                process.Flows.Add(
                    new FlowDraft
                    {
                        Id = $"Link_{thrown.Id}_{caught.Id}",
                        Element = "sequenceFlow",
                        Name = thrown.Link,
                        Line = thrown.Line,
                        Process = process,
                        Source = thrown.Id,
                        Target = caught.Id,
                    }
                );
            }
        }
    }
}
