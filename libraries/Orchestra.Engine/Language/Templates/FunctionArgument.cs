using System.Text.Json.Nodes;
using Orchestra.Engine.Language.JsonPath;

namespace Orchestra.Engine.Language.Templates;

/// <summary>An argument of a call: one value, or all values of a path that may select several.</summary>
/// <param name="Value">The value where it is one.</param>
/// <param name="List">The values where they are a list, else null.</param>
internal readonly record struct FunctionArgument(JsonNode? Value, IReadOnlyList<JsonPathNode>? List);
