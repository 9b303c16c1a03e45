namespace Orchestra.Generation.Conditions.Language;

/// <summary>A condition as far as it was understood.</summary>
/// <param name="Text">The text without the marks of its dialect (<c>=</c>, <c>${…}</c>).</param>
/// <param name="Dialect">What it was read as.</param>
/// <param name="Expression">The tree; null where the text is kept as text.</param>
/// <param name="Fault">Why there is no tree.</param>
internal sealed record ParsedCondition(string Text, ConditionDialect Dialect, ConditionExpression? Expression, ConditionFault? Fault)
{
    /// <summary>Whether the text says nothing to the solver: then a person gives the data.</summary>
    public bool NeedsData => Expression is null;
}
