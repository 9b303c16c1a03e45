namespace Orchestra.Modeling.Sequence;

/// <summary>Reads PlantUML's sequence diagrams. What only changes the drawing is passed; what is not known is a warning.</summary>
internal sealed class PlantUmlParser(IReadOnlyList<SourceLine> lines, DiagramBuilder diagram)
{
    private readonly PlantUmlMessage _message = new(diagram);
    private readonly PlantUmlPreprocessor _preprocessor = new(diagram);
    private readonly PlantUmlParticipants _participants = new(diagram);
    private int _next;

    /// <summary>Reads the first diagram of the source.</summary>
    public void Parse()
    {
        if (!FindStart())
        {
            return;
        }

        var start = _next;
        while (_next < lines.Count)
        {
            var line = lines[_next++].Trim();
            if (line.Text.StartsWith("@end", StringComparison.OrdinalIgnoreCase))
            {
                WarnOfMore();
                return;
            }

            if (line.Text.Length > 0)
            {
                ReadLine(line);
            }
        }

        if (start > 0)
        {
            diagram.Fault(lines[start - 1].Number, 1, "the diagram is not closed: '@enduml' is missing");
        }
    }

    private static bool IsStart(string text) => text.AsSpan().TrimStart().StartsWith("@start", StringComparison.OrdinalIgnoreCase);

    // Without @startuml the whole source is the diagram.
    private bool FindStart()
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (!IsStart(lines[i].Text))
            {
                continue;
            }

            var line = lines[i].Trim();
            _next = i + 1;
            if (line.Text.StartsWith("@startuml", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }

            diagram.Fault(line.Number, line.Column, $"'{TextCleaner.Cut(line.Text, 60)}' is no UML diagram: the first line is '@startuml'");
            return false;
        }

