namespace Orchestra.Generation.Conditions.Language;

/// <summary>Words that are no names.</summary>
internal static class ReservedWords
{
    private static readonly HashSet<string> _feelWords = new(StringComparer.Ordinal)
    {
        "and",
        "or",
        "in",
        "between",
        "not",
        "if",
        "then",
        "else",
        "true",
        "false",
        "null",
        "for",
        "some",
        "every",
        "satisfies",
        "return",
        "instance",
        "function",
    };

    private static readonly HashSet<string> _uelWords = new(StringComparer.Ordinal)
    {
        "and",
        "or",
        "not",
        "empty",
        "eq",
        "ne",
        "lt",
        "le",
        "gt",
        "ge",
        "div",
        "mod",
        "instanceof",
    };

    private static readonly HashSet<string> _javaScriptWords = new(StringComparer.Ordinal)
    {
        "new",
        "typeof",
        "function",
        "in",
        "instanceof",
        "return",
        "var",
        "let",
        "const",
        "await",
        "void",
        "delete",
    };

    /// <summary>Those of a dialect.</summary>
    public static IReadOnlySet<string> Of(ConditionDialect dialect) =>
        dialect switch
        {
            ConditionDialect.Feel => _feelWords,
            ConditionDialect.Uel => _uelWords,
            _ => _javaScriptWords,
        };
}
