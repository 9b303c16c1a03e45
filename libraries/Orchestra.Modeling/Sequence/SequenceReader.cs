using Orchestra.Modeling.Bpmn;

namespace Orchestra.Modeling.Sequence;

/// <summary>
/// Reads sequence diagrams of Mermaid and PlantUML, alone or in a Markdown file. Pure: it touches nothing but the source it is given, and a
/// hostile source costs little time and memory.
/// </summary>
public static class SequenceReader
{
    /// <summary>Reads a source of at most 10 MiB, in UTF-8 or as its byte order mark says.</summary>
    /// <param name="source">The text; it is read once from where it stands and left open.</param>
    /// <returns>The graph with warnings, or every fault with line and column.</returns>
    public static ProcessImport Read(Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var faults = new FaultList();
        return SourceScreen.Decode(source, faults) is { } text ? Build(text, faults) : new ProcessImport(null, faults.ToList());
    }

    /// <summary>Reads a source of at most 10 MiB.</summary>
    /// <param name="source">The text.</param>
    /// <returns>The graph with warnings, or every fault with line and column.</returns>
    public static ProcessImport Read(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var faults = new FaultList();
        return SourceScreen.Fits(source, faults) ? Build(source, faults) : new ProcessImport(null, faults.ToList());
    }

    /// <summary>Whether a text is a sequence diagram or holds one, as its first words or its fences say.</summary>
    public static bool IsSequence(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return SequenceSource.Find(SourceLine.Split(source.TrimStart('\uFEFF'), SequenceLimits.Lines), out _) is not null;
    }

    private static ProcessImport Build(string text, FaultList faults)
    {
        var warnings = new WarningList();
        var diagram = Parse(text.TrimStart('\uFEFF'), faults, warnings);
        if (faults.Any || diagram is null)
        {
            return new ProcessImport(null, faults.ToList());
        }

        var graph = new SequenceGraph(diagram, warnings).Build();
        return new ProcessImport(graph with { Warnings = warnings.ToList() }, []);
    }

    /// <summary>Reads a source into a diagram; what is wrong is in the faults.</summary>
    internal static SequenceDiagram? Parse(string text, FaultList faults, WarningList warnings)
    {
        var lines = SourceLine.Split(text, SequenceLimits.Lines + 1);
        if (lines.Count > SequenceLimits.Lines)
        {
            faults.Add(null, lines.Count, $"the source has more than {SequenceLimits.Lines} lines: split it");
            return null;
        }

        SourceScreen.Judge(lines, faults);
        if (faults.Any)
        {
            return null;
        }

        var builder = new DiagramBuilder(faults, warnings);
        try
        {
            ParseLines(lines, builder);
            var diagram = builder.Finish();
            if (!faults.Any && !HasMessage(diagram.Items))
            {
                builder.Fault(1, 1, "the diagram has no message");
            }

            return diagram;
        }
        catch (SequenceSourceException exception)
        {
            faults.Add(null, exception.Line, $"column {exception.Column}: {exception.Message}");
            return null;
        }
    }

    private static void ParseLines(List<SourceLine> lines, DiagramBuilder builder)
    {
        if (SequenceSource.Find(lines, out var more) is not { } source)
        {
            // What is no diagram at first sight may be PlantUML without @startuml; Mermaid says what is missing otherwise.
            if (lines.Exists(line => line.Text.Contains("->", StringComparison.Ordinal)) && !HasMermaidWord(lines))
            {
                new PlantUmlParser(BlockComments.Blank(lines, builder), builder).Parse();
            }
            else
            {
                new MermaidParser(lines, builder).Parse();
            }

            return;
        }

        foreach (var line in more)
        {
            builder.Warn(WarningCodes.NotCovered, "the source has more than one diagram: only the first is imported", line);
        }

        if (source.Language == SequenceLanguage.Mermaid)
        {
            new MermaidParser(source.Lines, builder).Parse();
        }
        else
        {
            new PlantUmlParser(BlockComments.Blank(source.Lines, builder), builder).Parse();
        }
    }

    private static bool HasMermaidWord(List<SourceLine> lines)
    {
        var first = lines.Find(line => !line.Text.AsSpan().Trim().IsEmpty).Text.AsSpan().TrimStart();
        return first.StartsWith("---", StringComparison.Ordinal)
            || first.StartsWith("graph", StringComparison.Ordinal)
            || first.StartsWith("flowchart", StringComparison.Ordinal)
            || first[0] == '%';
    }

    private static bool HasMessage(List<SequenceElement> items) =>
        items.Exists(item =>
            item is MessageElement or ReferenceElement
            || (item is FragmentElement fragment && fragment.Branches.Exists(branch => HasMessage(branch.Items)))
        );
}
