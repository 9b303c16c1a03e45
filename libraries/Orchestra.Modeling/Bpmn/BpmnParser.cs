using System.Text;
using System.Xml;

namespace Orchestra.Modeling.Bpmn;

/// <summary>One pass over the XML of a source: gathers what it says without looking anything up. Keeps its own stack, so depth costs no call frames.</summary>
internal sealed class BpmnParser
{
    private readonly XmlReader _reader;
    private readonly IXmlLineInfo _position;
    private readonly BpmnDocument _document = new();
    private readonly ElementReader _elements;
    private readonly EventReader _events;
    private readonly LoopReader _loops;
    private readonly ExtensionReader _extensions;
    private readonly Stack<OpenElement> _open = new();
    private readonly StringBuilder _text = new();
    private int _flowElements;
    private int _textLine;

    /// <summary>Prepares the reading of a source from its beginning.</summary>
    public BpmnParser(XmlReader reader)
    {
        _reader = reader;
        _position = (IXmlLineInfo)reader;
        var attributes = new AttributeReader(reader);
        _elements = new ElementReader(attributes, _document);
        _events = new EventReader(attributes, _document);
        _loops = new LoopReader(attributes);
        _extensions = new ExtensionReader(reader, _document);
    }

    private int Line => _position.LineNumber;

    /// <summary>Reads to the end, or to the fault that forbids going on.</summary>
    public BpmnDocument Parse()
    {
        try
        {
            while (_reader.Read())
            {
                switch (_reader.NodeType)
                {
                    case XmlNodeType.Element:
                        Start();
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

    private void Start()
    {
        if (_reader.Depth >= BpmnLimits.Depth)
        {
            throw new BpmnSourceException($"elements are nested deeper than {BpmnLimits.Depth} levels", Line);
        }

        var parent = _open.Count == 0 ? new OpenElement(ElementKind.Transparent) : _open.Peek();
        var opened = Open(parent);
        if (HasText(opened.Kind))
        {
            _text.Clear();
            _textLine = Line;
        }

        if (_reader.IsEmptyElement)
        {
            End(opened);
        }
        else
        {
            _open.Push(opened);
        }
    }

    private OpenElement Open(OpenElement parent)
    {
        var (space, name) = (_reader.NamespaceURI, _reader.LocalName);
        if (_open.Count == 0)
        {
            return OpenRoot(space, name);
        }

        if (parent.Kind is ElementKind.Ignored)
        {
            return parent;
        }

        if (parent.Kind is ElementKind.Extensions or ElementKind.VendorElement)
        {
            return _extensions.Open(parent);
        }

        if (!string.Equals(space, BpmnNames.Model, StringComparison.Ordinal))
        {
            return new OpenElement(ElementKind.Ignored);
        }

        Register(_reader.GetAttribute("id"), name);
        var opened = parent.Process is null ? OpenOutside(parent, name) : OpenInside(parent, name);
        if (opened.Kind is ElementKind.Node or ElementKind.Flow)
        {
            Count();
            _extensions.ReadAttributes(opened.Draft!);
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
                return _elements.Process();
            case "participant":
                _elements.Participant();
                break;
            case "messageFlow":
                _elements.MessageFlow();
                break;
            default:
                OpenOther(name);
                break;
        }

        return new OpenElement(ElementKind.Ignored);
    }

    private void OpenOther(string name)
    {
        if (!_events.TryReadShared(name))
        {
            _elements.Other(name);
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
                return _elements.Lane(parent);
            case "flowNodeRef" when parent.Lane is not null:
                return parent with { Kind = ElementKind.LaneReference };
            case "sequenceFlow" when parent.Kind is ElementKind.Process or ElementKind.Node:
                return _elements.Flow(parent);
            case "sourceRef" when parent.Kind is ElementKind.DataInput:
                return parent with { Kind = ElementKind.DataRead };
            case "targetRef" when parent.Kind is ElementKind.DataOutput:
                return parent with { Kind = ElementKind.DataWrite };
            case "dataObject" or "dataObjectReference" or "dataStoreReference" when parent.Process is not null:
                _elements.Data(parent.Process, name);
                return new OpenElement(ElementKind.Ignored);
        }

        if (parent.Kind is ElementKind.Node && OpenInNode(parent, name) is { } opened)
        {
            return opened;
        }

        var holdsNodes = parent.Kind is ElementKind.Process || parent is { Kind: ElementKind.Node, Node.IsContainer: true };
        if (holdsNodes && BpmnNames.Nodes.TryGetValue(name, out var type))
        {
            return _elements.Node(parent, name, type);
        }

        OpenOther(name);
        return new OpenElement(ElementKind.Ignored);
    }

    private OpenElement? OpenInNode(OpenElement parent, string name) =>
        name switch
        {
            "dataInputAssociation" => parent with { Kind = ElementKind.DataInput },
            "dataOutputAssociation" => parent with { Kind = ElementKind.DataOutput },
            _ => _events.OpenIn(parent, name) ?? _loops.OpenIn(parent, name),
        };

    private void End(OpenElement closed)
    {
        switch (closed.Kind)
        {
            case ElementKind.LaneReference:
                closed.Process!.LaneMembers.Add(
                    new LaneMember(AttributeReader.LocalPart(_text.ToString()), closed.Lane!, closed.LaneDepth, _textLine)
                );
                break;
            case ElementKind.Condition:
                var condition = _text.ToString().Trim();
                closed.Flow!.Condition = condition.Length == 0 ? null : condition;
                break;
            case ElementKind.TriggerReference:
                EventReader.Close(closed, _text.ToString());
                break;
            case ElementKind.LoopCardinality:
                LoopReader.Close(closed, _text.ToString());
                break;
            case ElementKind.DataRead:
                closed.Node!.Reads.Add(AttributeReader.LocalPart(_text.ToString()));
                break;
            case ElementKind.DataWrite:
                closed.Node!.Writes.Add(AttributeReader.LocalPart(_text.ToString()));
                break;
            case ElementKind.VendorElement:
                VendorElements.Close(closed, _text.ToString().Trim());
                _text.Clear();
                break;
            default:
                break;
        }
    }

    private void AddText()
    {
        if (_open.Count > 0 && HasText(_open.Peek().Kind))
        {
            _text.Append(_reader.Value);
        }
    }

    private static bool HasText(ElementKind kind) =>
        kind
            is ElementKind.LaneReference
                or ElementKind.Condition
                or ElementKind.TriggerReference
                or ElementKind.LoopCardinality
                or ElementKind.DataRead
                or ElementKind.DataWrite
                or ElementKind.VendorElement;

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
}
