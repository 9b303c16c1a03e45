using System.Globalization;
using System.Text;
using System.Xml;
using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Bpmn;

/// <summary>One pass over the XML of a source: gathers what it says without looking anything up. Keeps its own stack, so depth costs no call frames.</summary>
internal sealed class BpmnParser(XmlReader reader)
{
    private readonly IXmlLineInfo _position = (IXmlLineInfo)reader;
    private readonly BpmnDocument _document = new();
    private readonly Stack<OpenElement> _open = new();
    private readonly StringBuilder _text = new();
    private int _flowElements;
    private int _textLine;

    private int Line => _position.LineNumber;

    /// <summary>Reads to the end, or to the fault that forbids going on.</summary>
    public BpmnDocument Parse()
    {
        var extensions = new ExtensionReader(reader, _document);
        try
        {
            while (reader.Read())
            {
                switch (reader.NodeType)
                {
                    case XmlNodeType.Element:
                        Start(extensions);
                        break;
                    case XmlNodeType.EndElement:
                        End(_open.Pop());
                        break;
                    case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                        AddText();
                        break;
                    default:
                        break;
                }
            }

            _document.Complete = true;
        }
        catch (XmlException exception)
        {
            _document.Faults.Add(null, exception.LineNumber > 0 ? exception.LineNumber : 1, Describe(exception));
        }
        catch (BpmnSourceException exception)
        {
            _document.Faults.Add(null, exception.Line ?? Math.Max(Line, 1), exception.Message);
        }

        return _document;
    }

    private static string Describe(XmlException exception) =>
        exception.Message.Contains("DTD", StringComparison.Ordinal)
            ? "the source has a document type declaration (DTD): remove it, no entities are needed"
            : $"the source is not well-formed XML: {exception.Message}";

    private void Start(ExtensionReader extensions)
    {
        if (reader.Depth >= BpmnLimits.Depth)
        {
            throw new BpmnSourceException($"elements are nested deeper than {BpmnLimits.Depth} levels", Line);
        }

        var parent = _open.Count == 0 ? new OpenElement(ElementKind.Transparent) : _open.Peek();
        var opened = Open(parent, extensions);
        if (HasText(opened.Kind))
        {
            _text.Clear();
            _textLine = Line;
        }

        if (reader.IsEmptyElement)
        {
            End(opened);
        }
        else
        {
            _open.Push(opened);
        }
    }

    private OpenElement Open(OpenElement parent, ExtensionReader extensions)
    {
        var (space, name) = (reader.NamespaceURI, reader.LocalName);
        if (_open.Count == 0)
        {
            return OpenRoot(space, name);
        }

        if (parent.Kind is ElementKind.Ignored)
        {
            return parent;
        }

        if (parent.Kind is ElementKind.Extensions)
        {
            if (parent.Draft is { } draft && string.Equals(space, BpmnNames.Orchestra, StringComparison.Ordinal))
            {
                extensions.ReadElement(draft);
            }

            return new OpenElement(ElementKind.Ignored);
        }

        if (!string.Equals(space, BpmnNames.Model, StringComparison.Ordinal))
        {
            return new OpenElement(ElementKind.Ignored);
        }

        Register(reader.GetAttribute("id"), name);
        var opened = parent.Process is null ? OpenOutside(parent, name) : OpenInside(parent, name);
        if (opened.Kind is ElementKind.Node or ElementKind.Flow)
        {
            Count();
            extensions.ReadAttributes(opened.Draft!);
        }

        return opened;
    }

    private OpenElement OpenRoot(string space, string name)
    {
        if (space == BpmnNames.Model && name == "definitions")
        {
            return new OpenElement(ElementKind.Transparent);
        }

        throw new BpmnSourceException(
            $"the root element is <{name}> of namespace '{space}', not <definitions> of BPMN 2.0 ({BpmnNames.Model})",
            Line
        );
    }

    private OpenElement OpenOutside(OpenElement parent, string name)
    {
        switch (name)
        {
            case "collaboration":
                return parent;
            case "process":
                var process = new ProcessDraft
                {
                    Id = Attribute("id"),
                    Name = Attribute("name"),
                    Line = Line,
                };
                _document.Processes.Add(process);
                return new OpenElement(ElementKind.Process, process);
            case "participant":
                _document.Participants.Add(new ParticipantDraft(Attribute("id"), Attribute("name"), Reference("processRef"), Line));
                break;
            case "messageFlow":
                _document.MessageFlows.Add(
                    new MessageFlowDraft(Attribute("id"), Reference("sourceRef"), Reference("targetRef"), Attribute("name"), Line)
                );
                break;
            default:
                OpenOther(name);
                break;
        }

        return new OpenElement(ElementKind.Ignored);
    }

