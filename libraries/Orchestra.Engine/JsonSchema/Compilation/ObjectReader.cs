using System.Text;
using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;
using Orchestra.Engine.JsonSchema.Keywords;
using Orchestra.Engine.JsonSchema.Patterns;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.JsonSchema.Compilation;

/// <summary>Keywords about the properties of objects.</summary>
internal static class ObjectReader
{
    public static void Read(SchemaReader reader, List<Keyword> keywords)
    {
        var required = ReadRequired(reader);
        if (required is not null)
        {
            keywords.Add(required);
        }

        ReadDependencies(reader, keywords);
        ReadProperties(reader, required, keywords);
        if (reader.IsModern && reader.Schema("propertyNames") is { } names)
        {
            keywords.Add(new PropertyNamesKeyword(reader.PointerTo("propertyNames"), names));
        }

        if (reader.Dialect == SchemaDialect.Draft202012 && reader.Schema("unevaluatedProperties") is { } rest)
        {
            keywords.Add(new UnevaluatedPropertiesKeyword(reader.PointerTo("unevaluatedProperties"), rest));
        }
    }

    private static RequiredKeyword? ReadRequired(SchemaReader reader)
    {
        if (reader.Texts("required") is not { } names)
        {
            return null;
        }

        if (OneWayKeyword(reader) is { } oneWay && reader.Members("properties") is { } members)
        {
            var exempt = members.Where(m => IsSet(m.Location.Element, oneWay)).Select(m => m.Name).ToHashSet(StringComparer.Ordinal);
            names.RemoveAll(exempt.Contains);
        }

        return names.Count > 0 ? new RequiredKeyword(reader.PointerTo("required"), [.. names.Distinct(StringComparer.Ordinal)]) : null;
    }

    // The properties that do not travel this way: OpenAPI 3.0 requires them in the other direction only.
    private static string? OneWayKeyword(SchemaReader reader) =>
        (reader.Dialect, reader.Options.Direction) switch
        {
            (SchemaDialect.OpenApi30, MessageDirection.Request) => "readOnly",
            (SchemaDialect.OpenApi30, MessageDirection.Response) => "writeOnly",
            _ => null,
        };

    private static bool IsSet(JsonElement schema, string keyword) =>
        schema.ValueKind == JsonValueKind.Object
        && JsonText.TryGetProperty(schema, Encoding.UTF8.GetBytes(keyword), out var value)
        && value.ValueKind == JsonValueKind.True;

    private static void ReadDependencies(SchemaReader reader, List<Keyword> keywords)
    {
        if (reader.Dialect == SchemaDialect.Draft202012)
        {
            AddDependencies(reader, keywords, "dependentRequired", allowsLists: true, allowsSchemas: false);
            AddDependencies(reader, keywords, "dependentSchemas", allowsLists: false, allowsSchemas: true);
        }

        // 2020-12 split the keyword in two and still reserves the old name for this meaning.
        if (reader.Dialect != SchemaDialect.OpenApi30)
        {
            AddDependencies(reader, keywords, "dependencies", allowsLists: true, allowsSchemas: true);
        }
    }

    private static void AddDependencies(SchemaReader reader, List<Keyword> keywords, string keyword, bool allowsLists, bool allowsSchemas)
    {
        var lists = new List<(string, IReadOnlyList<string>)>();
        var schemas = new List<(string, SchemaNode)>();
        foreach (var (trigger, location) in reader.Members(keyword) ?? [])
        {
            if (allowsLists && location.Element.ValueKind == JsonValueKind.Array)
            {
                var relative = location.Shown[(reader.PointerTo(keyword).Length - keyword.Length)..];
                if (reader.Texts(relative, location.Element) is { } needed)
                {
                    lists.Add((trigger, needed));
                }
            }
            else if (allowsSchemas)
            {
                schemas.Add((trigger, reader.Builder.NodeAt(location)));
            }
            else
            {
                reader.Builder.Fault(location.Shown, $"expected an array of names, found {Wording.Describe(location.Element)}");
            }
        }

        if (lists.Count > 0)
        {
            keywords.Add(new DependentRequiredKeyword(keyword, reader.PointerTo(keyword), lists));
        }

        if (schemas.Count > 0)
        {
            keywords.Add(new DependentSchemasKeyword(keyword, reader.PointerTo(keyword), schemas));
        }
    }

    private static void ReadProperties(SchemaReader reader, RequiredKeyword? required, List<Keyword> keywords)
    {
        var declared = reader.Members("properties");
        var patterned = reader.Dialect == SchemaDialect.OpenApi30 ? null : reader.Members("patternProperties");
        var additional = reader.Schema("additionalProperties");
        if (declared is null && patterned is null && additional is null)
        {
            return;
        }

        var nodes = (declared ?? []).ToDictionary(m => m.Name, m => reader.Builder.NodeAt(m.Location), StringComparer.Ordinal);
        var patterns = new List<(SchemaPattern, SchemaNode, string)>();
        foreach (var (source, location) in patterned ?? [])
        {
            if (reader.Pattern(location.Shown, source) is { } pattern)
            {
                patterns.Add((pattern, reader.Builder.NodeAt(location), location.Shown));
            }
        }

        keywords.Add(
            new PropertiesKeyword(
                reader.PointerTo("properties"),
                nodes,
                required,
                [.. patterns],
                additional,
                reader.PointerTo("additionalProperties")
            )
        );
    }
}
