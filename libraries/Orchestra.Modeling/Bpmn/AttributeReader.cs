using System.Xml;

namespace Orchestra.Modeling.Bpmn;

/// <summary>Reads attributes of the current element as the standard types them.</summary>
internal sealed class AttributeReader(XmlReader reader)
{
    private readonly IXmlLineInfo _position = (IXmlLineInfo)reader;

    /// <summary>The line of the element, from 1.</summary>
    public int Line => _position.LineNumber;

    /// <summary>A text; null where there is none.</summary>
    public string? Text(string name) => reader.GetAttribute(name) is { Length: > 0 } value ? value : null;

    /// <summary>A boolean. The standard says true, false, 1 and 0; some tools write what their language calls them.</summary>
    public bool? Flag(string name) =>
        reader.GetAttribute(name)?.Trim().ToUpperInvariant() switch
        {
            "TRUE" or "1" => true,
            "FALSE" or "0" => false,
            _ => null,
        };

    /// <summary>A reference: the id that it names.</summary>
    public string? Reference(string name) => Text(name) is { } value ? LocalPart(value) : null;

    /// <summary>The id of a reference. It is a QName: the prefix stands for the file's own target namespace.</summary>
    public static string LocalPart(string reference)
    {
        var trimmed = reference.Trim();
        return trimmed[(trimmed.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }
}
