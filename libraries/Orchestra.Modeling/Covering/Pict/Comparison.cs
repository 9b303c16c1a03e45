namespace Orchestra.Modeling.Covering.Pict;

/// <summary>Compares values as PICT does: numbers as numbers, texts by their characters without regard to case.</summary>
internal static class Comparison
{
    public static bool Holds(double left, Relation relation, double right) => Holds(left.CompareTo(right), relation);

    public static bool Holds(string left, Relation relation, string right) =>
        relation == Relation.Like ? IsLike(left, right) : Holds(string.Compare(left, right, StringComparison.OrdinalIgnoreCase), relation);

    private static bool Holds(int order, Relation relation) =>
        relation switch
        {
            Relation.Equal or Relation.In => order == 0,
            Relation.NotEqual => order != 0,
            Relation.Less => order < 0,
            Relation.LessOrEqual => order <= 0,
            Relation.Greater => order > 0,
            _ => order >= 0,
        };

    // * is any characters, ? is one. Only the last star is ever taken back, so the time is at most the product of the lengths.
    private static bool IsLike(string text, string pattern)
    {
        var (t, p, star, resume) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, resume) = (p++, t);
            }
            else if (p < pattern.Length && (pattern[p] == '?' || char.ToUpperInvariant(pattern[p]) == char.ToUpperInvariant(text[t])))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).TrimStart('*').IsEmpty;
    }
}
