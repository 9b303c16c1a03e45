namespace Orchestra.Modeling.Bpmn;

/// <summary>Ends the reading of a source that is too large or too deep; the reader turns it into a fault.</summary>
internal sealed class BpmnSourceException(string message, int? line = null) : Exception(message)
{
    /// <summary>The line at which reading ended; null where the reader knows it better.</summary>
    public int? Line { get; } = line;
}
