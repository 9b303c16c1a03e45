using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Bpmn;

/// <summary>Makes drafts of the elements that a graph has: processes with their nodes, flows, lanes and data, pools and the messages between them.</summary>
internal sealed class ElementReader(AttributeReader attributes, BpmnDocument document)
{
    /// <summary>Reads a process.</summary>
    public OpenElement Process()
    {
        var process = new ProcessDraft
        {
            Id = attributes.Text("id"),
            Name = attributes.Text("name"),
            Line = attributes.Line,
        };
        document.Processes.Add(process);
        return new OpenElement(ElementKind.Process, process);
    }

    /// <summary>Reads a pool.</summary>
    public void Participant() =>
        document.Participants.Add(
            new ParticipantDraft(attributes.Text("id"), attributes.Text("name"), attributes.Reference("processRef"), attributes.Line)
        );

    /// <summary>Reads a message flow.</summary>
    public void MessageFlow() =>
        document.MessageFlows.Add(
            new MessageFlowDraft(
                attributes.Text("id"),
                attributes.Reference("sourceRef"),
                attributes.Reference("targetRef"),
                attributes.Text("name"),
                attributes.Line
            )
        );

    /// <summary>Reads a flow node.</summary>
    public OpenElement Node(OpenElement parent, string name, NodeType type)
    {
        var isEvent = type == NodeType.SubProcess && attributes.Flag("triggeredByEvent") is true;
        var node = new NodeDraft
        {
            Id = attributes.Text("id"),
            Element = name,
            Name = attributes.Text("name"),
            Line = attributes.Line,
            Type = isEvent ? NodeType.EventSubProcess : type,
            Process = parent.Process!,
            Parent = parent.Node,
            AttachedTo = attributes.Reference("attachedToRef"),
            Default = attributes.Reference("default"),
            IsInterrupting = (attributes.Flag("cancelActivity") ?? attributes.Flag("isInterrupting")) is not false,
            IsForCompensation = attributes.Flag("isForCompensation") is true,
            CalledElement = attributes.Reference("calledElement"),
            WaitsForAll = attributes.Text("eventGatewayType") == "Parallel",
        };
        parent.Process!.Nodes.Add(node);
        return new OpenElement(ElementKind.Node, parent.Process, node);
    }

    /// <summary>Reads a sequence flow.</summary>
    public OpenElement Flow(OpenElement parent)
    {
        var flow = new FlowDraft
        {
            Id = attributes.Text("id"),
            Element = "sequenceFlow",
            Name = attributes.Text("name"),
            Line = attributes.Line,
            Process = parent.Process!,
            Source = attributes.Reference("sourceRef"),
            Target = attributes.Reference("targetRef"),
        };
        parent.Process!.Flows.Add(flow);
        return new OpenElement(ElementKind.Flow, parent.Process, null, flow);
    }

    /// <summary>Reads a lane.</summary>
    public OpenElement Lane(OpenElement parent)
    {
        var lane = new Lane(attributes.Text("id") ?? $"Lane_{parent.Process!.Lanes.Count + 1}", attributes.Text("name"));
        parent.Process!.Lanes.Add(lane);
        return new OpenElement(ElementKind.Lane, parent.Process, parent.Node, null, lane, parent.LaneDepth + 1);
    }

    /// <summary>Reads a data object or a data store of a process.</summary>
    public void Data(ProcessDraft process, string name)
    {
        if (attributes.Text("id") is { } id)
        {
            var kind = name == "dataStoreReference" ? DataKind.Store : DataKind.Object;
            var refersTo = attributes.Reference("dataObjectRef") ?? attributes.Reference("dataStoreRef");
            process.Data.Add(new DataDraft(id, kind, attributes.Text("name"), refersTo, attributes.Line));
        }
    }

    /// <summary>Reads what stands beside all of those, and warns of what has no place in a graph.</summary>
    public void Other(string name)
    {
        if (name == "dataStore" && attributes.Text("id") is { } store && attributes.Text("name") is { } storeName)
        {
            document.DataStores[store] = storeName;
        }
        else if (
            name == "association"
            && attributes.Reference("sourceRef") is { } source
            && attributes.Reference("targetRef") is { } target
        )
        {
            document.Associations.TryAdd(source, target);
            document.Associations.TryAdd(target, source);
        }
        else if (BpmnNames.Unsupported.Contains(name))
        {
            document.Warnings.Add(
                WarningCodes.UnknownElement,
                $"<{name}> has no place in a process graph and was left out",
                attributes.Text("id"),
                attributes.Line
            );
        }
    }
}
