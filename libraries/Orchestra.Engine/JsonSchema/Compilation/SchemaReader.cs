using System.Text;
using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;
using Orchestra.Engine.JsonSchema.Patterns;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.JsonSchema.Compilation;

/// <summary>Reads the keywords of one schema, each with its expected type; what is wrong becomes a fault.</summary>
internal sealed class SchemaReader(SchemaBuilder builder, SchemaLocation location, SchemaResource resource, Vocabularies vocabularies)
{
    public SchemaDialect Dialect => builder.Dialect;

    public SchemaOptions Options => builder.Options;

    public SchemaBuilder Builder => builder;

    public SchemaResource Resource => resource;

    /// <summary>Formats are checked: by the setting, or because the metaschema says so.</summary>
    public bool AssertsFormats => Options.AssertFormats || vocabularies.AssertsFormats;

    /// <summary>The dialects whose later keywords (const, if, contains, ...) and boolean schemas exist.</summary>
    public bool IsModern => Dialect is SchemaDialect.Draft202012 or SchemaDialect.Draft07;

    /// <summary>Keywords that take a boolean even in the dialects without boolean schemas.</summary>
    public static bool MayBeBoolean(string pointer) =>
        pointer.EndsWith("/additionalProperties", StringComparison.Ordinal)
        || pointer.EndsWith("/additionalItems", StringComparison.Ordinal);

    public bool Has(string keyword) => TryGet(keyword, out _);

    public bool TryGet(string keyword, out JsonElement value)
    {
        value = default;
        return vocabularies.Has(keyword) && JsonText.TryGetProperty(location.Element, Encoding.UTF8.GetBytes(keyword), out value);
    }

    public string PointerTo(string keyword) => location.Shown + "/" + JsonPointer.Escape(keyword);

    public void Fault(string keyword, string message) => builder.Fault(PointerTo(keyword), message);

    /// <summary>A keyword of the expected kind; false with a fault when it is of another.</summary>
    public bool TryGet(string keyword, JsonValueKind kind, string expected, out JsonElement value)
    {
        if (!TryGet(keyword, out value))
        {
            return false;
        }

        if (value.ValueKind == kind)
        {
            return true;
        }

        Fault(keyword, $"{keyword} must be {expected}, found {Wording.Describe(value)}");
        return false;
    }

    public bool Flag(string keyword)
    {
        if (!TryGet(keyword, out var value))
        {
            return false;
        }

        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Fault(keyword, $"{keyword} must be true or false, found {Wording.Describe(value)}");
        }

        return value.ValueKind == JsonValueKind.True;
    }

    /// <summary>A count, cut to the range of a long: nothing in memory has more.</summary>
    public long? Count(string keyword)
    {
        const string expected = "an integer of at least 0";
        if (!TryGet(keyword, JsonValueKind.Number, expected, out var value))
        {
            return null;
        }

        var number = JsonNumber.From(value);
        if (number.IsInteger && !number.IsNegative)
        {
            return number.ToInt64Saturated();
        }

        Fault(keyword, $"{keyword} must be {expected}, found {Wording.Show(value)}");
        return null;
    }

    /// <summary>A list of texts.</summary>
    public List<string>? Texts(string keyword) =>
        TryGet(keyword, JsonValueKind.Array, "an array of strings", out var value) ? Texts(keyword, value) : null;

    public List<string>? Texts(string pointerFromHere, JsonElement array)
    {
        var texts = new List<string>();
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String)
            {
                builder.Fault($"{location.Shown}/{pointerFromHere}/{texts.Count}", $"expected a string, found {Wording.Describe(item)}");
                return null;
            }

            texts.Add(JsonText.Decode(item));
        }

        return texts;
    }

    /// <summary>The schema of a keyword.</summary>
    public SchemaNode? Schema(string keyword) => TryGet(keyword, out var value) ? builder.NodeAt(location.Child(keyword, value)) : null;

    /// <summary>The schemas of a keyword that takes a list of them.</summary>
    public SchemaNode[]? Schemas(string keyword)
    {
        if (!TryGet(keyword, JsonValueKind.Array, "an array of schemas", out var value))
        {
            return null;
        }

        if (value.GetArrayLength() == 0 && keyword is not "items")
        {
            Fault(keyword, $"{keyword} must have at least one schema");
            return null;
        }

        var list = location.Child(keyword, value);
        return [.. value.EnumerateArray().Select((item, index) => builder.NodeAt(list.Child(index, item)))];
    }

    /// <summary>The members of a keyword that takes an object.</summary>
    public List<(string Name, SchemaLocation Location)>? Members(string keyword)
    {
        if (!TryGet(keyword, JsonValueKind.Object, "an object", out var value))
        {
            return null;
        }

        var map = location.Child(keyword, value);
        var members = new Dictionary<string, SchemaLocation>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            var name = JsonText.NameOf(member);
            members[name] = map.Child(name, member.Value);
        }

        return [.. members.Select(m => (m.Key, m.Value))];
    }

    /// <summary>A regular expression; null with a fault when it is none.</summary>
    public SchemaPattern? Pattern(string pointer, string source)
    {
        try
        {
            return SchemaPattern.Parse(source);
        }
        catch (FormatException exception)
        {
            builder.Fault(pointer, $"{Wording.Quote(source)} is not a regular expression that can be used: {exception.Message}");
            return null;
        }
    }
}
