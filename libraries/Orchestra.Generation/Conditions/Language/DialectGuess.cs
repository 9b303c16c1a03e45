namespace Orchestra.Generation.Conditions.Language;

/// <summary>Tells a condition's dialect from its text.</summary>
internal static class DialectGuess
{
    /// <summary>The dialects worth trying, the likeliest first; one alone where the text says which it is.</summary>
    public static IReadOnlyList<ConditionDialect> Of(string text)
    {
        if (text.StartsWith("${", StringComparison.Ordinal) || text.StartsWith("#{", StringComparison.Ordinal))
        {
            return [ConditionDialect.Uel];
        }

        // Camunda 8 marks FEEL by a sign of equality in front.
        if (text.StartsWith('=') && !text.StartsWith("==", StringComparison.Ordinal))
        {
            return [ConditionDialect.Feel];
        }

        var plain = WithoutTexts(text);
        var javaScript =
            plain.Contains("==", StringComparison.Ordinal)
            || plain.Contains("&&", StringComparison.Ordinal)
            || plain.Contains("||", StringComparison.Ordinal)
            || plain.Contains('?', StringComparison.Ordinal)
            || plain.Replace("!=", string.Empty, StringComparison.Ordinal).Contains('!', StringComparison.Ordinal);
        return javaScript
            ? [ConditionDialect.JavaScript, ConditionDialect.Feel]
            : [ConditionDialect.Feel, ConditionDialect.JavaScript, ConditionDialect.Uel];
    }

    private static string WithoutTexts(string text)
    {
        var plain = new System.Text.StringBuilder(text.Length);
        char? quote = null;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote is null && c is '"' or '\'' && quote is null)
            {
                quote = c;
            }
            else if (quote is not null)
            {
                i += c == '\\' ? 1 : 0;
                quote = c == quote ? null : quote;
            }
            else
            {
                plain.Append(c);
            }
        }

        return plain.ToString();
    }
}
