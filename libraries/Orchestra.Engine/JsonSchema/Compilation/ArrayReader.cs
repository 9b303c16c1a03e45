using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;
using Orchestra.Engine.JsonSchema.Keywords;

namespace Orchestra.Engine.JsonSchema.Compilation;

/// <summary>Keywords about the items of arrays.</summary>
internal static class ArrayReader
{
    public static void Read(SchemaReader reader, List<Keyword> keywords)
    {
        if (reader.Dialect == SchemaDialect.Draft202012)
        {
            ReadItems(reader, keywords);
        }
        else
        {
            ReadItemsOrTuple(reader, keywords);
        }

        if (reader.IsModern && reader.Schema("contains") is { } contained)
        {
            var counts = reader.Dialect == SchemaDialect.Draft202012;
            keywords.Add(
                new ContainsKeyword(
                    reader.PointerTo("contains"),
                    contained,
                    counts ? Bound(reader, "minContains") : null,
                    counts ? Bound(reader, "maxContains") : null,
                    marksItems: counts
                )
            );
        }

        if (reader.Dialect == SchemaDialect.Draft202012 && reader.Schema("unevaluatedItems") is { } rest)
        {
            keywords.Add(new UnevaluatedItemsKeyword(reader.PointerTo("unevaluatedItems"), rest));
        }
    }

    private static (long, string)? Bound(SchemaReader reader, string keyword) =>
        reader.Count(keyword) is { } limit ? (limit, reader.PointerTo(keyword)) : null;

    private static void ReadItems(SchemaReader reader, List<Keyword> keywords)
    {
        var prefix = reader.Schemas("prefixItems");
        var items = reader.Schema("items");
        if (prefix is not null || items is not null)
        {
            var name = prefix is null ? "items" : "prefixItems";
            keywords.Add(new ItemsKeyword(name, reader.PointerTo(name), prefix ?? [], items, "items", reader.PointerTo("items")));
        }
    }

    // Until 2019-09 an array of items was what prefixItems is now, and additionalItems the rest.
    private static void ReadItemsOrTuple(SchemaReader reader, List<Keyword> keywords)
    {
        if (!reader.TryGet("items", out var value))
        {
            return;
        }

        var pointer = reader.PointerTo("items");
        if (value.ValueKind != JsonValueKind.Array)
        {
            keywords.Add(new ItemsKeyword("items", pointer, [], reader.Schema("items"), "items", pointer));
        }
        else if (reader.Dialect == SchemaDialect.OpenApi30)
        {
            reader.Fault("items", "items must be one schema in OpenAPI 3.0, found an array");
        }
        else if (reader.Schemas("items") is { } tuple)
        {
            var rest = reader.Schema("additionalItems");
            keywords.Add(new ItemsKeyword("items", pointer, tuple, rest, "additionalItems", reader.PointerTo("additionalItems")));
        }
    }
}
