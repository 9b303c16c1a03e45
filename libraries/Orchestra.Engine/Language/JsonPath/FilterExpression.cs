namespace Orchestra.Engine.Language.JsonPath;

/// <summary>A condition in a filter.</summary>
internal abstract record FilterExpression
{
    /// <summary>At least one holds.</summary>
    internal sealed record Any(IReadOnlyList<FilterExpression> Operands) : FilterExpression;

    /// <summary>Every one holds.</summary>
    internal sealed record All(IReadOnlyList<FilterExpression> Operands) : FilterExpression;

    /// <summary>The operand does not hold.</summary>
    internal sealed record Not(FilterExpression Operand) : FilterExpression;

    /// <summary>The path selects something.</summary>
    internal sealed record Exists(PathExpression Path) : FilterExpression;

    /// <summary>A function of logical type.</summary>
    internal sealed record Test(FilterOperand.Call Call) : FilterExpression;

    /// <summary>Two values compared.</summary>
    internal sealed record Comparison(FilterOperand Left, ComparisonOperator Operator, FilterOperand Right) : FilterExpression;
}
