using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;
using Orchestra.Engine.JsonSchema.Formats;
using Orchestra.Engine.JsonSchema.Keywords;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.JsonSchema.Compilation;

/// <summary>Keywords about the value itself, cheapest first.</summary>
internal static class AssertionReader
{
    public static void Read(SchemaReader reader, List<Keyword> keywords)
    {
        ReadType(reader, keywords);
        ReadValues(reader, keywords);
        ReadBounds(reader, keywords);
        AddCount(reader, keywords, "minLength", InstanceKinds.String, isMaximum: false);
        AddCount(reader, keywords, "maxLength", InstanceKinds.String, isMaximum: true);
        ReadText(reader, keywords);
        AddCount(reader, keywords, "minItems", InstanceKinds.Array, isMaximum: false);
        AddCount(reader, keywords, "maxItems", InstanceKinds.Array, isMaximum: true);
        AddCount(reader, keywords, "minProperties", InstanceKinds.Object, isMaximum: false);
        AddCount(reader, keywords, "maxProperties", InstanceKinds.Object, isMaximum: true);
        if (reader.Flag("uniqueItems"))
        {
            keywords.Add(new UniqueItemsKeyword(reader.PointerTo("uniqueItems")));
        }
    }

    private static void ReadType(SchemaReader reader, List<Keyword> keywords)
    {
        if (!reader.TryGet("type", out var value))
        {
            return;
        }

        List<string>? names;
        if (value.ValueKind == JsonValueKind.String)
        {
            names = [JsonText.Decode(value)];
        }
        else if (reader.Dialect == SchemaDialect.OpenApi30)
        {
            reader.Fault("type", $"type must be a string in OpenAPI 3.0, found {Wording.Describe(value)}");
            return;
        }
        else
        {
            names = reader.Texts("type");
        }

        if (names is null)
        {
            return;
        }

        if (reader.Dialect == SchemaDialect.OpenApi30 && reader.Flag("nullable"))
        {
            names.Add("null");
        }

        AddType(reader, keywords, names);
    }

    private static void AddType(SchemaReader reader, List<Keyword> keywords, List<string> names)
    {
        var kinds = InstanceKinds.None;
        var integers = IntegerRule.None;
        foreach (var name in names)
        {
            if (name == "integer")
            {
                integers = reader.Dialect == SchemaDialect.Draft04 ? IntegerRule.ByNotation : IntegerRule.ByValue;
                continue;
            }

            var kind = KindOf(name);
            if (kind == InstanceKinds.None)
            {
                reader.Fault("type", $"{Wording.Quote(name)} is not a type: use object, array, string, number, integer, boolean or null");
            }

            kinds |= kind;
        }

        if (names.Count == 0)
        {
            reader.Fault("type", "type must name at least one type");
        }

        keywords.Add(new TypeKeyword(reader.PointerTo("type"), kinds, integers, names));
    }

    private static InstanceKinds KindOf(string type) =>
        type switch
        {
            "object" => InstanceKinds.Object,
            "array" => InstanceKinds.Array,
            "string" => InstanceKinds.String,
            "number" => InstanceKinds.Number,
            "boolean" => InstanceKinds.Boolean,
            "null" => InstanceKinds.Null,
            _ => InstanceKinds.None,
        };

    private static void ReadValues(SchemaReader reader, List<Keyword> keywords)
    {
        if (reader.TryGet("enum", JsonValueKind.Array, "an array of values", out var values))
        {
            keywords.Add(new EnumKeyword(reader.PointerTo("enum"), [.. values.EnumerateArray()]));
        }

        if (reader.IsModern && reader.TryGet("const", out var value))
        {
            keywords.Add(new ConstKeyword(reader.PointerTo("const"), value));
        }
    }

    private static void ReadBounds(SchemaReader reader, List<Keyword> keywords)
    {
        if (reader.IsModern)
        {
            AddBound(reader, keywords, "minimum", NumberBound.Minimum);
            AddBound(reader, keywords, "maximum", NumberBound.Maximum);
            AddBound(reader, keywords, "exclusiveMinimum", NumberBound.ExclusiveMinimum);
            AddBound(reader, keywords, "exclusiveMaximum", NumberBound.ExclusiveMaximum);
        }
        else
        {
            // In draft-04 and OpenAPI 3.0 the exclusive keywords are switches of the others.
            AddBound(reader, keywords, "minimum", reader.Flag("exclusiveMinimum") ? NumberBound.ExclusiveMinimum : NumberBound.Minimum);
            AddBound(reader, keywords, "maximum", reader.Flag("exclusiveMaximum") ? NumberBound.ExclusiveMaximum : NumberBound.Maximum);
        }

        if (!reader.TryGet("multipleOf", JsonValueKind.Number, "a number above 0", out var divisor))
        {
            return;
        }

        var number = JsonNumber.From(divisor);
        if (number.IsZero || number.IsNegative || number.Digits > 1000)
        {
            reader.Fault("multipleOf", $"multipleOf must be a number above 0, found {Wording.Show(divisor)}");
            return;
        }

        keywords.Add(new MultipleOfKeyword(reader.PointerTo("multipleOf"), divisor));
    }

    private static void AddBound(SchemaReader reader, List<Keyword> keywords, string name, NumberBound bound)
    {
        if (reader.TryGet(name, JsonValueKind.Number, "a number", out var limit))
        {
            keywords.Add(new NumberBoundKeyword(name, reader.PointerTo(name), bound, limit));
        }
    }

    private static void AddCount(SchemaReader reader, List<Keyword> keywords, string name, InstanceKinds counted, bool isMaximum)
    {
        if (reader.Count(name) is { } limit && (isMaximum || limit > 0))
        {
            keywords.Add(new CountKeyword(name, reader.PointerTo(name), counted, isMaximum, limit));
        }
    }

    private static void ReadText(SchemaReader reader, List<Keyword> keywords)
    {
        if (
            reader.TryGet("pattern", JsonValueKind.String, "a string", out var source)
            && reader.Pattern(reader.PointerTo("pattern"), JsonText.Decode(source)) is { } pattern
        )
        {
            keywords.Add(new PatternKeyword(reader.PointerTo("pattern"), pattern));
        }

        if (
            reader.AssertsFormats
            && reader.TryGet("format", JsonValueKind.String, "a string", out var name)
            && StringFormats.Find(JsonText.Decode(name)) is { } check
        )
        {
            keywords.Add(new FormatKeyword(reader.PointerTo("format"), JsonText.Decode(name), check));
        }
    }
}
