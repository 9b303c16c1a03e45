using System.Text;
using System.Xml;

namespace Orchestra.Modeling.Bpmn;

/// <summary>Reads BPMN 2.0 XML. Pure: it touches nothing but the source it is given, and a hostile source costs little time and memory.</summary>
public static class BpmnReader
{
    /// <summary>Reads a source of at most 10 MiB in any encoding that XML allows.</summary>
    /// <param name="source">The XML; it is read once from where it stands and left open.</param>
    /// <returns>The graph with warnings, or every fault.</returns>
    public static ProcessImport Read(Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var guarded = new GuardedStream(source);
        return Build(() => XmlReader.Create(guarded, Settings()));
    }

    /// <summary>Reads a source of at most 10 MiB; an encoding that the XML declares is ignored, for the text is decoded already.</summary>
    /// <param name="source">The XML.</param>
    /// <returns>The graph with warnings, or every fault.</returns>
    public static ProcessImport Read(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        try
        {
            Guard(source);
        }
        catch (BpmnSourceException exception)
        {
            return new ProcessImport(null, [new(null, exception.Line, exception.Message)]);
        }

        // A byte order mark is none of XML's characters; decoding leaves it in front of the text.
        using var text = new StringReader(source.TrimStart('\uFEFF'));
        return Build(() => XmlReader.Create(text, Settings()));
    }

    private static void Guard(string source)
    {
        if (source.Length > BpmnLimits.SourceBytes || Encoding.UTF8.GetByteCount(source) > BpmnLimits.SourceBytes)
        {
            throw new BpmnSourceException("the source is larger than 10 MiB: split it into several files");
        }

        var guard = new TagGuard();
        foreach (var character in source)
        {
            guard.Push(character);
        }
    }

    private static ProcessImport Build(Func<XmlReader> open)
    {
        // Opening reads the first bytes already.
        XmlReader reader;
        try
        {
            reader = open();
        }
        catch (BpmnSourceException exception)
        {
            return new ProcessImport(null, [new(null, exception.Line, exception.Message)]);
        }
        catch (XmlException exception)
        {
            return new ProcessImport(null, [new(null, 1, $"the source is not well-formed XML: {exception.Message}")]);
        }

        using var opened = reader;
        var document = new BpmnParser(reader).Parse();
        return document.Complete ? new GraphBuilder(document).Build() : new ProcessImport(null, document.Faults.ToList());
    }

    private static XmlReaderSettings Settings() =>
        new()
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersFromEntities = 1,
            MaxCharactersInDocument = BpmnLimits.SourceBytes,
            NameTable = new CappedNameTable(),
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
            CloseInput = false,
        };
}
