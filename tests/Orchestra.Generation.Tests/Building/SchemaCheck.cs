using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Orchestra.Generation.Tests.Building;

/// <summary>A small judge of values, written apart from the sampler: says what a schema forbids in a value.</summary>
internal static class SchemaCheck
{
    public static IReadOnlyList<string> Violations(JsonNode document, JsonNode? schema, JsonNode? value)
    {
        var found = new List<string>();
        Check(document, schema, value, "$", found);
        return found;
    }

    private static void Check(JsonNode document, JsonNode? schemaNode, JsonNode? value, string at, List<string> found)
    {
        if (schemaNode is not JsonObject schema)
        {
            if (schemaNode is JsonValue flag && !flag.GetValue<bool>())
            {
                found.Add($"{at}: nothing is allowed");
            }

            return;
        }

        if ((string?)schema["$ref"] is { } target)
        {
            JsonNode? resolved = document;
            foreach (var part in target.TrimStart('#', '/').Split('/'))
            {
                resolved = resolved![part];
            }

            Check(document, resolved, value, at, found);
        }

        foreach (var part in schema["allOf"]?.AsArray() ?? [])
        {
            Check(document, part, value, at, found);
        }

        foreach (var keyword in new[] { "oneOf", "anyOf" })
        {
            if (schema[keyword] is JsonArray branches && branches.All(b => Violations(document, b, value).Count > 0))
            {
                found.Add($"{at}: no branch of {keyword} takes it");
            }
        }

        if (schema["enum"] is JsonArray all && !all.Any(v => JsonNode.DeepEquals(v, value)))
        {
            found.Add($"{at}: not in the enum");
        }

        if (schema.ContainsKey("const") && !JsonNode.DeepEquals(schema["const"], value))
        {
            found.Add($"{at}: not the constant");
        }

        CheckType(schema, value, at, found);
        CheckMembers(document, schema, value, at, found);
    }

    private static void CheckType(JsonObject schema, JsonNode? value, string at, List<string> found)
    {
        var kind = value switch
        {
            null => "null",
            JsonObject => "object",
            JsonArray => "array",
            _ => value.GetValueKind().ToString().ToLowerInvariant() switch
            {
                "true" or "false" => "boolean",
                var other => other,
            },
        };
        var types = schema["type"] is JsonArray several ? several.Select(t => (string?)t).ToList() : [(string?)schema["type"]];
        if (
            types[0] is not null
            && !types.Contains(kind)
            && !(types.Contains("integer") && kind == "number" && decimal.IsInteger(Number(value)))
        )
        {
            found.Add($"{at}: {kind} instead of {string.Join('|', types)}");
        }

        if (kind == "number")
        {
            CheckNumber(schema, Number(value), at, found);
        }
        else if (kind == "string")
        {
            CheckText(schema, value!.GetValue<string>(), at, found);
        }
    }

    private static void CheckNumber(JsonObject schema, decimal number, string at, List<string> found)
    {
        var exclusiveLow = schema["exclusiveMinimum"]?.GetValueKind() == System.Text.Json.JsonValueKind.True;
        var bad =
            (schema["minimum"] is { } min && (number < Number(min) || (exclusiveLow && number == Number(min))))
            || (schema["maximum"] is { } max && number > Number(max))
            || (!exclusiveLow && schema["exclusiveMinimum"] is { } above && number <= Number(above))
            || (schema["exclusiveMaximum"] is { } below && number >= Number(below))
            || (schema["multipleOf"] is { } step && number % Number(step) != 0);
        if (bad)
        {
            found.Add($"{at}: {number} is out of bounds");
        }
    }

    private static void CheckText(JsonObject schema, string text, string at, List<string> found)
    {
        if (text.Length < ((int?)schema["minLength"] ?? 0) || text.Length > ((int?)schema["maxLength"] ?? int.MaxValue))
        {
            found.Add($"{at}: length {text.Length}");
        }

        if ((string?)schema["pattern"] is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.ECMAScript, TimeSpan.FromSeconds(1)))
        {
            found.Add($"{at}: '{text}' does not match {pattern}");
        }
    }

    private static void CheckMembers(JsonNode document, JsonObject schema, JsonNode? value, string at, List<string> found)
    {
        if (value is JsonObject members)
        {
            found.AddRange(
                (schema["required"]?.AsArray() ?? [])
                    .Where(name => !members.ContainsKey((string)name!))
                    .Select(name => $"{at}: {name} is missing")
            );
            foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
            {
                if (members.TryGetPropertyValue(name, out var member))
                {
                    Check(document, property, member, $"{at}.{name}", found);
                }
            }

            if (members.Count < ((int?)schema["minProperties"] ?? 0))
            {
                found.Add($"{at}: too few properties");
            }
        }
        else if (value is JsonArray items)
        {
            if (items.Count < ((int?)schema["minItems"] ?? 0) || items.Count > ((int?)schema["maxItems"] ?? int.MaxValue))
            {
                found.Add($"{at}: {items.Count} items");
            }

            if ((bool?)schema["uniqueItems"] == true && items.Select(i => i?.ToJsonString()).Distinct().Count() < items.Count)
            {
                found.Add($"{at}: items are equal");
            }

            for (var i = 0; schema["items"] is { } item && i < items.Count; i++)
            {
                Check(document, item, items[i], $"{at}[{i}]", found);
            }
        }
    }

    private static decimal Number(JsonNode? node) => decimal.Parse(node!.ToJsonString(), System.Globalization.NumberStyles.Float, null);
}
