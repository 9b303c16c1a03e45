namespace Orchestra.Modeling.Sequence;

/// <summary>Ends the reading of a source that is too large or too deep; the reader turns it into the last fault.</summary>
internal sealed class SequenceSourceException(int line, int column, string message) : Exception(message)
{
    /// <summary>The line at which reading ended.</summary>
    public int Line { get; } = line;

    /// <summary>The column at which reading ended.</summary>
    public int Column { get; } = column;
}
