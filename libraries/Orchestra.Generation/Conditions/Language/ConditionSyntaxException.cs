namespace Orchestra.Generation.Conditions.Language;

/// <summary>Ends the reading of a condition; never leaves <see cref="ConditionParser"/>.</summary>
internal sealed class ConditionSyntaxException(int position, string message) : Exception(message)
{
    /// <summary>From 0, in the text that was read.</summary>
    public int Position { get; } = position;
}
