using System.Text;

namespace Orchestra.Engine.Language.Templates;

/// <summary>Splits a string into text and expressions; goes on after a broken expression, so that all faults are found.</summary>
internal sealed class TemplateParser(LanguageLimits limits)
{
    private const string Open = "{{";
    private const string Close = "}}";

    /// <summary>Every fault so far.</summary>
    public List<LanguageFault> Faults { get; } = [];

    /// <summary>The parts of a string; one text without expressions comes back as a single part.</summary>
    public List<TemplatePart> Parse(string text, string location)
    {
        var parts = new List<TemplatePart>();
        var literal = new StringBuilder();
        var position = 0;
        while (position < text.Length)
        {
            var open = text.IndexOf(Open, position, StringComparison.Ordinal);
            if (open < 0)
            {
                break;
            }

            literal.Append(text, position, open - position);
            if (string.CompareOrdinal(text, open + Open.Length, Open, 0, Open.Length) == 0)
            {
                literal.Append(Open);
                position = open + (2 * Open.Length);
                continue;
            }

            Flush(literal, parts);
            position = ParseHole(text, open, location, parts);
        }

        literal.Append(text, position, text.Length - position);
        Flush(literal, parts);
        return parts;
    }

    private static void Flush(StringBuilder literal, List<TemplatePart> parts)
    {
        if (literal.Length > 0)
        {
            parts.Add(new TemplatePart(literal.ToString(), null));
            literal.Clear();
        }
    }

    /// <summary>Parses one expression and answers where the text goes on.</summary>
    private int ParseHole(string text, int open, string location, List<TemplatePart> parts)
    {
        var scanner = new Scanner(text, open + Open.Length, limits);
        try
        {
            var expression = new ExpressionParser(scanner).Parse();
            if (!scanner.TryTake(Close))
            {
                throw scanner.Error(
                    scanner.AtEnd ? "the expression is not closed: }} is missing" : $"expected }}}}, found {scanner.Found()}"
                );
            }

            parts.Add(new TemplatePart(string.Empty, expression));
            return scanner.Position;
        }
        catch (LanguageSyntaxException e)
        {
            if (Faults.Count < limits.MaxFaults)
            {
                Faults.Add(new LanguageFault(LanguageFaultKind.Syntax, e.Reason + Hint(text, open), location, e.Column));
            }

            var close = text.IndexOf(Close, Math.Min(scanner.Position, text.Length), StringComparison.Ordinal);
            return close < 0 ? text.Length : close + Close.Length;
        }
    }

    // Text for another template engine is the usual reason for braces that we cannot read.
    private static string Hint(string text, int open) =>
        string.CompareOrdinal(text, open, "{{{", 0, 3) == 0 ? " (a literal {{ is written {{{{)" : string.Empty;
}
