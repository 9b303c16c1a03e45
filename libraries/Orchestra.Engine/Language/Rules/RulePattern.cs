using System.Text.RegularExpressions;

namespace Orchestra.Engine.Language.Rules;

/// <summary>The regular expression of <c>matches</c>: .NET's syntax without what needs backtracking, so no text can make it slow.</summary>
internal static class RulePattern
{
    private const int MaxLength = 1024;
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(100);

    /// <summary>Builds the expression; a pattern that is none makes the rule faulty.</summary>
    public static Regex Build(string pattern)
    {
        if (pattern.Length > MaxLength)
        {
            throw Wrong($"a pattern has at most {MaxLength} characters");
        }

        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Timeout);
        }
        catch (NotSupportedException)
        {
            throw Wrong("the pattern uses look-around, back-references, atomic groups or conditions, which matches does not have");
        }
        catch (ArgumentException e)
        {
            throw Wrong($"the pattern is no regular expression: {e.Message}");
        }
    }

    public static bool IsMatch(Regex pattern, string text)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            throw new EvaluationException(LanguageFaultKind.Limit, $"the pattern took longer than {Timeout.TotalMilliseconds:0} ms");
        }
    }

    private static EvaluationException Wrong(string message) => new(LanguageFaultKind.Rule, message);
}
