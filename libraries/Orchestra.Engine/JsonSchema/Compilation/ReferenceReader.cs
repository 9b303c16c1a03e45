using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;
using Orchestra.Engine.JsonSchema.Keywords;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.JsonSchema.Compilation;

/// <summary>Keywords that refer to a schema elsewhere.</summary>
internal static class ReferenceReader
{
    public static void Read(SchemaReader reader, List<Keyword> keywords)
    {
        if (Resolve(reader, "$ref", out _) is { } target)
        {
            keywords.Add(new RefKeyword("$ref", reader.PointerTo("$ref"), reader.Builder.NodeAt(target)));
        }

        if (reader.Dialect == SchemaDialect.Draft202012 && Resolve(reader, "$dynamicRef", out var reference) is { } initial)
        {
            keywords.Add(ReadDynamic(reader, reference, initial));
        }
    }

    private static SchemaLocation? Resolve(SchemaReader reader, string keyword, out string reference)
    {
        reference = "";
        if (!reader.TryGet(keyword, JsonValueKind.String, "a string", out var value))
        {
            return null;
        }

        reference = JsonText.Decode(value);
        var target = reader.Builder.Index.Resolve(reader.Resource, reference, out var problem);
        if (target is null)
        {
            reader.Fault(keyword, problem);
        }

        return target;
    }

    private static Keyword ReadDynamic(SchemaReader reader, string reference, SchemaLocation initial)
    {
        var node = reader.Builder.NodeAt(initial);
        var pointer = reader.PointerTo("$dynamicRef");
        var hash = reference.IndexOf('#', StringComparison.Ordinal);
        var anchor = hash < 0 ? "" : Uri.UnescapeDataString(reference[(hash + 1)..]);
        var isDynamic =
            reader.Builder.Index.ResourceOf(initial).DynamicAnchors.TryGetValue(anchor, out var declared) && declared.Key == initial.Key;
        if (!isDynamic)
        {
            return new RefKeyword("$dynamicRef", pointer, node);
        }

        var keyword = new DynamicRefKeyword(pointer, anchor, node);
        reader.Builder.Track(keyword);
        return keyword;
    }
}
