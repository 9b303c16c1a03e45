using System.Text.Json.Nodes;

namespace Orchestra.Engine.Plugins.Db;

/// <summary>A statement with its values apart from its text.</summary>
/// <param name="Text">SQL in which each value is an <c>@name</c>.</param>
/// <param name="Parameters">Name, without the <c>@</c>, to value.</param>
/// <param name="IsWrite">Whether its transaction may change data.</param>
internal sealed record DbStatement(string Text, IReadOnlyDictionary<string, JsonNode?> Parameters, bool IsWrite);
