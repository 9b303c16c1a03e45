namespace Orchestra.Modeling.Sequence;

/// <summary>Reads Mermaid's <c>sequenceDiagram</c>.</summary>
internal sealed class MermaidParser(IReadOnlyList<SourceLine> lines, DiagramBuilder diagram)
{
    private int _next;
    private bool _hasHeader;

    /// <summary>Reads all lines.</summary>
    public void Parse()
    {
        SkipFrontMatter();
        while (_next < lines.Count)
        {
            var line = lines[_next++].Trim();
            if (line.Text.Length == 0)
            {
                continue;
            }

            if (line.Text.StartsWith("%%{", StringComparison.Ordinal))
            {
                SkipDirective(line);
            }
            else if (line.Text.StartsWith("%%", StringComparison.Ordinal))
            {
                diagram.Comment(line.Part(2, line.Text.Length));
            }
            else
            {
                ReadStatements(line);
            }
        }

        if (!_hasHeader)
        {
            diagram.Fault(1, 1, "the diagram has no 'sequenceDiagram'");
        }
    }

    private void SkipFrontMatter()
    {
        var first = 0;
        while (first < lines.Count && lines[first].Text.AsSpan().Trim().IsEmpty)
        {
            first++;
        }

        if (first == lines.Count || !lines[first].Text.AsSpan().Trim().SequenceEqual("---"))
        {
            return;
        }

        for (var i = first + 1; i < lines.Count; i++)
        {
            var text = lines[i].Text.Trim();
            if (text == "---")
            {
                _next = i + 1;
                return;
            }

            if (text.StartsWith("title:", StringComparison.Ordinal))
            {
                diagram.SetTitle(Plain(text[6..].Trim().Trim('"', '\'')));
            }
        }

        diagram.Fault(lines[first].Number, 1, "the front matter is not closed: a line '---' is missing");
        _next = lines.Count;
        _hasHeader = true;
    }

    private void SkipDirective(SourceLine first)
    {
        for (var line = first; ; line = lines[_next++])
        {
            if (line.Text.Contains("}%%", StringComparison.Ordinal))
            {
                return;
            }

            if (_next == lines.Count)
            {
                diagram.Fault(first.Number, first.Column, "the directive '%%{' is not closed: '}%%' is missing");
                return;
            }
        }
    }

    // A semicolon ends a statement as a line does, unless it ends an entity.
    private void ReadStatements(SourceLine line)
    {
        var start = 0;
        for (var i = 0; i < line.Text.Length; i++)
        {
            if (line.Text[i] == '#' && TextCleaner.EntityAt(line.Text, i) is { } entity)
            {
                i = entity;
            }
            else if (line.Text[i] == ';')
            {
                ReadStatement(line.Part(start, i).Trim());
                start = i + 1;
            }
        }

        ReadStatement(line.Part(start, line.Text.Length).Trim());
    }

    private void ReadStatement(SourceLine statement)
    {
        if (statement.Text.Length == 0)
        {
            return;
        }

        var cursor = new LineCursor(statement);
        if (!_hasHeader)
        {
            ReadHeader(cursor);
            return;
        }

        var column = cursor.Column;
        var keyword = cursor.TakeWhile(character => char.IsAsciiLetter(character) || character == '_');
        var isWord = cursor.AtEnd || char.IsWhiteSpace(cursor.Current) || cursor.Current == ':';
        cursor.SkipBlanks();
        // A participant may be called as a keyword is.
        if (!isWord || MermaidArrows.At(statement.Text, cursor.Position) is not null || !ReadKeyword(keyword, cursor, statement, column))
        {
            new MermaidMessage(diagram).Read(statement);
        }
    }

