namespace Orchestra.Modeling.Covering.Pict;

/// <summary>A constraint cannot be read; caught where the next one begins.</summary>
internal sealed class PictSyntaxException(string message, int position) : Exception(message)
{
    public int Position { get; } = position;
}
