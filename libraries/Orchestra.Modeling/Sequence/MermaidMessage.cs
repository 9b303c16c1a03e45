namespace Orchestra.Modeling.Sequence;

/// <summary>Reads a message of Mermaid: <c>A-&gt;&gt;+B: text</c>.</summary>
internal sealed class MermaidMessage(DiagramBuilder diagram)
{
    // Ends of lines that touch the middle of a lifeline: `A()->>B`, `A->>()B`.
    private const string CentralConnection = "()";

    /// <summary>Reads a statement that is no keyword's; what is no message is a fault.</summary>
    public void Read(SourceLine statement)
    {
        var colon = ColonOf(statement.Text);
        var head = colon < 0 ? statement.Text : statement.Text[..colon];
        if (MermaidArrows.Find(head, diagram.Knows) is not { } arrow)
        {
            var shown = TextCleaner.Cut(statement.Text, 60);
            diagram.Fault(
                statement.Number,
                statement.Column,
                $"'{shown}' is no statement of a sequence diagram: there is no arrow, and no keyword begins the line"
            );
            return;
        }

        var left = statement.Part(0, arrow.Start).Trim();
        var right = statement.Part(arrow.End, head.Length).Trim();
        if (left.Text.EndsWith(CentralConnection, StringComparison.Ordinal))
        {
            left = left.Part(0, left.Text.Length - CentralConnection.Length).Trim();
        }

        if (right.Text.StartsWith(CentralConnection, StringComparison.Ordinal))
        {
            right = right.Part(CentralConnection.Length, right.Text.Length).Trim();
        }

        var activation = right.Text is ['+' or '-', ..] ? right.Text[0] : ' ';
        if (activation != ' ')
        {
            right = right.Part(1, right.Text.Length).Trim();
        }

        var sender = Participant(left, "the message has no sender");
        var receiver = Participant(right, "the message has no receiver");
        if (sender is null || receiver is null)
        {
            return;
        }

        var (from, to) = arrow.Arrow.IsReversed ? (receiver, sender) : (sender, receiver);
        var text = colon < 0 ? "" : Text(statement.Text[(colon + 1)..]);
        diagram.Message(from, to, arrow.Arrow.Kind, text, statement.Number, statement.Column);
        if (activation == '+')
        {
            diagram.Activate(to);
        }
        else if (activation == '-')
        {
            diagram.Deactivate(from, statement.Number, right.Column - 1);
        }
    }

    private static int ColonOf(string text)
    {
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            quoted ^= text[i] == '"';
            if (text[i] == ':' && !quoted)
            {
                return i;
            }
        }

        return text.IndexOf(':', StringComparison.Ordinal);
    }

    private static string Text(string text)
    {
        var plain = TextCleaner.Plain(text, entities: true);
        foreach (var wrap in (ReadOnlySpan<string>)["wrap:", "nowrap:"])
        {
            if (plain.StartsWith(wrap, StringComparison.OrdinalIgnoreCase))
            {
                return plain[wrap.Length..].TrimStart();
            }
        }

        return plain;
    }

    private Participant? Participant(SourceLine name, string fault)
    {
        var id = MermaidParticipants.Unquoted(name.Text);
        if (id.Length > 0)
        {
            return diagram.Use(id, name.Number, name.Column);
        }

        diagram.Fault(name.Number, name.Column, fault);
        return null;
    }
}