    private void OpenOther(string name)
    {
        if (BpmnNames.Triggers.TryGetValue(name, out var trigger) && Attribute("id") is { } id)
        {
            _document.SharedTriggers[id] = trigger;
            if (TriggerRef() is { } named)
            {
                _document.SharedTriggerRefs[id] = named;
            }
        }
        else if (BpmnNames.EventCodes.TryGetValue(name, out var code) && Attribute("id") is { } element)
        {
            _document.EventCodes[element] = Attribute(code) ?? Attribute("name") ?? element;
        }
        else if (name == "dataStore" && Attribute("id") is { } store && Attribute("name") is { } storeName)
        {
            _document.DataStores[store] = storeName;
        }
        else if (name == "association" && Reference("sourceRef") is { } source && Reference("targetRef") is { } target)
        {
            _document.Associations.TryAdd(source, target);
            _document.Associations.TryAdd(target, source);
        }
        else if (BpmnNames.Unsupported.Contains(name))
        {
            _document.Warnings.Add(
                WarningCodes.UnknownElement,
                $"<{name}> has no place in a process graph and was left out",
                Attribute("id"),
                Line
            );
        }
    }

    private OpenElement OpenInside(OpenElement parent, string name)
    {
        switch (name)
        {
            case "extensionElements":
                return parent with { Kind = ElementKind.Extensions };
            case "conditionExpression" when parent.Flow is not null:
                return parent with { Kind = ElementKind.Condition };
            case "laneSet" or "childLaneSet":
                return parent;
            case "lane":
                return OpenLane(parent);
            case "flowNodeRef" when parent.Lane is not null:
                return parent with { Kind = ElementKind.LaneReference };
            case "sequenceFlow" when parent.Kind is ElementKind.Process or ElementKind.Node:
                return OpenFlow(parent);
            case "sourceRef" when parent.Kind is ElementKind.DataInput:
                return parent with { Kind = ElementKind.DataRead };
            case "targetRef" when parent.Kind is ElementKind.DataOutput:
                return parent with { Kind = ElementKind.DataWrite };
            case "dataObject" or "dataObjectReference" or "dataStoreReference" when parent.Process is not null:
                AddData(parent.Process, name);
                return new OpenElement(ElementKind.Ignored);
        }

        if (parent.Kind is ElementKind.Node && OpenInNode(parent, name) is { } opened)
        {
            return opened;
        }

        var holdsNodes = parent.Kind is ElementKind.Process || parent is { Kind: ElementKind.Node, Node.IsContainer: true };
        if (holdsNodes && BpmnNames.Nodes.TryGetValue(name, out var type))
        {
            return OpenNode(parent, name, type);
        }

        OpenOther(name);
        return new OpenElement(ElementKind.Ignored);
    }

    private OpenElement? OpenInNode(OpenElement parent, string name)
    {
        var node = parent.Node!;
        if (BpmnNames.Triggers.TryGetValue(name, out var trigger))
        {
            node.Triggers = [.. node.Triggers, trigger];
            node.TriggerRef ??= TriggerRef();
            node.Link = trigger == "link" ? Attribute("name") : node.Link;
            return new OpenElement(ElementKind.Ignored);
        }

        switch (name)
        {
            case "eventDefinitionRef":
                return parent with { Kind = ElementKind.TriggerReference };
            case "standardLoopCharacteristics":
                node.Loop = "standard";
                node.LoopTestsBefore = reader.GetAttribute("testBefore") is "true" or "1";
                return new OpenElement(ElementKind.Ignored);
            case "multiInstanceLoopCharacteristics":
                node.Loop = reader.GetAttribute("isSequential") is "true" or "1" ? "sequential" : "parallel";
                return parent;
            case "dataInputAssociation":
                return parent with { Kind = ElementKind.DataInput };
            case "dataOutputAssociation":
                return parent with { Kind = ElementKind.DataOutput };
            case "loopCardinality" when node.Loop is not null:
                return parent with { Kind = ElementKind.LoopCardinality };
            default:
                return null;
        }
    }

