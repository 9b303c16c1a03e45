using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;

namespace Orchestra.Engine.Plugins.Db;

/// <summary>What a database answered: rows, or why there are none; one of the two is set.</summary>
/// <param name="Result"><c>{rows, rowCount, truncated}</c>.</param>
/// <param name="Fault">What went wrong.</param>
internal sealed record DbAnswer(JsonObject? Result, Violation? Fault = null);
