using System.Text.Json;

namespace Orchestra.Engine.Language.Rules;

/// <summary>The names of the operators as rules write them.</summary>
public static class RuleOperators
{
    private static readonly Dictionary<string, RuleOperator> ByName = Enum.GetValues<RuleOperator>()
        .ToDictionary(NameOf, StringComparer.Ordinal);

    /// <summary>All names, for messages.</summary>
    public static string List { get; } = string.Join(", ", ByName.Keys);

    /// <summary>The name in JSON, such as <c>notContains</c>.</summary>
    public static string NameOf(RuleOperator value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>The operator of a name; false where there is none.</summary>
    public static bool TryParse(string? name, out RuleOperator parsed)
    {
        parsed = default;
        return name is not null && ByName.TryGetValue(name, out parsed);
    }
}
