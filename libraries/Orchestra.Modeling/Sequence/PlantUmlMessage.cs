namespace Orchestra.Modeling.Sequence;

/// <summary>Reads a message of PlantUML: <c>A -&gt; B ++ #red : text</c>, also from and to the outside.</summary>
internal sealed class PlantUmlMessage(DiagramBuilder diagram)
{
    /// <summary>Whether every message activates its receiver (<c>autoactivate on</c>).</summary>
    public bool ActivatesAlways { get; set; }

    /// <summary>Reads a message.</summary>
    /// <returns>Whether the line is one, be it a faulty one.</returns>
    public bool TryRead(SourceLine line)
    {
        var cursor = new LineCursor(line);
        SkipMarks(cursor);
        var (column, hasLeft) = (cursor.Column, TryTakeEnd(cursor, '[', out var left));
        cursor.SkipBlanks();
        var arrowColumn = cursor.Column;
        if (PlantUmlArrows.Take(cursor) is not { } arrow)
        {
            return false;
        }

        if (!hasLeft)
        {
            diagram.Fault(line.Number, arrowColumn, "the message has no sender: the outside is written '['");
            return true;
        }

        cursor.SkipBlanks();
        var rightColumn = cursor.Column;
        if (!TryTakeEnd(cursor, ']', out var right))
        {
            diagram.Fault(line.Number, rightColumn, "the message has no receiver: the outside is written ']'");
            return true;
        }

        if (left is null && right is null)
        {
            diagram.Fault(line.Number, column, "the message leads from the outside to the outside");
            return true;
        }

        var marks = TakeActivation(cursor);
        if (!cursor.AtEnd && cursor.Current != ':')
        {
            diagram.Fault(line.Number, cursor.Column, "the text of a message is written after ' : '");
            return true;
        }

        cursor.Position += cursor.AtEnd ? 0 : 1;
        var sender = Participant(left, line.Number, column);
        var receiver = Participant(right, line.Number, rightColumn);
        var (from, to) = arrow.IsReversed ? (receiver, sender) : (sender, receiver);
        diagram.Message(from, to, arrow.Kind, TextCleaner.Plain(cursor.Rest, entities: false), line.Number, column);
        Activate(marks, from, to, arrow.Kind, line.Number, rightColumn);
        return true;
    }

    /// <summary>Takes a name: a word, or a text in quotes with or without <c>as</c> and an alias; null when none comes.</summary>
    public static (string Id, string? Label)? TakeName(LineCursor cursor)
    {
        if (cursor.Current != '"')
        {
            var word = cursor.TakeWhile(IsNameCharacter);
            return word.Length > 0 ? (word, null) : null;
        }

        if (cursor.TakeQuoted() is not { } quoted || string.IsNullOrWhiteSpace(quoted))
        {
            return null;
        }

        var label = TextCleaner.Plain(quoted, entities: false);
        var end = cursor.Position;
        if (cursor.SkipBlanks().TryTakeWord("as") && cursor.TakeWhile(IsNameCharacter) is { Length: > 0 } alias)
        {
            return (alias, label);
        }

        cursor.Position = end;
        return (label, null);
    }

    private static bool IsNameCharacter(char character) =>
        char.IsLetterOrDigit(character) || character is '_' or '.' or '@' || char.IsSurrogate(character);

    // `& A -> B` runs beside the line before, `{mark} A -> B` has a name for its height.
    private static void SkipMarks(LineCursor cursor)
    {
        if (cursor.Current == '&')
        {
            cursor.Position++;
            cursor.SkipBlanks();
        }

        if (cursor.Current == '{' && cursor.TakeUntil('}') is not null)
        {
            cursor.Position++;
            cursor.SkipBlanks();
        }
    }

    private static bool TryTakeEnd(LineCursor cursor, char border, out (string Id, string? Label)? name)
    {
        name = null;
        if (cursor.Current == border || cursor.Current == '?')
        {
            cursor.Position++;
            return true;
        }

        name = TakeName(cursor);
        return name is not null;
    }

    private static string TakeActivation(LineCursor cursor)
    {
        cursor.SkipBlanks();
        var marks = cursor.TakeWhile(character => character is '+' or '-' or '*' or '!');
        cursor.SkipBlanks();
        if (cursor.Current == '#')
        {
            cursor.TakeWhile(character => !char.IsWhiteSpace(character) && character != ':');
            cursor.SkipBlanks();
        }

        return marks;
    }

    private Participant? Participant((string Id, string? Label)? name, int line, int column)
    {
        if (name is not { } given)
        {
            return null;
        }

        var participant = diagram.Use(given.Id, line, column);
        participant.Label = given.Label ?? participant.Label;
        return participant;
    }

    private void Activate(string marks, Participant? from, Participant? to, MessageKind kind, int line, int column)
    {
        if (marks.Contains("--", StringComparison.Ordinal) && from is not null)
        {
            diagram.Deactivate(from, line, column);
        }

        if (to is not null && (marks.Contains("++", StringComparison.Ordinal) || (ActivatesAlways && kind == MessageKind.Call)))
        {
            diagram.Activate(to);
        }
    }
}
