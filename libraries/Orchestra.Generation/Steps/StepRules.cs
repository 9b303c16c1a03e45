using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Generation.Steps;

/// <summary>Says which step of a node a rule is about.</summary>
internal static partial class StepRules
{
    /// <summary>Whether it reads the rows of a look into a database.</summary>
    public static bool AreAboutRows(BusinessRule rule) => ReadsRows(rule.Left) || ReadsRows(rule.Right);

    private static bool ReadsRows(JsonNode? side) => side is JsonValue value && value.TryGetValue(out string? text) && Rows().IsMatch(text);

    [GeneratedRegex(@"\{\{[^{}]*(?<![\w.'])dbResult\b")]
    private static partial Regex Rows();
}
