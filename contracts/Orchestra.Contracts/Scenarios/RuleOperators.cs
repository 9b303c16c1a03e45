namespace Orchestra.Contracts.Scenarios;

/// <summary>Operators of rules, as they are written.</summary>
public static class RuleOperators
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "eq",
        "ne",
        "gt",
        "ge",
        "lt",
        "le",
        "between",
        "contains",
        "notContains",
        "startsWith",
        "endsWith",
        "matches",
        "exists",
        "notExists",
        "in",
        "notIn",
        "type",
        "length",
    ];
}
