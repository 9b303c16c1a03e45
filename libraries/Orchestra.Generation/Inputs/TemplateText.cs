using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestra.Generation.Inputs;

/// <summary>Writes paths and literals of the template language.</summary>
internal static class TemplateText
{
    // The language refuses longer expressions; such values are written as they are and cannot be steered by data.
    private const int MaxExpression = 4_000;

    /// <summary>A template that takes the value from the data set at a path, else the literal: <c>{{data.amount ?? 100}}</c>.</summary>
    public static JsonNode? DataOr(IReadOnlyList<object> path, JsonNode? literal)
    {
        var expression = $"data{Segments(path)} ?? {Literal(literal)}";
        if (expression.Length <= MaxExpression)
        {
            return JsonValue.Create($"{{{{{expression}}}}}");
        }

        return literal is JsonValue value && value.TryGetValue(out string? text) ? JsonValue.Create(Verbatim(text)) : literal?.DeepClone();
    }

    /// <summary>A template that takes the value from the data set, which has it: <c>{{data.amount}}</c>.</summary>
    public static JsonNode Data(IReadOnlyList<string> path) => JsonValue.Create($"{{{{{Path("data", path)}}}}}");

    /// <summary>A path of the language: <c>response.body.customer.age</c>.</summary>
    public static string Path(string root, IReadOnlyList<string> names) => root + Segments(names);

    /// <summary>A template that reads an earlier step's answer: <c>{{steps.submit.response.body.id}}</c>.</summary>
    public static JsonNode ResponseOf(string alias, IReadOnlyList<object> path) =>
        JsonValue.Create($"{{{{steps.{alias}.response.body{Segments(path)}}}}}");

    /// <summary>A template that reads a header of an earlier step's answer; with <paramref name="lastSegment"/> the id at the end of its URI.</summary>
    public static JsonNode HeaderOf(string alias, string name, bool lastSegment)
    {
        var path = $"steps.{alias}.response.headers{Segments([name.ToLowerInvariant()])}";
        return JsonValue.Create(lastSegment ? $"{{{{lastSegment({path})}}}}" : $"{{{{{path}}}}}");
    }

    /// <summary>A template that reads the status of an earlier step's answer.</summary>
    public static JsonNode StatusOf(string alias) => JsonValue.Create($"{{{{steps.{alias}.response.statusCode}}}}");

    /// <summary>A text that is no template, as a template writes it.</summary>
    public static string Verbatim(string text) => text.Replace("{{", "{{{{", StringComparison.Ordinal);

    /// <summary>A template without its braces, for people; anything else as JSON.</summary>
    public static string Shown(JsonNode? template) =>
        template is JsonValue value && value.TryGetValue(out string? text)
            ? text.StartsWith("{{", StringComparison.Ordinal) && text.IndexOf("}}", StringComparison.Ordinal) == text.Length - 2
                ? text[2..^2]
                : text
            : template?.ToJsonString() ?? "null";

    /// <summary>A JSON literal; texts in single quotes, with everything escaped that could end the text or the template.</summary>
    public static string Literal(JsonNode? value) =>
        value switch
        {
            null => "null",
            JsonValue leaf when leaf.GetValueKind() == JsonValueKind.String => Quote(leaf.GetValue<string>()),
            _ => value.ToJsonString(),
        };

    private static string Segments(IReadOnlyList<object> path)
    {
        var text = new StringBuilder();
        foreach (var segment in path)
        {
            text.Append(
                segment switch
                {
                    int index => $"[{index.ToString(CultureInfo.InvariantCulture)}]",
                    string name when IsShorthand(name) => $".{name}",
                    _ => $"[{Quote((string)segment)}]",
                }
            );
        }

        return text.ToString();
    }

    private static bool IsShorthand(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("'");
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsSurrogate(c))
            {
                var pair = i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]);
                quoted.Append(pair ? text.AsSpan(i, 2) : "\uFFFD");
                i += pair ? 1 : 0;
                continue;
            }

            quoted.Append(
                c switch
                {
                    '\'' => "\\'",
                    '\\' => "\\\\",
                    < ' ' or '{' or '}' or '\u007f' => $"\\u{(int)c:x4}",
                    _ => c.ToString(),
                }
            );
        }

        return quoted.Append('\'').ToString();
    }
}
