using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Orchestra.Contracts.Json;
using Orchestra.Generation.Inputs;

namespace Orchestra.Generation.Wiring;

/// <summary>Turns the values of OpenAPI links into templates: constants, runtime expressions, and texts with expressions in braces.</summary>
internal static partial class RuntimeExpression
{
    /// <summary>The template; false where the value has an expression that says nothing of a step, such as <c>$url</c>.</summary>
    /// <param name="value">The value as the spec writes it.</param>
    /// <param name="step">The step whose response has the link.</param>
    /// <param name="inPath">Whether it becomes a segment of a path: then of a <c>Location</c> only the id goes in.</param>
    /// <param name="template">The template.</param>
    public static bool TryWrite(JsonElement value, EarlierStep step, bool inPath, out JsonNode? template)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String when JsonTexts.TextOf(value) is { } text:
                return TryWriteText(text, step, inPath, out template);
            case JsonValueKind.Object:
                return TryWriteMembers(value, step, out template);
            case JsonValueKind.Array:
                var items = new JsonArray();
                template = items;
                foreach (var item in value.EnumerateArray())
                {
                    if (!TryWrite(item, step, false, out var written))
                    {
                        return false;
                    }

                    items.Add(written);
                }

                return true;
            default:
                template = JsonNode.Parse(value.GetRawText());
                return true;
        }
    }

    private static bool TryWriteMembers(JsonElement value, EarlierStep step, out JsonNode? template)
    {
        var members = new JsonObject();
        template = members;
        foreach (var member in value.EnumerateObject())
        {
            if (JsonTexts.NameOf(member) is not { } name || !TryWrite(member.Value, step, false, out var written))
            {
                return false;
            }

            members[name] = written;
        }

        return true;
    }

    private static bool TryWriteText(string text, EarlierStep step, bool inPath, out JsonNode? template)
    {
        if (text.StartsWith('$'))
        {
            return TryEvaluate(text, step, inPath, out template);
        }

        var written = new StringBuilder();
        var end = 0;
        template = null;
        foreach (Match match in Embedded().Matches(text))
        {
            if (!TryEvaluate(match.Groups["expression"].Value, step, false, out var value) || value is not JsonValue leaf)
            {
                return false;
            }

            written.Append(TemplateText.Verbatim(text[end..match.Index]));
            written.Append(leaf.TryGetValue(out string? part) ? part : leaf.ToJsonString());
            end = match.Index + match.Length;
        }

        template = JsonValue.Create(written.Append(TemplateText.Verbatim(text[end..])).ToString());
        return true;
    }

    private static bool TryEvaluate(string expression, EarlierStep step, bool inPath, out JsonNode? template)
    {
        template = expression switch
        {
            "$statusCode" => TemplateText.StatusOf(step.Alias),
            "$method" => JsonValue.Create(step.Method),
            "$response.body" => TemplateText.ResponseOf(step.Alias, []),
            "$request.body" => step.Input.Body?.DeepClone(),
            _ when After(expression, "$response.body#/") is { } pointer => TemplateText.ResponseOf(step.Alias, [.. Segments(pointer)]),
            _ when After(expression, "$response.header.") is { } name => TemplateText.HeaderOf(
                step.Alias,
                name,
                inPath && name.Equals("Location", StringComparison.OrdinalIgnoreCase)
            ),
            _ when After(expression, "$request.body#/") is { } pointer => At(step.Input.Body, Segments(pointer)),
            // What was sent is known here: the same template gives the same value again.
            _ when After(expression, "$request.path.") is { } name => step.Input.PathParams.GetValueOrDefault(name)?.DeepClone(),
            _ when After(expression, "$request.query.") is { } name => step.Input.Query.GetValueOrDefault(name)?.DeepClone(),
            _ when After(expression, "$request.header.") is { } name => step
                .Input.Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
                .Value?.DeepClone(),
            _ => null,
        };
        return template is not null;
    }

    private static string? After(string text, string start) =>
        text.Length > start.Length && text.StartsWith(start, StringComparison.Ordinal) ? text[start.Length..] : null;

    private static IEnumerable<object> Segments(string pointer) =>
        pointer
            .Split('/')
            .Select(JsonPointers.Unescape)
            .Select(segment =>
                int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : (object)segment
            );

    private static JsonNode? At(JsonNode? body, IEnumerable<object> segments)
    {
        foreach (var segment in segments)
        {
            body = (body, segment) switch
            {
                (JsonArray items, int index) when index < items.Count => items[index],
                (JsonObject members, string name) => members[name],
                (JsonObject members, int name) => members[name.ToString(CultureInfo.InvariantCulture)],
                _ => null,
            };
        }

        return body?.DeepClone();
    }

    [GeneratedRegex(@"\{(?<expression>\$[^{}]+)\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Embedded();
}
