namespace Orchestra.Generation.Conditions.Language;

/// <summary>Compares values. Different kinds cannot be compared, but for a text with a date; null equals only itself.</summary>
internal static class ValueComparison
{
    /// <summary>Whether the comparison holds; null where it cannot be told.</summary>
    public static bool? Judge(ComparisonOperator op, ConditionValue left, ConditionValue right)
    {
        var isEquality = op is ComparisonOperator.Equal or ComparisonOperator.NotEqual;
        if (left is ConditionValue.Null || right is ConditionValue.Null)
        {
            var both = left is ConditionValue.Null && right is ConditionValue.Null;
            return isEquality ? both == (op == ComparisonOperator.Equal) : null;
        }

        return (left, right) switch
        {
            (ConditionValue.Number a, ConditionValue.Number b) => Comparisons.Holds(op, a.Value.CompareTo(b.Value)),
            (ConditionValue.Text a, ConditionValue.Text b) => Comparisons.Holds(op, string.CompareOrdinal(a.Value, b.Value)),
            (ConditionValue.Boolean a, ConditionValue.Boolean b) => isEquality
                ? (a.Value == b.Value) == (op == ComparisonOperator.Equal)
                : null,
            (ConditionValue.List a, ConditionValue.List b) => isEquality ? a.Equals(b) == (op == ComparisonOperator.Equal) : null,
            (ConditionValue.Duration a, ConditionValue.Duration b) => CompareDurations(op, a, b),
            _ => SecondsOf(left, right) is { } a && SecondsOf(right, left) is { } b ? Comparisons.Holds(op, a.CompareTo(b)) : null,
        };
    }

    private static bool? CompareDurations(ComparisonOperator op, ConditionValue.Duration left, ConditionValue.Duration right) =>
        left.Months == 0 && right.Months == 0 ? Comparisons.Holds(op, left.Seconds.CompareTo(right.Seconds))
        : left.Seconds == 0 && right.Seconds == 0 ? Comparisons.Holds(op, left.Months.CompareTo(right.Months))
        : null;

    // A text is a date where it stands against one.
    private static decimal? SecondsOf(ConditionValue value, ConditionValue other) =>
        value switch
        {
            ConditionValue.Date date => Temporals.SecondsOf(date.Value),
            ConditionValue.Instant instant => Temporals.SecondsOf(instant.Value),
            ConditionValue.Text text when other is ConditionValue.Date or ConditionValue.Instant => Temporals.Parse(text.Value) is { } read
                ? SecondsOf(read, other)
                : null,
            _ => null,
        };
}
