using System.Text.RegularExpressions;

namespace Orchestra.Engine.Language.JsonPath;

/// <summary>A regular expression of RFC 9485 (I-Regexp), run by an automaton without backtracking: linear in the text.</summary>
internal sealed class IRegexp
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(100);
    private readonly Regex _regex;

    private IRegexp(Regex regex) => _regex = regex;

    /// <summary>The expression, for whole strings or for parts of them; null where the pattern is not in I-Regexp, which then matches nothing.</summary>
    public static IRegexp? TryParse(string pattern, bool whole)
    {
        if (IRegexpTranslator.TryTranslate(pattern) is not { } translated)
        {
            return null;
        }

        try
        {
            var options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
            return new IRegexp(new Regex(whole ? $@"\A(?:{translated})\z" : translated, options, Timeout));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            // Such as a range in the wrong order, which the grammar does not exclude.
            return null;
        }
    }

    public bool IsMatch(string text)
    {
        try
        {
            return _regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            throw new EvaluationException(LanguageFaultKind.Limit, $"a pattern took longer than {Timeout.TotalMilliseconds:0} ms");
        }
    }
}