    private OpenElement OpenNode(OpenElement parent, string name, NodeType type)
    {
        var isEvent = type == NodeType.SubProcess && reader.GetAttribute("triggeredByEvent") is "true" or "1";
        var node = new NodeDraft
        {
            Id = Attribute("id"),
            Element = name,
            Name = Attribute("name"),
            Line = Line,
            Type = isEvent ? NodeType.EventSubProcess : type,
            Process = parent.Process!,
            Parent = parent.Node,
            AttachedTo = Reference("attachedToRef"),
            Default = Reference("default"),
            IsInterrupting = (reader.GetAttribute("cancelActivity") ?? reader.GetAttribute("isInterrupting")) is not ("false" or "0"),
            IsForCompensation = reader.GetAttribute("isForCompensation") is "true" or "1",
            CalledElement = Reference("calledElement"),
            WaitsForAll = reader.GetAttribute("eventGatewayType") == "Parallel",
        };
        parent.Process!.Nodes.Add(node);
        return new OpenElement(ElementKind.Node, parent.Process, node);
    }

    private OpenElement OpenFlow(OpenElement parent)
    {
        var flow = new FlowDraft
        {
            Id = Attribute("id"),
            Element = "sequenceFlow",
            Name = Attribute("name"),
            Line = Line,
            Process = parent.Process!,
            Source = Reference("sourceRef"),
            Target = Reference("targetRef"),
        };
        parent.Process!.Flows.Add(flow);
        return new OpenElement(ElementKind.Flow, parent.Process, null, flow);
    }

    private void AddData(ProcessDraft process, string name)
    {
        if (Attribute("id") is { } id)
        {
            var kind = name == "dataStoreReference" ? DataKind.Store : DataKind.Object;
            process.Data.Add(new DataDraft(id, kind, Attribute("name"), Reference("dataObjectRef") ?? Reference("dataStoreRef"), Line));
        }
    }

    private OpenElement OpenLane(OpenElement parent)
    {
        var lane = new Lane(Attribute("id") ?? $"Lane_{parent.Process!.Lanes.Count + 1}", Attribute("name"));
        parent.Process!.Lanes.Add(lane);
        return new OpenElement(ElementKind.Lane, parent.Process, parent.Node, null, lane, parent.LaneDepth + 1);
    }

    private void End(OpenElement closed)
    {
        switch (closed.Kind)
        {
            case ElementKind.LaneReference:
                closed.Process!.LaneMembers.Add(new LaneMember(LocalPart(_text.ToString()), closed.Lane!, closed.LaneDepth, _textLine));
                break;
            case ElementKind.Condition:
                var condition = _text.ToString().Trim();
                closed.Flow!.Condition = condition.Length == 0 ? null : condition;
                break;
            case ElementKind.TriggerReference:
                closed.Node!.TriggerReferences = [.. closed.Node.TriggerReferences, LocalPart(_text.ToString())];
                break;
            case ElementKind.LoopCardinality:
                if (int.TryParse(_text.ToString().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var cardinality))
                {
                    closed.Node!.LoopCardinality = cardinality;
                }

                break;
            case ElementKind.DataRead:
                closed.Node!.Reads.Add(LocalPart(_text.ToString()));
                break;
            case ElementKind.DataWrite:
                closed.Node!.Writes.Add(LocalPart(_text.ToString()));
                break;
            default:
                break;
        }
    }

    private void AddText()
    {
        if (_open.Count > 0 && HasText(_open.Peek().Kind))
        {
            _text.Append(reader.Value);
        }
    }

    private static bool HasText(ElementKind kind) =>
        kind
            is ElementKind.LaneReference
                or ElementKind.Condition
                or ElementKind.TriggerReference
                or ElementKind.LoopCardinality
                or ElementKind.DataRead
                or ElementKind.DataWrite;

    private void Register(string? id, string name)
    {
        if (string.IsNullOrEmpty(id))
        {
            return;
        }

        if (!_document.Ids.TryAdd(id, Line))
        {
            _document.Faults.Add(id, Line, $"the id '{id}' of <{name}> is already used in line {_document.Ids[id]}: ids are unique");
        }
    }

    private void Count()
    {
        if (++_flowElements > BpmnLimits.FlowElements)
        {
            throw new BpmnSourceException($"the source has more than {BpmnLimits.FlowElements} flow nodes and flows: split it", Line);
        }
    }

    private string? Attribute(string name) => reader.GetAttribute(name) is { Length: > 0 } value ? value : null;

    private string? TriggerRef() => BpmnNames.TriggerRefs.Select(Reference).FirstOrDefault(named => named is not null);

    // A reference is a QName: the prefix stands for the file's own target namespace.
    private string? Reference(string name) => Attribute(name) is { } value ? LocalPart(value) : null;

    private static string LocalPart(string reference)
    {
        var trimmed = reference.Trim();
        return trimmed[(trimmed.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }
}
