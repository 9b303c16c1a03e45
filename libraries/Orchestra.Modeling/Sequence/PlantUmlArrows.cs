namespace Orchestra.Modeling.Sequence;

/// <summary>The arrows of PlantUML: a head at either side, dashes, and a style in brackets between them.</summary>
internal static class PlantUmlArrows
{
    private static readonly string[] s_leftHeads = ["<<", "<", "\\\\", "\\", "//", "/"];
    private static readonly string[] s_rightHeads = [">>", ">", "\\\\", "\\", "//", "/"];

    /// <summary>Takes an arrow if one comes next; else null, and the cursor stays.</summary>
    public static SequenceArrow? Take(LineCursor cursor)
    {
        var start = cursor.Position;
        var leftEnd = TakeLeftEnd(cursor);
        var left = TakeHead(cursor, s_leftHeads);
        var dashes = TakeDashes(cursor);
        var right = TakeHead(cursor, s_rightHeads);
        var rightEnd = TakeRightEnd(cursor);
        if (dashes == 0 || (left is null && right is null && leftEnd is null && rightEnd is null))
        {
            cursor.Position = start;
            return null;
        }

        var isReversed = right is null && rightEnd is null;
        var head = isReversed ? left : right;
        var isLost = (isReversed ? leftEnd : rightEnd) == 'x';
        var kind =
            dashes > 1 ? MessageKind.Reply
            : isLost ? MessageKind.Lost
            : (left is null || right is null) && head is (">>" or "<<" or "\\\\" or "//") ? MessageKind.Async
            : MessageKind.Call;
        return new SequenceArrow(kind, isReversed);
    }

    private static char? TakeLeftEnd(LineCursor cursor)
    {
        if (cursor.Current is not ('x' or 'o') || cursor.Peek(1) is not ('<' or '-' or '\\' or '/'))
        {
            return null;
        }

        cursor.Position++;
        return cursor.Peek(-1);
    }

    // A letter right after the head is the end of the arrow only where no name begins with it.
    private static char? TakeRightEnd(LineCursor cursor)
    {
        if (cursor.Current is not ('x' or 'o') || cursor.Peek(1) is not ('\0' or ' ' or '\t' or ']' or '?' or '"'))
        {
            return null;
        }

        cursor.Position++;
        return cursor.Peek(-1);
    }

    private static string? TakeHead(LineCursor cursor, string[] heads)
    {
        foreach (var head in heads)
        {
            if (cursor.TryTake(head))
            {
                return head;
            }
        }

        return null;
    }

    private static int TakeDashes(LineCursor cursor)
    {
        var dashes = 0;
        while (cursor.Current is '-' || (cursor.Current == '[' && dashes > 0))
        {
            if (cursor.Current == '-')
            {
                dashes++;
                cursor.Position++;
            }
            else if (cursor.TakeUntil(']') is null)
            {
                return 0;
            }
            else
            {
                cursor.Position++;
            }
        }

        return dashes;
    }
}