    private void ReadHeader(LineCursor cursor)
    {
        _hasHeader = true;
        var column = cursor.Column;
        var word = cursor.TakeWhile(character => !char.IsWhiteSpace(character));
        if (!word.Equals("sequenceDiagram", StringComparison.OrdinalIgnoreCase))
        {
            diagram.Fault(
                cursor.Line,
                column,
                $"'{TextCleaner.Cut(word, 60)}' is no sequence diagram: the first line is 'sequenceDiagram'"
            );
            _next = lines.Count;
        }
        else if (cursor.Rest.Length > 0)
        {
            diagram.Fault(cursor.Line, cursor.SkipBlanks().Column, "a line ends after 'sequenceDiagram'");
        }
    }

    private bool ReadKeyword(string keyword, LineCursor cursor, SourceLine statement, int column)
    {
        var participants = new MermaidParticipants(diagram);
        var word = keyword.ToLowerInvariant();
        switch (word)
        {
            case "participant" or "actor" or "create" or "destroy":
                cursor.Position = 0;
                participants.Read(cursor);
                return true;
            case "activate" or "deactivate":
                participants.ReadActivation(cursor, activates: word == "activate");
                return true;
            case "note":
                ReadNote(cursor, column);
                return true;
            case "alt" or "opt" or "loop" or "par" or "par_over" or "critical" or "break" or "rect" or "box" or "group":
                diagram.Open(KindOf(word), word, Plain(cursor.Rest), cursor.Line, column);
                return true;
            case "else" or "and" or "option":
                diagram.Branch(word, Plain(cursor.Rest), cursor.Line, column);
                return true;
            case "end" when cursor.AtEnd:
                diagram.Close(cursor.Line, column);
                return true;
            case "ref":
                ReadReference(cursor, column);
                return true;
            case "title" or "acctitle":
                if (cursor.Current == ':')
                {
                    cursor.Position++;
                }

                diagram.SetTitle(Plain(cursor.Rest));
                return true;
            case "accdescr":
                SkipDescription(cursor, statement);
                return true;
            case "autonumber" or "link" or "links" or "properties" or "details":
                return true;
            default:
                return false;
        }
    }

    private static FragmentKind KindOf(string word) =>
        word switch
        {
            "alt" => FragmentKind.Alt,
            "opt" => FragmentKind.Opt,
            "loop" => FragmentKind.Loop,
            "par" or "par_over" => FragmentKind.Par,
            "critical" => FragmentKind.Critical,
            "break" => FragmentKind.Break,
            _ => FragmentKind.Group,
        };

    private void ReadNote(LineCursor cursor, int column)
    {
        var isPlaced =
            cursor.TryTakeWord("over") || ((cursor.TryTakeWord("left") || cursor.TryTakeWord("right")) && cursor.TryTakeWord("of"));
        if (!isPlaced)
        {
            diagram.Fault(cursor.Line, cursor.Column, "a note stands 'left of', 'right of' or 'over' a participant");
            return;
        }

        var names = cursor.Column;
        if (cursor.TakeUntil(':') is not { } participants)
        {
            diagram.Fault(cursor.Line, column, "the note has no text: write it after a colon");
        }
        else if (string.IsNullOrWhiteSpace(participants))
        {
            diagram.Fault(cursor.Line, names, "the note names no participant");
        }
        else
        {
            cursor.Position++;
            diagram.Note(Plain(cursor.Rest), cursor.Line, column);
        }
    }

    // Mermaid has no ref of its own; diagrams that come from other tools do.
    private void ReadReference(LineCursor cursor, int column)
    {
        if (cursor.TryTakeWord("over") && cursor.TakeUntil(':') is not null)
        {
            cursor.Position++;
        }

        diagram.Reference(Plain(cursor.Rest), cursor.Line, column);
    }

    private void SkipDescription(LineCursor cursor, SourceLine statement)
    {
        if (cursor.Current != '{' || cursor.Rest.Contains('}', StringComparison.Ordinal))
        {
            return;
        }

        while (_next < lines.Count)
        {
            if (lines[_next++].Text.Contains('}', StringComparison.Ordinal))
            {
                return;
            }
        }

        diagram.Fault(statement.Number, statement.Column, "the description is not closed: '}' is missing");
    }

    private static string Plain(string text) => TextCleaner.Plain(text, entities: true);
}
