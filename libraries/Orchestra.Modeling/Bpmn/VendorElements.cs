using System.Xml;

namespace Orchestra.Modeling.Bpmn;

/// <summary>
/// Keeps what elements of vendors say: each attribute and each text under its path. What is more than the limits allow is left out, for
/// nothing of it is needed for the graph.
/// </summary>
internal sealed class VendorElements(XmlReader reader, BpmnDocument document)
{
    private readonly IXmlLineInfo _position = (IXmlLineInfo)reader;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private ElementDraft? _draft;
    private int _values;
    private long _pathLength;
    private bool _isFull;

    /// <summary>Keeps the attributes of the current element.</summary>
    /// <param name="parent">What holds it: <c>extensionElements</c> or another element of a vendor.</param>
    /// <param name="draft">What it belongs to.</param>
    public OpenElement Open(OpenElement parent, ElementDraft draft)
    {
        if (_draft != draft)
        {
            _draft = draft;
            _numbers.Clear();
        }

        if (!Spend((parent.Path?.Length ?? 0) + reader.Name.Length, draft))
        {
            return new OpenElement(ElementKind.Ignored);
        }

        var path = Numbered(parent.Path is null ? reader.Name : $"{parent.Path}/{reader.Name}");
        if (!reader.HasAttributes && reader.IsEmptyElement)
        {
            Keep(draft, path, "");
        }

        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            if (reader.NamespaceURI != "http://www.w3.org/2000/xmlns/" && Spend(path.Length + reader.Name.Length, draft))
            {
                Keep(draft, $"{path}/@{reader.Name}", reader.Value);
            }
        }

        reader.MoveToElement();
        return parent with { Kind = ElementKind.VendorElement, Path = path };
    }

    /// <summary>Keeps the text of an element at its end.</summary>
    public static void Close(OpenElement closed, string text)
    {
        if (text.Length > 0)
        {
            Keep(closed.Draft!, closed.Path!, text);
        }
    }

    private static void Keep(ElementDraft draft, string path, string value)
    {
        draft.Extensions ??= new Dictionary<string, string>(StringComparer.Ordinal);
        draft.Extensions[path] = value;
    }

    private string Numbered(string path)
    {
        var number = _numbers[path] = _numbers.GetValueOrDefault(path) + 1;
        return number == 1 ? path : $"{path}[{number}]";
    }

    private bool Spend(int pathLength, ElementDraft draft)
    {
        if (_values < BpmnLimits.VendorElements && _pathLength + pathLength <= BpmnLimits.VendorPaths)
        {
            _values++;
            _pathLength += pathLength;
            return true;
        }

        if (!_isFull)
        {
            _isFull = true;
            var message = "the source has more elements of vendors than are kept: from here on they were left out";
            document.Warnings.Add(WarningCodes.UnknownElement, message, draft.Id, _position.LineNumber);
        }

        return false;
    }
}
