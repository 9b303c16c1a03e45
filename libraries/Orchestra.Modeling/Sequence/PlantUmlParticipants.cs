namespace Orchestra.Modeling.Sequence;

/// <summary>Reads what PlantUML says of participants: declarations, creation, destruction, activation.</summary>
internal sealed class PlantUmlParticipants(DiagramBuilder diagram)
{
    /// <summary>Reads a line that begins with a word.</summary>
    /// <param name="word">The word, in lower case.</param>
    /// <param name="cursor">The line, behind the word and its blanks.</param>
    /// <param name="line">The line.</param>
    /// <param name="skipTo">Passes lines up to one that closes a block.</param>
    /// <returns>Whether the word is one of these.</returns>
    public bool TryRead(string word, LineCursor cursor, SourceLine line, Func<SourceLine, string, Func<string, bool>, bool> skipTo)
    {
        if (KindOf(word) is { } kind)
        {
            Declare(kind, cursor, line, skipTo);
            return true;
        }

        var column = cursor.Column;
        switch (word)
        {
            case "create":
                var start = cursor.Position;
                var inner = cursor.TakeWhile(char.IsAsciiLetter).ToLowerInvariant();
                var created = cursor.SkipBlanks().AtEnd ? null : KindOf(inner);
                cursor.Position = created is null ? start : cursor.Position;
                Declare(created ?? ParticipantKind.Participant, cursor, line, skipTo);
                return true;
            case "destroy":
                Named(cursor);
                return true;
            case "activate":
                if (Named(cursor) is { } active)
                {
                    diagram.Activate(active);
                }

                return true;
            case "deactivate":
                if (Named(cursor) is { } passive)
                {
                    diagram.Deactivate(passive, cursor.Line, column);
                }

                return true;
            default:
                return false;
        }
    }

    private static ParticipantKind? KindOf(string word) =>
        word switch
        {
            "participant" or "control" or "entity" or "database" or "collections" or "queue" => ParticipantKind.Participant,
            "actor" => ParticipantKind.Actor,
            "boundary" => ParticipantKind.Boundary,
            _ => null,
        };

    private Participant? Named(LineCursor cursor)
    {
        var column = cursor.Column;
        if (PlantUmlMessage.TakeName(cursor) is { } name)
        {
            return diagram.Use(name.Id, cursor.Line, column);
        }

        diagram.Fault(cursor.Line, column, "a participant's name is missing");
        return null;
    }

    // participant A, participant "Label" as A, participant A as "Label", with stereotype, order and colour; participant A [ … ].
    private void Declare(
        ParticipantKind kind,
        LineCursor cursor,
        SourceLine line,
        Func<SourceLine, string, Func<string, bool>, bool> skipTo
    )
    {
        var column = cursor.Column;
        var colons = cursor.Current == ':';
        cursor.Position += colons ? 1 : 0;
        if (PlantUmlMessage.TakeName(cursor) is not { } name)
        {
            diagram.Fault(cursor.Line, column, "the participant has no name: one with blanks stands in quotes");
            return;
        }

        cursor.Position += colons && cursor.Current == ':' ? 1 : 0;
        var label = name.Label;
        var id = name.Id;
        SkipStereotype(cursor.SkipBlanks());
        if (cursor.SkipBlanks().TryTakeWord("as"))
        {
            var quoted = cursor.Current == '"';
            if (PlantUmlMessage.TakeName(cursor) is { } other)
            {
                (id, label) = quoted ? (name.Id, other.Id) : (other.Id, name.Id);
            }
        }

        SkipStereotype(cursor.SkipBlanks());
        diagram.Declare(id, label, kind, cursor.Line, column);
        if (cursor.Rest.EndsWith('[') && !cursor.Rest.Contains(']', StringComparison.Ordinal))
        {
            skipTo(line, "]", text => text.EndsWith(']'));
        }
    }

    private static void SkipStereotype(LineCursor cursor)
    {
        if (cursor.Current == '<' && cursor.Peek(1) == '<')
        {
            cursor.TakeUntil('>');
            cursor.TakeWhile(character => character == '>');
        }
    }
}
