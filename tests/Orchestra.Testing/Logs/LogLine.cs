using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestra.Testing.Logs;

/// <summary>One line of a service's log, read as a log store reads it.</summary>
/// <param name="EventId">The number of its message.</param>
/// <param name="Level">For example <c>Error</c>.</param>
/// <param name="Message">Its text.</param>
/// <param name="Fields">What its scopes say: tenantId, runId, stepAlias and the like; the innermost wins.</param>
public sealed record LogLine(int EventId, string Level, string Message, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>The log lines among what a program wrote.</summary>
    public static IReadOnlyList<LogLine> Read(IEnumerable<string> output) =>
        [.. output.Where(line => line.StartsWith('{')).Select(line => Parse(JsonNode.Parse(line)!.AsObject()))];

    private static LogLine Parse(JsonObject line)
    {
        var fields = new Dictionary<string, string>();
        foreach (var (name, value) in (line["Scopes"] as JsonArray ?? []).OfType<JsonObject>().SelectMany(scope => scope))
        {
            fields[name] = value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value?.ToJsonString() ?? "";
        }

        return new LogLine((int)line[nameof(EventId)]!, (string)line["LogLevel"]!, (string?)line[nameof(Message)] ?? "", fields);
    }
}
