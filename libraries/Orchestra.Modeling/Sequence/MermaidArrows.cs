namespace Orchestra.Modeling.Sequence;

/// <summary>The arrows of Mermaid, and where one stands in a message.</summary>
internal static class MermaidArrows
{
    // More than this many arrows in one line are text; it keeps the search short.
    private const int MaxCandidates = 16;

    // At each place the first that fits is taken: longer ones come first.
    private static readonly (string Text, MessageKind Kind, bool IsReversed)[] s_arrows =
    [
        ("<<-->>", MessageKind.Call, false),
        ("<<->>", MessageKind.Call, false),
        ("-->>", MessageKind.Reply, false),
        ("->>", MessageKind.Call, false),
        ("-->", MessageKind.Reply, false),
        ("->", MessageKind.Call, false),
        ("--|\\", MessageKind.Reply, false),
        ("--|/", MessageKind.Reply, false),
        ("-|\\", MessageKind.Call, false),
        ("-|/", MessageKind.Call, false),
        ("/|--", MessageKind.Reply, true),
        ("\\|--", MessageKind.Reply, true),
        ("/|-", MessageKind.Call, true),
        ("\\|-", MessageKind.Call, true),
        ("--\\\\", MessageKind.Reply, false),
        ("--//", MessageKind.Reply, false),
        ("-\\\\", MessageKind.Call, false),
        ("-//", MessageKind.Call, false),
        ("//--", MessageKind.Reply, true),
        ("\\\\--", MessageKind.Reply, true),
        ("//-", MessageKind.Call, true),
        ("\\\\-", MessageKind.Call, true),
        ("--)", MessageKind.Reply, false),
        ("-)", MessageKind.Async, false),
        ("--x", MessageKind.Reply, false),
        ("-x", MessageKind.Lost, false),
    ];

    /// <summary>Finds the arrow of a message.</summary>
    /// <param name="head">The message up to its colon.</param>
    /// <param name="isParticipant">Whether a name is known.</param>
    /// <returns>Where it stands; null when there is none.</returns>
    public static (int Start, int End, SequenceArrow Arrow)? Find(string head, Func<string, bool> isParticipant)
    {
        var found = Candidates(head);
        if (found.Count < 2)
        {
            return found.Count == 0 ? null : found[0];
        }

        // Names may hold what looks like an arrow (`web-xml->>B`): declared names decide, then heads that no name has.
        foreach (var candidate in found)
        {
            if (isParticipant(head[..candidate.Start].Trim()) && isParticipant(head[candidate.End..].TrimStart(' ', '\t', '+', '-').Trim()))
            {
                return candidate;
            }
        }

        foreach (var candidate in found)
        {
            if (!IsLetterHead(head, candidate.End) || isParticipant(head[..candidate.Start].Trim()))
            {
                return candidate;
            }
        }

        return found[0];
    }

    /// <summary>Takes an arrow if one comes next.</summary>
    public static (int End, SequenceArrow Arrow)? At(string text, int start)
    {
        foreach (var (arrow, kind, isReversed) in s_arrows)
        {
            if (string.Compare(text, start, arrow, 0, arrow.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                return (start + arrow.Length, new SequenceArrow(kind, isReversed));
            }
        }

        return null;
    }

    private static bool IsLetterHead(string head, int end) => head[end - 1] is 'x' or 'X';

    private static List<(int Start, int End, SequenceArrow Arrow)> Candidates(string head)
    {
        var found = new List<(int, int, SequenceArrow)>();
        var quoted = false;
        for (var i = 0; i < head.Length && found.Count < MaxCandidates; i++)
        {
            quoted ^= head[i] == '"';
            // Of a run of dashes only the last two can be an arrow's.
            var isRun = head[i] == '-' && string.CompareOrdinal(head, i, "---", 0, 3) == 0;
            if (!quoted && !isRun && head[i] is '<' or '-' or '/' or '\\' && At(head, i) is { } arrow)
            {
                found.Add((i, arrow.End, arrow.Arrow));
                i = arrow.End - 1;
            }
        }

        return found;
    }
}
