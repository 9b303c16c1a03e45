namespace Orchestra.Generation.Conditions.Language;

/// <summary>What follows from an operator alone.</summary>
internal static class Comparisons
{
    /// <summary>The operator that holds exactly where this one does not.</summary>
    public static ComparisonOperator Opposite(ComparisonOperator op) =>
        op switch
        {
            ComparisonOperator.Equal => ComparisonOperator.NotEqual,
            ComparisonOperator.NotEqual => ComparisonOperator.Equal,
            ComparisonOperator.Less => ComparisonOperator.GreaterOrEqual,
            ComparisonOperator.LessOrEqual => ComparisonOperator.Greater,
            ComparisonOperator.Greater => ComparisonOperator.LessOrEqual,
            _ => ComparisonOperator.Less,
        };

    /// <summary>The operator with its sides exchanged.</summary>
    public static ComparisonOperator Mirrored(ComparisonOperator op) =>
        op switch
        {
            ComparisonOperator.Less => ComparisonOperator.Greater,
            ComparisonOperator.LessOrEqual => ComparisonOperator.GreaterOrEqual,
            ComparisonOperator.Greater => ComparisonOperator.Less,
            ComparisonOperator.GreaterOrEqual => ComparisonOperator.LessOrEqual,
            _ => op,
        };

    /// <summary>Whether the operator holds for the sign of left minus right.</summary>
    public static bool Holds(ComparisonOperator op, int sign) =>
        op switch
        {
            ComparisonOperator.Equal => sign == 0,
            ComparisonOperator.NotEqual => sign != 0,
            ComparisonOperator.Less => sign < 0,
            ComparisonOperator.LessOrEqual => sign <= 0,
            ComparisonOperator.Greater => sign > 0,
            _ => sign >= 0,
        };
}
