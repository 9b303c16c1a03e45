using System.Globalization;

namespace Orchestra.Engine.Specs;

/// <summary>Finds patterns that may take exponential time or make huge texts: a repeat inside a repeat, or a count in the thousands.</summary>
internal static class PatternRisk
{
    private const int MaxRepeats = 10_000;
    private const int MaxPatternLength = 10_000;

    /// <summary>What is risky about a pattern, as the rest of a sentence; null when nothing is. It may cry wolf, and only a warning comes of it.</summary>
    public static string? Find(string pattern)
    {
        if (pattern.Length > MaxPatternLength)
        {
            return $"is longer than {MaxPatternLength} characters";
        }

        // For each open group: does it hold a repeat without end?
        var groups = new Stack<bool>();
        var current = false;
        for (var position = 0; position < pattern.Length; position++)
        {
            var isGroupEnd = false;
            var innerRepeats = false;
            switch (pattern[position])
            {
                case '\\':
                    position++;
                    break;
                case '[':
                    position = ClassEnd(pattern, position);
                    break;
                case '(':
                    groups.Push(current);
                    current = false;
                    continue;
                case ')':
                    isGroupEnd = true;
                    innerRepeats = current;
                    current |= groups.TryPop(out var outer) && outer;
                    break;
                case '*' or '+' or '?' or '{' or '|':
                    continue;
                default:
                    break;
            }

            var (isEndless, count) = Repeat(pattern, position + 1);
            if (count > MaxRepeats)
            {
                return $"repeats more than {MaxRepeats} times";
            }

            if (isGroupEnd && innerRepeats && isEndless)
            {
                return "repeats what repeats already, which may take exponential time";
            }

            current |= isEndless;
        }

        return null;
    }

    private static int ClassEnd(string pattern, int start)
    {
        for (var position = start + 1; position < pattern.Length; position++)
        {
            if (pattern[position] == '\\')
            {
                position++;
            }
            else if (pattern[position] == ']' && position > start + 1)
            {
                return position;
            }
        }

        return pattern.Length;
    }

    /// <summary>The repeat that stands at a position: whether it has no end, and its largest number.</summary>
    private static (bool IsEndless, long Count) Repeat(string pattern, int position)
    {
        if (position >= pattern.Length)
        {
            return (false, 0);
        }

        if (pattern[position] is '*' or '+')
        {
            return (true, 0);
        }

        var end = pattern[position] == '{' ? pattern.IndexOf('}', position) : -1;
        if (end < 0)
        {
            return (false, 0);
        }

        var bounds = pattern[(position + 1)..end].Split(',');
        var largest = bounds.Max(bound => bound.Length == 0 ? 0 : Number(bound));
        return (bounds is [_, ""], largest);
    }

    private static long Number(string bound)
    {
        if (bound.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return 0;
        }

        return long.TryParse(bound, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;
    }
}
