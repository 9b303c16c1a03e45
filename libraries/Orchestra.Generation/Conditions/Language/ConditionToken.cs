namespace Orchestra.Generation.Conditions.Language;

/// <summary>A word of a condition.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Text">A name, a symbol, or the content of a text.</param>
/// <param name="Position">Where it starts, from 0.</param>
/// <param name="Number">The value of a number.</param>
internal readonly record struct ConditionToken(ConditionTokenKind Kind, string Text, int Position, decimal Number = 0)
{
    public bool Is(string symbol) => Kind == ConditionTokenKind.Symbol && Text == symbol;

    public bool IsWord(string word) => Kind == ConditionTokenKind.Name && Text == word;

    /// <summary>How messages show it.</summary>
    public override string ToString() =>
        Kind switch
        {
            ConditionTokenKind.End => "the end",
            ConditionTokenKind.Text => "a text",
            _ => $"'{(Text.Length > 20 ? Text[..20] + "…" : Text)}'",
        };
}
