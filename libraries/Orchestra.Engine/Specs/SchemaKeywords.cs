using System.Collections.Frozen;
using System.Text;

namespace Orchestra.Engine.Specs;

/// <summary>The keywords of schemas that an import looks into. Everything else, examples above all, is data and stays untouched.</summary>
internal static class SchemaKeywords
{
    private const int LongestName = 24;

    private static readonly FrozenDictionary<string, SchemaKeyword> All = new Dictionary<string, SchemaKeyword>
    {
        ["$ref"] = SchemaKeyword.Reference,
        ["additionalProperties"] = SchemaKeyword.Schema,
        ["not"] = SchemaKeyword.Schema,
        ["if"] = SchemaKeyword.Schema,
        ["then"] = SchemaKeyword.Schema,
        ["else"] = SchemaKeyword.Schema,
        ["contains"] = SchemaKeyword.Schema,
        ["propertyNames"] = SchemaKeyword.Schema,
        ["unevaluatedItems"] = SchemaKeyword.Schema,
        ["unevaluatedProperties"] = SchemaKeyword.Schema,
        ["contentSchema"] = SchemaKeyword.Schema,
        ["items"] = SchemaKeyword.SchemaOrList,
        ["allOf"] = SchemaKeyword.SchemaList,
        ["anyOf"] = SchemaKeyword.SchemaList,
        ["oneOf"] = SchemaKeyword.SchemaList,
        ["prefixItems"] = SchemaKeyword.SchemaList,
        ["properties"] = SchemaKeyword.SchemaMap,
        ["patternProperties"] = SchemaKeyword.SchemaMap,
        ["dependentSchemas"] = SchemaKeyword.SchemaMap,
        ["$defs"] = SchemaKeyword.SchemaMap,
        ["definitions"] = SchemaKeyword.SchemaMap,
        ["discriminator"] = SchemaKeyword.Discriminator,
        ["minLength"] = SchemaKeyword.Count,
        ["maxLength"] = SchemaKeyword.Count,
        ["minItems"] = SchemaKeyword.Count,
        ["maxItems"] = SchemaKeyword.Count,
        ["minProperties"] = SchemaKeyword.Count,
        ["maxProperties"] = SchemaKeyword.Count,
        ["minContains"] = SchemaKeyword.Count,
        ["maxContains"] = SchemaKeyword.Count,
        ["minimum"] = SchemaKeyword.Number,
        ["maximum"] = SchemaKeyword.Number,
        ["multipleOf"] = SchemaKeyword.Number,
        ["exclusiveMinimum"] = SchemaKeyword.ExclusiveBound,
        ["exclusiveMaximum"] = SchemaKeyword.ExclusiveBound,
        ["pattern"] = SchemaKeyword.Pattern,
        ["enum"] = SchemaKeyword.Values,
        ["type"] = SchemaKeyword.Type,
        ["required"] = SchemaKeyword.Names,
        ["nullable"] = SchemaKeyword.Flag,
        ["uniqueItems"] = SchemaKeyword.Flag,
        ["readOnly"] = SchemaKeyword.Flag,
        ["writeOnly"] = SchemaKeyword.Flag,
        ["$id"] = SchemaKeyword.NotCovered,
        ["$anchor"] = SchemaKeyword.NotCovered,
        ["$dynamicAnchor"] = SchemaKeyword.NotCovered,
        ["$dynamicRef"] = SchemaKeyword.NotCovered,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What a member of a schema is; null when an import does not look into it.</summary>
    /// <param name="name">The member's name in UTF-8.</param>
    public static SchemaKeyword? Find(ReadOnlySpan<byte> name)
    {
        if (name.Length > LongestName)
        {
            return null;
        }

        Span<char> characters = stackalloc char[LongestName];
        var length = Encoding.UTF8.GetChars(name, characters);
        return All.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(characters[..length], out var keyword) ? keyword : null;
    }
}
