using System.Collections.Concurrent;
using System.Text.Json;

namespace Orchestra.Engine.JsonSchema.Metaschemas;

/// <summary>The dialects' own schemas, which references may lead to: they are part of the program, nothing is fetched.</summary>
internal static class KnownMetaschemas
{
    private static readonly ConcurrentDictionary<SchemaDialect, Dictionary<string, JsonElement>> ByDialect = new();

    /// <summary>The schema at an address without fragment; null when it is none of this dialect's.</summary>
    public static JsonElement? Find(SchemaDialect dialect, string address) =>
        address.StartsWith("http", StringComparison.Ordinal)
        && address.Contains("://json-schema.org/draft", StringComparison.Ordinal)
        && ByDialect.GetOrAdd(dialect, Read).TryGetValue(address, out var found)
            ? found
            : null;

    private static Dictionary<string, JsonElement> Read(SchemaDialect dialect)
    {
        if (dialect == SchemaDialect.OpenApi30)
        {
            return new Dictionary<string, JsonElement>();
        }

        var assembly = typeof(KnownMetaschemas).Assembly;
        using var stream = assembly.GetManifestResourceStream($"metaschemas/{SchemaDialects.NameOf(dialect)}.json")!;
        using var document = JsonDocument.Parse(stream);
        var root = document.RootElement.Clone();
        return root.ValueKind == JsonValueKind.Array
            ? root.EnumerateArray().ToDictionary(schema => IdOf(schema, "$id"), StringComparer.Ordinal)
            : new Dictionary<string, JsonElement> { [IdOf(root, dialect == SchemaDialect.Draft04 ? "id" : "$id")] = root };
    }

    private static string IdOf(JsonElement schema, string keyword) => schema.GetProperty(keyword).GetString()!.TrimEnd('#');
}
