using System.Text.Json.Nodes;
using Orchestra.Engine.Language.JsonPath;

namespace Orchestra.Engine.Language.Templates;

/// <summary>Messages about paths that do not select one value. They name keys and kinds, never values: those may be secret.</summary>
internal static class PathReport
{
    private const int MaxKeys = 20;
    private const int MaxKeyLength = 64;
    private const int MaxPaths = 3;

    /// <summary>That a path selects nothing, and what its deepest part that exists is.</summary>
    public static string Nothing(PathExpression path, PathEvaluator paths)
    {
        if (path.Secret is { } name)
        {
            return $"{path.Text} selects nothing: there is no secret '{name}'";
        }

        for (var length = path.Segments.Count - 1; length >= 0; length--)
        {
            var selected = paths.SelectPrefix(path, length);
            if (selected.Count > 0)
            {
                var several = selected.Count > 1 ? $" selects {selected.Count} values, the first" : string.Empty;
                return $"{path.Text} selects nothing: {path.PrefixText(length)}{several} is {Describe(selected[0].Value)}";
            }
        }

        return $"{path.Text} selects nothing: there is no {path.Root} here";
    }

    public static string Several(PathExpression path, List<JsonPathNode> selected)
    {
        var places = string.Join(", ", selected.Take(MaxPaths).Select(node => node.NormalizedPath));
        var more = selected.Count > MaxPaths ? ", …" : string.Empty;
        return $"{path.Text} selects {selected.Count} values ({places}{more}) where one is needed: take one by its index, or all with a function such as json()";
    }

    private static string Describe(JsonNode? value) =>
        value switch
        {
            JsonObject { Count: 0 } => "an empty object",
            JsonObject json => "an object with keys " + Keys(json),
            JsonArray { Count: 0 } => "an empty array",
            JsonArray array => $"an array of {array.Count}",
            null => "null",
            _ => $"a {JsonTexts.NameOf(value)}",
        };

    private static string Keys(JsonObject json)
    {
        var keys = json.Take(MaxKeys).Select(member => member.Key.Length > MaxKeyLength ? member.Key[..MaxKeyLength] + "…" : member.Key);
        return string.Join(", ", keys) + (json.Count > MaxKeys ? $" and {json.Count - MaxKeys} more" : string.Empty);
    }
}
