namespace Orchestra.Modeling.Sequence;

/// <summary>Reads what Mermaid says of participants: declarations, creation, destruction, activation.</summary>
internal sealed class MermaidParticipants(DiagramBuilder diagram)
{
    /// <summary>A name without its quotes.</summary>
    public static string Unquoted(string name) => name is ['"', .., '"'] ? name[1..^1].Trim() : name;

    /// <summary>Reads <c>participant A as Label</c>, <c>actor A</c>, <c>create participant A</c>, <c>destroy A</c>.</summary>
    public void Read(LineCursor cursor)
    {
        if (cursor.TryTakeWord("destroy"))
        {
            Named(cursor);
            return;
        }

        cursor.TryTakeWord("create");
        var kind = cursor.TryTakeWord("actor") ? ParticipantKind.Actor : ParticipantKind.Participant;
        if (kind == ParticipantKind.Participant && !cursor.TryTakeWord("participant"))
        {
            diagram.Fault(cursor.Line, cursor.Column, "'create' is followed by 'participant' or 'actor'");
            return;
        }

        var column = cursor.Column;
        var name = cursor.Rest;
        string? label = null;
        if (IndexOfAs(name) is { } at)
        {
            label = TextCleaner.Plain(Unquoted(name[(at + 4)..].Trim()), entities: true);
            name = name[..at].TrimEnd();
        }

        var settings = name.IndexOf("@{", StringComparison.Ordinal);
        if (settings >= 0)
        {
            kind = Setting(name, settings, "type") switch
            {
                "actor" => ParticipantKind.Actor,
                "boundary" => ParticipantKind.Boundary,
                _ => kind,
            };
            label ??= Setting(name, settings, "alias");
            name = name[..settings].TrimEnd();
        }

        diagram.Declare(Unquoted(name), label, kind, cursor.Line, column);
    }

    /// <summary>Reads the name after <c>activate</c> and <c>deactivate</c>.</summary>
    public void ReadActivation(LineCursor cursor, bool activates)
    {
        var column = cursor.Column;
        if (Named(cursor) is not { } participant)
        {
            return;
        }

        if (activates)
        {
            diagram.Activate(participant);
        }
        else
        {
            diagram.Deactivate(participant, cursor.Line, column);
        }
    }

    private Participant? Named(LineCursor cursor)
    {
        var name = Unquoted(cursor.Rest);
        if (name.Length > 0)
        {
            return diagram.Use(name, cursor.Line, cursor.Column);
        }

        diagram.Fault(cursor.Line, cursor.Column, "a participant's name is missing");
        return null;
    }

    private static int? IndexOfAs(string text)
    {
        var at = text.IndexOf(" as ", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : at;
    }

    // From `@{ "type": "boundary", "alias": "Shop" }`.
    private static string? Setting(string text, int start, string name)
    {
        var at = text.IndexOf($"\"{name}\"", start, StringComparison.OrdinalIgnoreCase);
        var colon = at < 0 ? -1 : text.IndexOf(':', at);
        var open = colon < 0 ? -1 : text.IndexOf('"', colon);
        var close = open < 0 ? -1 : text.IndexOf('"', open + 1);
        return close < 0 ? null : text[(open + 1)..close].Trim();
    }
}
