namespace Orchestra.Modeling.Sequence;

/// <summary>Finds the diagram in a source: a source is one, or a Markdown file that holds some.</summary>
internal static class SequenceSource
{
    /// <summary>The lines of the first diagram and its language; null when there is none.</summary>
    /// <param name="lines">The source.</param>
    /// <param name="more">The lines at which further diagrams of a Markdown file begin.</param>
    public static (SequenceLanguage Language, IReadOnlyList<SourceLine> Lines)? Find(
        IReadOnlyList<SourceLine> lines,
        out IReadOnlyList<int> more
    )
    {
        more = [];
        if (LanguageOf(lines) is { } language)
        {
            return (language, lines);
        }

        var fenced = Fenced(lines);
        if (fenced.Count == 0)
        {
            return null;
        }

        more = [.. fenced.Skip(1).Select(block => block.Lines[0].Number)];
        return fenced[0];
    }

    private static SequenceLanguage? LanguageOf(IReadOnlyList<SourceLine> lines)
    {
        var inFrontMatter = false;
        var inDirective = false;
        var isFirst = true;
        foreach (var line in lines)
        {
            var text = line.Text.AsSpan().Trim();
            if (text.IsEmpty)
            {
                continue;
            }

            if (text.SequenceEqual("---") && (isFirst || inFrontMatter))
            {
                inFrontMatter = isFirst;
            }
            else if (text.StartsWith("%%", StringComparison.Ordinal) || inDirective)
            {
                inDirective =
                    (inDirective || text.StartsWith("%%{", StringComparison.Ordinal)) && !text.Contains("}%%", StringComparison.Ordinal);
            }
            else if (!inFrontMatter)
            {
                return FirstWord(text);
            }

            isFirst = false;
        }

        return null;
    }

    private static SequenceLanguage? FirstWord(ReadOnlySpan<char> text) =>
        text.StartsWith("sequenceDiagram", StringComparison.OrdinalIgnoreCase) ? SequenceLanguage.Mermaid
        : text.StartsWith("@start", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("/'", StringComparison.Ordinal)
        || text[0] == '\''
            ? SequenceLanguage.PlantUml
        : null;

    private static List<(SequenceLanguage Language, IReadOnlyList<SourceLine> Lines)> Fenced(IReadOnlyList<SourceLine> lines)
    {
        var found = new List<(SequenceLanguage, IReadOnlyList<SourceLine>)>();
        for (var i = 0; i < lines.Count; i++)
        {
            var text = lines[i].Text.Trim();
            if (!IsFence(text))
            {
                continue;
            }

            var end = i + 1;
            while (end < lines.Count && !Closes(lines[end].Text.AsSpan().Trim(), text))
            {
                end++;
            }

            if (end > i + 1 && LanguageOf(text, lines, i + 1, end) is { } language)
            {
                found.Add((language, [.. lines.Skip(i + 1).Take(end - i - 1)]));
            }

            i = end;
        }

        return found;
    }

    private static bool IsFence(string text) =>
        text.StartsWith("```", StringComparison.Ordinal) || text.StartsWith("~~~", StringComparison.Ordinal);

    private static bool Closes(ReadOnlySpan<char> text, string fence)
    {
        var length = fence.AsSpan().IndexOfAnyExcept(fence[0]);
        var own = text.IndexOfAnyExcept(fence[0]);
        return own < 0 && text.Length >= (length < 0 ? fence.Length : length);
    }

    // ```mermaid may hold any of Mermaid's diagrams: only sequences count.
    private static SequenceLanguage? LanguageOf(string fence, IReadOnlyList<SourceLine> lines, int start, int end)
    {
        var name = fence.TrimStart('`', '~', ' ', '{', '.');
        return name.StartsWith("mermaid", StringComparison.OrdinalIgnoreCase) ? LanguageOf([.. lines.Skip(start).Take(end - start)])
            : name.StartsWith("plantuml", StringComparison.OrdinalIgnoreCase) || name.StartsWith("puml", StringComparison.OrdinalIgnoreCase)
                ? SequenceLanguage.PlantUml
            : null;
    }
}
