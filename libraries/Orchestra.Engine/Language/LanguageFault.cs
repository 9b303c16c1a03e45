namespace Orchestra.Engine.Language;

/// <summary>One thing wrong with a template or a rule, and where.</summary>
/// <param name="Kind">Why there is no value.</param>
/// <param name="Message">What is wrong and, where known, what was there instead.</param>
/// <param name="Location">JSON pointer of the string in its tree; empty for the tree's root.</param>
/// <param name="Column">Column in that string, from 1; 0 where the whole string is meant.</param>
public sealed record LanguageFault(LanguageFaultKind Kind, string Message, string Location, int Column)
{
    /// <inheritdoc />
    public override string ToString()
    {
        var place = Location.Length == 0 ? string.Empty : Location + ": ";
        return Column == 0 ? place + Message : $"{place}column {Column}: {Message}";
    }
}
