namespace Orchestra.Generation.Conditions.Language;

/// <summary>Kinds of tokens.</summary>
internal enum ConditionTokenKind
{
    Name,

    /// <summary>A name in backticks: never a keyword.</summary>
    QuotedName,
    Number,
    Text,
    Symbol,
    End,
}
