namespace Orchestra.Modeling.Bpmn;

/// <summary>Reads what sets events off: event definitions within them and beside them, and what those name.</summary>
internal sealed class EventReader(AttributeReader attributes, BpmnDocument document)
{
    /// <summary>Reads an element within a flow node; null when it says nothing about what sets the node off.</summary>
    public OpenElement? OpenIn(OpenElement parent, string name)
    {
        if (name == "eventDefinitionRef")
        {
            return parent with { Kind = ElementKind.TriggerReference };
        }

        if (!BpmnNames.Triggers.TryGetValue(name, out var trigger))
        {
            return null;
        }

        var node = parent.Node!;
        node.Triggers = [.. node.Triggers, trigger];
        node.TriggerRef ??= Named();
        node.Link = trigger == "link" ? attributes.Text("name") : node.Link;
        return new OpenElement(ElementKind.Ignored);
    }

    /// <summary>Reads an element that events refer to; false when it is none.</summary>
    public bool TryReadShared(string name)
    {
        if (attributes.Text("id") is not { } id)
        {
            return false;
        }

        if (BpmnNames.Triggers.TryGetValue(name, out var trigger))
        {
            document.SharedTriggers[id] = trigger;
            if (Named() is { } named)
            {
                document.SharedTriggerRefs[id] = named;
            }

            return true;
        }

        if (BpmnNames.EventCodes.TryGetValue(name, out var code))
        {
            document.EventCodes[id] = attributes.Text(code) ?? attributes.Text("name") ?? id;
            return true;
        }

        return false;
    }

    /// <summary>Ends an <c>eventDefinitionRef</c>.</summary>
    public static void Close(OpenElement closed, string text) =>
        closed.Node!.TriggerReferences = [.. closed.Node.TriggerReferences, AttributeReader.LocalPart(text)];

    private string? Named() => BpmnNames.TriggerRefs.Select(attributes.Reference).FirstOrDefault(named => named is not null);
}
