using System.Globalization;

namespace Orchestra.Modeling.Sequence;

/// <summary>How often the text of a loop says that it repeats.</summary>
/// <param name="Least">The fewest iterations.</param>
/// <param name="Most">The most; null for no bound.</param>
/// <param name="IsCount">Whether the text is nothing but a count, so that no data decides.</param>
internal readonly record struct LoopBounds(int Least, int? Most, bool IsCount)
{
    private static readonly string[] s_maybeNever = ["while ", "as long as ", "for each ", "for every ", "for all ", "foreach "];
    private static readonly string[] s_times = ["times", "time", "x", "iterations", "iteration", "attempts", "retries", "tries"];
    private static readonly string[] s_atMost = ["most", "to", "max", "maximum", "max."];

    /// <summary>Reads the text of a loop: <c>3 times</c>, <c>up to 3 times</c>, <c>(1,3)</c>, <c>0..5</c>, <c>twice</c>; else at least once.</summary>
    public static LoopBounds Of(string guard)
    {
        var text = guard.Length > 200 ? guard[..200] : guard;
        var words = text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (Range(text.Trim()) is { } range)
        {
            return range;
        }

        for (var i = 0; i < words.Length; i++)
        {
            if (words[i] is "once" or "twice")
            {
                var count = words[i] == "once" ? 1 : 2;
                return new LoopBounds(count, count, words.Length == 1);
            }

            var isTimes = i + 1 < words.Length && s_times.Contains(words[i + 1].TrimEnd('.', ',', ')', ']'), StringComparer.Ordinal);
            var number = words[i].TrimStart('(', '[').TrimEnd(')', ']');
            if ((isTimes || words.Length == 1 || number.EndsWith('x')) && Number(number.TrimEnd('x')) is { } times and > 0)
            {
                var isMost = i > 0 && s_atMost.Contains(words[i - 1].TrimStart('('), StringComparer.Ordinal);
                return new LoopBounds(isMost ? 1 : times, times, words.Length <= 2 || isMost);
            }
        }

        return new LoopBounds(
            Array.Exists(s_maybeNever, prefix => text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) ? 0 : 1,
            null,
            false
        );
    }

    // (1,3) text, [0..5], 1-3 times, (3), (0,*)
    private static LoopBounds? Range(string text)
    {
        var open = text.StartsWith('(') || text.StartsWith('[');
        var close = open ? text.IndexOfAny([')', ']']) : text.IndexOf(' ', StringComparison.Ordinal);
        var inner = close < 0 ? text[(open ? 1 : 0)..] : text[(open ? 1 : 0)..close];
        var rest = close < 0 ? "" : text[(close + 1)..].Trim().ToLowerInvariant();
        var isCount = rest.Length == 0 || s_times.Contains(rest, StringComparer.Ordinal);
        foreach (var separator in (ReadOnlySpan<string>)["..", ",", "-", "–"])
        {
            var at = inner.IndexOf(separator, StringComparison.Ordinal);
            if (at <= 0 || Number(inner[..at].Trim()) is not { } least)
            {
                continue;
            }

            var end = inner[(at + separator.Length)..].Trim();
            if (end is "*" or "n" or "N")
            {
                return new LoopBounds(least, null, isCount);
            }

            return Number(end) is { } most && most >= Math.Max(1, least) ? new LoopBounds(least, most, isCount) : null;
        }

        return open && Number(inner.Trim()) is { } count and > 0 ? new LoopBounds(count, count, isCount) : null;
    }

    private static int? Number(string text) =>
        text.Length is > 0 and <= 9 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
