namespace Orchestra.Generation.Conditions.Language;

/// <summary>
/// Reads the conditions of gateways. Nothing in them is run: what is beyond comparisons, arithmetic and a few functions is a fault with its
/// column, and the condition stays text.
/// </summary>
internal static class ConditionParser
{
    /// <summary>The most characters of a condition.</summary>
    public const int MaxLength = 4096;

    /// <summary>The most levels of parentheses and of the tree.</summary>
    public const int MaxDepth = 64;

    /// <summary>The most nodes of the tree.</summary>
    public const int MaxSize = 4096;

    /// <summary>Reads a condition.</summary>
    /// <param name="text">As the process has it.</param>
    /// <param name="dialect">Its dialect; told from the text when null.</param>
    public static ParsedCondition Parse(string text, ConditionDialect? dialect = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim();
        var indent = trimmed.Length == 0 ? 0 : text.IndexOf(trimmed[0], StringComparison.Ordinal);
        if (trimmed.Length > MaxLength)
        {
            return new ParsedCondition(
                trimmed,
                dialect ?? ConditionDialect.Feel,
                null,
                new ConditionFault(1, $"the condition is longer than {MaxLength} characters")
            );
        }

        ParsedCondition? first = null;
        foreach (var candidate in dialect is { } given ? [given] : DialectGuess.Of(trimmed))
        {
            var parsed = Read(trimmed, indent, candidate);
            if (parsed.Expression is not null)
            {
                return parsed;
            }

            first ??= parsed;
        }

        return first!;
    }

    private static ParsedCondition Read(string text, int indent, ConditionDialect dialect)
    {
        var (start, end) = Inner(text, dialect);
        var inner = text[start..end].Trim();
        try
        {
            // Blanks keep the columns right.
            var tokens = new ConditionLexer(new string(' ', start) + text[start..end]).Read();
            return new ParsedCondition(inner, dialect, new ExpressionParser(tokens, dialect).Parse(), null);
        }
        catch (ConditionSyntaxException e)
        {
            return new ParsedCondition(inner, dialect, null, new ConditionFault(indent + e.Position + 1, e.Message));
        }
    }

    private static (int Start, int End) Inner(string text, ConditionDialect dialect)
    {
        var marked = text.StartsWith("${", StringComparison.Ordinal) || text.StartsWith("#{", StringComparison.Ordinal);
        if (dialect == ConditionDialect.Uel && marked && text.EndsWith('}'))
        {
            return (2, text.Length - 1);
        }

        var feel = dialect == ConditionDialect.Feel && text.StartsWith('=') && !text.StartsWith("==", StringComparison.Ordinal);
        return (feel ? 1 : 0, text.Length);
    }
}
