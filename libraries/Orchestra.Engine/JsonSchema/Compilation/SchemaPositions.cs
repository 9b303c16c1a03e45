using System.Collections.Frozen;
using System.Text.Json;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.JsonSchema.Compilation;

/// <summary>Where in a schema further schemas stand: what looks like one elsewhere, say in an enum, is none.</summary>
internal static class SchemaPositions
{
    private static readonly FrozenSet<string> SchemaOrList = FrozenSet.Create(
        StringComparer.Ordinal,
        "additionalItems",
        "additionalProperties",
        "allOf",
        "anyOf",
        "contains",
        "contentSchema",
        "else",
        "if",
        "items",
        "not",
        "oneOf",
        "prefixItems",
        "propertyNames",
        "then",
        "unevaluatedItems",
        "unevaluatedProperties"
    );

    private static readonly FrozenSet<string> Maps = FrozenSet.Create(
        StringComparer.Ordinal,
        "$defs",
        "definitions",
        "dependencies",
        "dependentSchemas",
        "patternProperties",
        "properties"
    );

    /// <summary>The schemas directly below one.</summary>
    public static IEnumerable<SchemaLocation> Below(SchemaLocation schema)
    {
        foreach (var keyword in schema.Element.EnumerateObject())
        {
            var name = JsonText.NameOf(keyword);
            var location = schema.Child(name, keyword.Value);
            if (Maps.Contains(name) && keyword.Value.ValueKind == JsonValueKind.Object)
            {
                foreach (var entry in keyword.Value.EnumerateObject())
                {
                    yield return location.Child(JsonText.NameOf(entry), entry.Value);
                }
            }
            else if (SchemaOrList.Contains(name) && keyword.Value.ValueKind == JsonValueKind.Array)
            {
                var index = 0;
                foreach (var item in keyword.Value.EnumerateArray())
                {
                    yield return location.Child(index++, item);
                }
            }
            else if (SchemaOrList.Contains(name))
            {
                yield return location;
            }
        }
    }
}
