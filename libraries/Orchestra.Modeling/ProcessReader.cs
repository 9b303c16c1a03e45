using Orchestra.Contracts.Processes;
using Orchestra.Modeling.Bpmn;
using Orchestra.Modeling.Sequence;

namespace Orchestra.Modeling;

/// <summary>Reads a process from whatever it was drawn in.</summary>
public static class ProcessReader
{
    /// <summary>Reads a source of a known type.</summary>
    /// <param name="source">The source, at most 10 MiB.</param>
    /// <param name="type">What it is.</param>
    public static ProcessImport Read(string source, ProcessSourceType type) =>
        type == ProcessSourceType.Sequence ? SequenceReader.Read(source) : BpmnReader.Read(source);

    /// <summary>Reads a source of a known type.</summary>
    /// <param name="source">The source, at most 10 MiB; it is read once from where it stands and left open.</param>
    /// <param name="type">What it is.</param>
    public static ProcessImport Read(Stream source, ProcessSourceType type) =>
        type == ProcessSourceType.Sequence ? SequenceReader.Read(source) : BpmnReader.Read(source);

    /// <summary>Says what a source is: by its content, and where that says nothing by its file's name.</summary>
    /// <param name="source">The source.</param>
    /// <param name="fileName">The file's name; null for none.</param>
    /// <returns>The type; null when neither content nor name is a process's.</returns>
    public static ProcessSourceType? TypeOf(string source, string? fileName = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        var extension = Path.GetExtension(fileName)?.ToUpperInvariant();
        // Markdown may begin with HTML.
        var isMarkdown = extension is ".MD" or ".MARKDOWN";
        if (!isMarkdown && source.AsSpan().TrimStart('\uFEFF').TrimStart() is ['<', ..])
        {
            return ProcessSourceType.Bpmn;
        }

        if (
            SequenceReader.IsSequence(source)
            || extension is ".MMD" or ".MERMAID" or ".PUML" or ".PLANTUML" or ".PU" or ".MD" or ".MARKDOWN"
        )
        {
            return ProcessSourceType.Sequence;
        }

        return extension is ".BPMN" or ".XML" && string.IsNullOrWhiteSpace(source) ? ProcessSourceType.Bpmn : null;
    }
}
