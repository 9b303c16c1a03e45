namespace Orchestra.Engine.Language;

/// <summary>The text is not in the grammar. The only exception that parsing one expression throws.</summary>
public sealed class LanguageSyntaxException : Exception
{
    internal LanguageSyntaxException(string message, int column)
        : base($"column {column}: {message}")
    {
        Reason = message;
        Column = column;
    }

    /// <summary>What is wrong, without the place.</summary>
    public string Reason { get; }

    /// <summary>The column in the text given, from 1.</summary>
    public int Column { get; }
}
