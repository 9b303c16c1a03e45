using System.Globalization;
using Orchestra.Generation.Conditions.Language;
using Orchestra.Generation.Inputs;

namespace Orchestra.Generation.Conditions.Solving;

/// <summary>Texts for a variable.</summary>
internal static class TextCandidates
{
    private const int MaxLength = 10_000;

    /// <summary>Texts to try, those that the atoms name or build first.</summary>
    public static IEnumerable<string> Of(VariablePath variable, VariableDomain? domain, TextFacts facts, ulong pick)
    {
        if (facts.Equal.Count > 0)
        {
            return facts.Equal;
        }

        var lengths = facts.Length.Values(pick, out _).Where(l => l is >= 0 and <= MaxLength).Take(6).Select(l => (int)l).ToList();
        var built = facts.Starts.Count + facts.Ends.Count + facts.Parts.Count > 0 ? Built(facts, lengths) : [];
        var ordered = facts.Ordered.SelectMany(o => (string[])[o, o + "a", Before(o)]);
        var plain = Plain(variable, domain, facts.NotEqual.Count + 2, pick);
        return built.Concat(ordered).Concat(plain).Concat(lengths.Select(length => new string('x', length))).Append(string.Empty);
    }

    private static IEnumerable<string> Built(TextFacts facts, List<int> lengths)
    {
        var start = facts.Starts.MaxBy(s => s.Length) ?? string.Empty;
        var end = facts.Ends.MaxBy(s => s.Length) ?? string.Empty;
        var middle = string.Concat(
            facts.Parts.Where(p => !start.Contains(p, StringComparison.Ordinal) && !end.Contains(p, StringComparison.Ordinal)).Distinct()
        );
        yield return Joined(start, middle, end);
        yield return start + middle + end;
        yield return $"{start} {middle} {end}";
        foreach (var filler in "x0-")
        {
            foreach (var length in lengths)
            {
                var missing = length - ConditionEvaluator.TextLength(start + middle + end);
                yield return start + middle + new string(filler, Math.Max(0, missing)) + end;
            }
        }
    }

    // "ab" and "bc" may be "abc".
    private static string Joined(string start, string middle, string end)
    {
        for (var shared = middle.Length > 0 ? 0 : Math.Min(start.Length, end.Length); shared > 0; shared--)
        {
            if (start.EndsWith(end[..shared], StringComparison.Ordinal))
            {
                return start + end[shared..];
            }
        }

        return start + middle + end;
    }

    private static IEnumerable<string> Plain(VariablePath variable, VariableDomain? domain, int count, ulong pick)
    {
        var most = domain?.MaxLength ?? 100;
        var least = domain?.MinLength ?? 0;
        for (var i = 0; i < count; i++)
        {
            var number = pick + (ulong)i;
            if (domain?.Pattern is { } pattern)
            {
                if (PatternSampler.TrySample(pattern, least, most, number, out var matching))
                {
                    yield return matching;
                }

                continue;
            }

            if (Formatted(domain?.Format, number) is { } formatted)
            {
                yield return formatted;
            }

            var name = $"{variable.Segments[^1]} {((int)(number % 1000) + 1).ToString(CultureInfo.InvariantCulture)}";
            yield return (name.Length > most ? name[..most] : name).PadRight(Math.Min(least, MaxLength), 'x');
            yield return ((char)('a' + (number % 26))).ToString().PadRight(Math.Min(least, MaxLength), 'x');
        }
    }

    private static string? Formatted(string? format, ulong number) =>
        format switch
        {
            "email" => $"user.{number % 10_000}@example.com",
            "uuid" => new Guid((uint)(number % uint.MaxValue), 0, 0x4000, 0xa0, 0, 0, 0, 0, 0, 0, 1).ToString("D"),
            "uri" or "url" => $"https://example.com/{number % 10_000}",
            _ => null,
        };

    private static string Before(string text) => text.Length > 0 ? text[..^1] : text;
}
