using System.Text.Json.Nodes;

namespace Orchestra.Engine.Language.Templates;

/// <summary>How many bytes a value takes as JSON, known before anything is copied.</summary>
internal static class JsonSize
{
    /// <summary>The size; ends the evaluation where it, or the depth, is beyond the limits.</summary>
    public static long Measure(JsonNode? value, EvaluationBudget budget)
    {
        long bytes = 0;
        var waiting = new Stack<(JsonNode? Node, int Depth)>();
        waiting.Push((value, 0));
        while (waiting.TryPop(out var item))
        {
            budget.Step();
            if (item.Depth > budget.Limits.MaxTreeDepth)
            {
                throw new EvaluationException(
                    LanguageFaultKind.Limit,
                    $"the value is nested deeper than {budget.Limits.MaxTreeDepth} levels"
                );
            }

            bytes += Own(item.Node);
            if (bytes > budget.Limits.MaxOutputBytes)
            {
                throw new EvaluationException(LanguageFaultKind.Limit, $"the value is larger than {budget.Limits.MaxOutputBytes} bytes");
            }

            PushChildren(item.Node, item.Depth + 1, waiting);
        }

        return bytes;
    }

    /// <summary>Whether a value takes more than so many bytes; looks no further than it must.</summary>
    public static bool IsOver(JsonNode? value, long limit)
    {
        long bytes = 0;
        var waiting = new Stack<(JsonNode? Node, int Depth)>();
        waiting.Push((value, 0));
        while (bytes <= limit && waiting.TryPop(out var item))
        {
            bytes += Own(item.Node);
            PushChildren(item.Node, item.Depth + 1, waiting);
        }

        return bytes > limit;
    }

    /// <summary>The bytes of a text as a JSON string, escapes included.</summary>
    public static long OfText(string text)
    {
        long bytes = 2;
        foreach (var c in text)
        {
            bytes += c switch
            {
                '"' or '\\' => 2,
                < ' ' => 6,
                < (char)0x80 => 1,
                < (char)0x800 => 2,
                _ => char.IsSurrogate(c) ? 6 : 3, // pairs are written as two escapes
            };
        }

        return bytes;
    }

    private static long Own(JsonNode? node) =>
        node switch
        {
            null => 4,
            JsonObject json => 2 + json.Sum(member => 2 + OfText(member.Key)),
            JsonArray array => 2 + array.Count,
            _ => JsonTexts.IsString(node, out var text) ? OfText(text) : node.ToJsonString().Length,
        };

    private static void PushChildren(JsonNode? node, int depth, Stack<(JsonNode? Node, int Depth)> waiting)
    {
        if (node is JsonObject json)
        {
            foreach (var (_, child) in json)
            {
                waiting.Push((child, depth));
            }
        }
        else if (node is JsonArray array)
        {
            foreach (var child in array)
            {
                waiting.Push((child, depth));
            }
        }
    }
}
