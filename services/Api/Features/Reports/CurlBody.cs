using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts;
using Orchestra.Contracts.Runs;

namespace Orchestra.Api.Features.Reports;

/// <summary>How curl sends a recorded body.</summary>
/// <param name="Options">Its options and their values, in order.</param>
/// <param name="Before">What is written in front of the command: bytes come through a pipe.</param>
/// <param name="MakesHeader">Whether curl writes the Content-Type itself, with a boundary of its own.</param>
internal sealed record CurlBody(IReadOnlyList<(string Option, string Value)> Options, string Before = "", bool MakesHeader = false)
{
    private const string Raw = "--data-raw";

    /// <summary>The body of a request; without options where it has none.</summary>
    public static CurlBody Of(HttpRequestRecord request)
    {
        if (request.Body is not { } body)
        {
            return new CurlBody([]);
        }

        var type = request
            .Headers.Where(header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
            .Select(header => header.Value.Split(';')[0].Trim().ToLowerInvariant())
            .FirstOrDefault("");
        return body switch
        {
            JsonObject form when type == "application/x-www-form-urlencoded" => new CurlBody([
                .. Each(form).Select(member => ("--data-urlencode", $"{Uri.EscapeDataString(member.Name)}={TextOf(member.Value)}")),
            ]),
            JsonObject parts when type == "multipart/form-data" => Parts(parts),
            JsonObject bytes when !IsJson(type) && bytes["base64"] is { } base64 => new CurlBody(
                [("--data-binary", "@-")],
                Piped(TextOf(base64))
            ),
            _ => new CurlBody([(Raw, TextOf(body))]),
        };
    }

    // One file comes through the pipe; of several each is expected beside the command, under its own name.
    private static CurlBody Parts(JsonObject parts)
    {
        var files = Each(parts).Count(part => BytesOf(part.Value) is not null);
        var before = "";
        var options = new List<(string, string)>();
        foreach (var (name, value) in Each(parts))
        {
            if (value is not JsonObject part)
            {
                options.Add(("--form-string", $"{name}={TextOf(value)}"));
                continue;
            }

            var content = Escaped(TextOf(part["value"]));
            if (BytesOf(value) is { } bytes)
            {
                content = files == 1 ? "@-" : "@" + Escaped(TextOf(part["fileName"]) is { Length: > 0 } file ? file : name);
                before = files == 1 ? Piped(bytes) : "";
            }

            var named = part["fileName"] is { } fileName ? $";filename={Escaped(TextOf(fileName))}" : "";
            var typed = part["contentType"] is { } type ? $";type={TextOf(type)}" : "";
            options.Add(("-F", $"{name}={content}{named}{typed}"));
        }

        return new CurlBody(options, before, MakesHeader: true);
    }

    private static IEnumerable<(string Name, JsonNode? Value)> Each(JsonObject members) =>
        members.SelectMany(member =>
            (member.Value is JsonArray several ? several.ToArray() : [member.Value]).Select(value => (member.Key, value))
        );

    private static string? BytesOf(JsonNode? part) => part is JsonObject members && members["base64"] is { } base64 ? TextOf(base64) : null;

    private static string Piped(string base64) => $"printf %s {CurlCommand.Quoted(base64)} | base64 -d | ";

    // Quoted, a comma or a semicolon does not end it.
    private static string Escaped(string text) =>
        "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private static bool IsJson(string type) => Contracts.Json.JsonMediaTypes.IsJson(type);

    private static string TextOf(JsonNode? node) =>
        node is null ? ""
        : node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>()
        : node.ToJsonString(OrchestraJson.Options);
}
