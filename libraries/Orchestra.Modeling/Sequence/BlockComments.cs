namespace Orchestra.Modeling.Sequence;

/// <summary>Takes PlantUML's block comments (<c>/' … '/</c>) out of a source; lines and columns of the rest stay.</summary>
internal static class BlockComments
{
    /// <summary>The lines with blanks in place of comments.</summary>
    public static IReadOnlyList<SourceLine> Blank(IReadOnlyList<SourceLine> lines, DiagramBuilder diagram)
    {
        var blanked = new List<SourceLine>(lines.Count);
        (int Line, int Column)? open = null;
        foreach (var line in lines)
        {
            if (open is { } unclosed && line.Text.AsSpan().TrimStart().StartsWith("@end", StringComparison.OrdinalIgnoreCase))
            {
                AddFault(unclosed, diagram);
                open = null;
            }

            if (open is null && !line.Text.Contains("/'", StringComparison.Ordinal))
            {
                blanked.Add(line);
                continue;
            }

            var text = line.Text.ToCharArray();
            for (var i = 0; i < text.Length; )
            {
                var mark = i + 1 < text.Length ? (text[i], text[i + 1]) : default;
                var opens = open is null && mark is ('/', '\'');
                var closes = open is not null && mark is ('\'', '/');
                open = opens ? (line.Number, line.Column + i) : open;
                var length = opens || closes ? 2 : 1;
                if (open is not null)
                {
                    text.AsSpan(i, length).Fill(' ');
                }

                open = closes ? null : open;
                i += length;
            }

            blanked.Add(line with { Text = new string(text) });
        }

        if (open is { } start)
        {
            AddFault(start, diagram);
        }

        return blanked;
    }

    private static void AddFault((int Line, int Column) start, DiagramBuilder diagram) =>
        diagram.Fault(start.Line, start.Column, "the comment is not closed: `'/` is missing");
}
