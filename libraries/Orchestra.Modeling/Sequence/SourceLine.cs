namespace Orchestra.Modeling.Sequence;

/// <summary>A line of a source, or a statement within one.</summary>
/// <param name="Number">The line, from 1.</param>
/// <param name="Column">The column of the first character of <paramref name="Text"/>, from 1.</param>
/// <param name="Text">The text without its line end.</param>
internal readonly record struct SourceLine(int Number, int Column, string Text)
{
    /// <summary>The lines of a text, or the first <paramref name="most"/> of them; line ends are LF, CRLF or CR.</summary>
    public static List<SourceLine> Split(string text, int most)
    {
        var lines = new List<SourceLine>();
        var start = 0;
        while (start <= text.Length && lines.Count < most)
        {
            var end = text.AsSpan(start).IndexOfAny('\r', '\n');
            end = end < 0 ? text.Length : start + end;
            lines.Add(new SourceLine(lines.Count + 1, 1, text[start..end]));
            start = end + (end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1);
        }

        return lines;
    }

    /// <summary>A part of the line that knows its column.</summary>
    public SourceLine Part(int start, int end) => new(Number, Column + start, Text[start..end]);

    /// <summary>The line without blanks at both ends.</summary>
    public SourceLine Trim()
    {
        var start = 0;
        var end = Text.Length;
        while (start < end && char.IsWhiteSpace(Text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(Text[end - 1]))
        {
            end--;
        }

        return Part(start, end);
    }
}