        return true;
    }

    private void WarnOfMore()
    {
        for (var i = _next; i < lines.Count; i++)
        {
            if (IsStart(lines[i].Text))
            {
                diagram.Warn(WarningCodes.NotCovered, "the source has more than one diagram: only the first is imported", lines[i].Number);
                return;
            }
        }
    }

    private void ReadLine(SourceLine line)
    {
        if (line.Text[0] == '\'')
        {
            diagram.Comment(line.Part(1, line.Text.Length));
        }
        else if (_preprocessor.TryRead(line, SkipTo) || IsSpacing(line.Text) || _message.TryRead(line))
        {
            return;
        }
        else if (!ReadKeyword(new LineCursor(line), line))
        {
            ReadUnknown(line);
        }
    }

    // Dividers, delays, spaces: == text ==, ..., ...5 minutes..., |||, ||45||, and marks of durations {a} <-> {b}.
    private static bool IsSpacing(string text) =>
        text.StartsWith("==", StringComparison.Ordinal)
        || text.StartsWith("...", StringComparison.Ordinal)
        || text.StartsWith("||", StringComparison.Ordinal)
        || (text[0] == '{' && text.Contains("<->", StringComparison.Ordinal));

    private bool ReadKeyword(LineCursor cursor, SourceLine line)
    {
        var column = cursor.Column;
        if (cursor.Current == '/')
        {
            cursor.Position++;
            cursor.SkipBlanks();
        }

        var word = cursor.TakeWhile(char.IsAsciiLetterOrDigit).ToLowerInvariant();
        if (!cursor.AtEnd && !char.IsWhiteSpace(cursor.Current) && cursor.Current is not ('#' or '(' or ':' or '<'))
        {
            return false;
        }

        cursor.SkipBlanks();
        switch (word)
        {
            case "alt" or "opt" or "loop" or "par" or "par2" or "critical" or "break" or "group" or "box":
                diagram.Open(KindOf(word), word, Guard(cursor), cursor.Line, column);
                return true;
            case "else" or "option" or "and":
                diagram.Branch(word, Guard(cursor), cursor.Line, column);
                return true;
            case "end" or "endbox":
                ReadEnd(cursor, column);
                return true;
            case "note" or "hnote" or "rnote":
                ReadNote(cursor, column);
                return true;
            case "ref":
                ReadReference(cursor, column);
                return true;
            case "return":
                diagram.Return(Plain(cursor.Rest), cursor.Line, column);
                return true;
            case "autoactivate":
                _message.ActivatesAlways = cursor.Rest.Equals("on", StringComparison.OrdinalIgnoreCase);
                return true;
            case "title":
                diagram.SetTitle(cursor.AtEnd ? Block(line, "title") : Plain(cursor.Rest));
                return true;
            case "legend":
                Block(line, word);
                return true;
            case "header" or "footer" or "caption":
                if (cursor.AtEnd)
                {
                    Block(line, word);
                }

                return true;
            default:
                return _participants.TryRead(word, cursor, line, SkipTo) || IsDrawing(word, line);
        }
    }

    private static FragmentKind KindOf(string word) =>
        word switch
        {
            "alt" => FragmentKind.Alt,
            "opt" => FragmentKind.Opt,
            "loop" => FragmentKind.Loop,
            "par" or "par2" => FragmentKind.Par,
            "critical" => FragmentKind.Critical,
            "break" => FragmentKind.Break,
            _ => FragmentKind.Group,
        };

    private void ReadEnd(LineCursor cursor, int column)
    {
        // The ends of blocks that are open are read with them.
        if (cursor.Rest.ToLowerInvariant() is "note" or "ref" or "title" or "legend" or "header" or "footer" or "caption")
        {
            diagram.Fault(cursor.Line, column, $"'end {cursor.Rest}' closes nothing");
            return;
        }

        diagram.Close(cursor.Line, column);
    }

    private void ReadNote(LineCursor cursor, int column)
    {
        var place = cursor.Rest;
        var colon = place.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
        {
            diagram.Note(Plain(place[(colon + 1)..]), cursor.Line, column);
        }
        else if (place.StartsWith('"'))
        {
            var end = place.IndexOf('"', 1);
            diagram.Note(Plain(end < 0 ? place : place[1..end]), cursor.Line, column);
        }
        else
        {
            diagram.Note(Block(new SourceLine(cursor.Line, column, ""), "note", "hnote", "rnote"), cursor.Line, column);
        }
    }

    private void ReadReference(LineCursor cursor, int column)
    {
        SkipColour(cursor);
        if (!cursor.TryTakeWord("over"))
        {
            diagram.Fault(cursor.Line, cursor.Column, "a ref stands 'over' participants: ref over A, B : text");
            return;
        }

        if (cursor.TakeUntil(':') is not null)
        {
            cursor.Position++;
            diagram.Reference(Plain(cursor.Rest), cursor.Line, column);
        }
        else
        {
            diagram.Reference(Block(new SourceLine(cursor.Line, column, ""), "ref"), cursor.Line, column);
        }
    }

    private bool IsDrawing(string word, SourceLine line)
    {
        switch (word)
        {
            case "skinparam" or "skin" or "style" or "sprite":
                if (line.Text.EndsWith('{'))
                {
                    SkipTo(line, "}", text => text.Length == 1 && text[0] == '}');
                }

                return true;
            case "autonumber" or "hide" or "show" or "scale" or "mainframe" or "newpage" or "allowmixing" or "left" or "top":
                return true;
            default:
                return false;
        }
    }

    private void ReadUnknown(SourceLine line)
    {
        if (line.Text.StartsWith("<style>", StringComparison.OrdinalIgnoreCase))
        {
            SkipTo(line, "</style>", text => text.StartsWith("</style>", StringComparison.OrdinalIgnoreCase));
            return;
        }

        var shown = TextCleaner.Cut(line.Text, 60);
        if (line.Text.Contains("->", StringComparison.Ordinal) || line.Text.Contains("<-", StringComparison.Ordinal))
        {
            diagram.Fault(
                line.Number,
                line.Column,
                $"'{shown}' is no message: names with other characters than letters, digits, '_', '.' and '@' stand in quotes"
            );
        }
        else
        {
            diagram.Warn(WarningCodes.UnknownElement, $"column {line.Column}: '{shown}' is not known; it was left out", line.Number);
        }
    }

    // The text of a block that `end WORD` or `endWORD` closes.
    private string Block(SourceLine first, params string[] words)
    {
        var start = _next;
        var found = SkipTo(first, $"end {words[0]}", text => Array.Exists(words, word => Closes(text, word)));
        return Plain(string.Join(' ', lines.Take(start.._next).SkipLast(found ? 1 : 0).Select(line => line.Text.Trim())));
    }

    private static bool Closes(string text, string word) =>
        text.StartsWith("end", StringComparison.OrdinalIgnoreCase)
        && text.AsSpan(3).TrimStart().Equals(word, StringComparison.OrdinalIgnoreCase);

    private bool SkipTo(SourceLine first, string end, Func<string, bool> isEnd)
    {
        while (_next < lines.Count)
        {
            if (lines[_next].Text.AsSpan().TrimStart().StartsWith("@end", StringComparison.OrdinalIgnoreCase))
            {
                break;
            }

            if (isEnd(lines[_next++].Text.Trim()))
            {
                return true;
            }
        }

        diagram.Fault(first.Number, first.Column, $"what begins here is not closed: '{end}' is missing");
        return false;
    }

    private static string Guard(LineCursor cursor)
    {
        SkipColour(cursor);
        SkipColour(cursor);
        return Plain(cursor.Rest);
    }

    private static void SkipColour(LineCursor cursor)
    {
        if (cursor.Current == '#')
        {
            cursor.TakeWhile(character => !char.IsWhiteSpace(character));
            cursor.SkipBlanks();
        }
    }

    private static string Plain(string text) => TextCleaner.Plain(text, entities: false);
}
