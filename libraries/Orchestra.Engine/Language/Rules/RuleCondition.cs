using System.Text.Json.Nodes;

namespace Orchestra.Engine.Language.Rules;

/// <summary>Whether one value satisfies the rule.</summary>
/// <param name="value">The value on the left.</param>
/// <returns>Whether it does, and a reason where the value is of a kind that never can.</returns>
internal delegate (bool Holds, string? Reason) RuleCondition(JsonNode? value);
