using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Orchestra.Engine.JsonSchema.Patterns;

/// <summary>
/// A regular expression of a schema. It runs in linear time where .NET can do that, and within
/// <see cref="Timeout"/> where it cannot (lookarounds, back references).
/// </summary>
internal sealed class SchemaPattern
{
    /// <summary>The time one match may take.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(100);

    // Patterns come from specifications that come and go: the cache is emptied rather than grown for ever.
    private const int MaxCached = 4096;

    private static readonly ConcurrentDictionary<string, SchemaPattern> Cache = new(StringComparer.Ordinal);

    private readonly Regex _regex;

    private SchemaPattern(string source, Regex regex, bool isLinear)
    {
        Source = source;
        _regex = regex;
        IsLinear = isLinear;
    }

    /// <summary>The expression as the schema has it.</summary>
    public string Source { get; }

    /// <summary>No input makes it take more than linear time.</summary>
    public bool IsLinear { get; }

    /// <summary>Reads an expression of ECMA-262.</summary>
    /// <exception cref="FormatException">It is no regular expression, or uses something .NET cannot do.</exception>
    public static SchemaPattern Parse(string source)
    {
        if (Cache.TryGetValue(source, out var known))
        {
            return known;
        }

        var pattern = Create(source);
        if (Cache.Count >= MaxCached)
        {
            Cache.Clear();
        }

        Cache[source] = pattern;
        return pattern;
    }

    /// <summary>True when the expression matches somewhere in the text; null when it took too long.</summary>
    public bool? TryMatch(ReadOnlySpan<char> text)
    {
        try
        {
            return _regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static SchemaPattern Create(string source)
    {
        var translated = new EcmaTranslator(source, strict: false).Translate();
        try
        {
            const RegexOptions linear = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;
            return new SchemaPattern(source, new Regex(translated, linear, Timeout), isLinear: true);
        }
        catch (NotSupportedException)
        {
            return new SchemaPattern(source, new Regex(translated, RegexOptions.CultureInvariant, Timeout), isLinear: false);
        }
        catch (ArgumentException exception)
        {
            throw new FormatException(exception.Message, exception);
        }
    }
}
