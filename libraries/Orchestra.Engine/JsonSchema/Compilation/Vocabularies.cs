using System.Collections.Frozen;
using System.Text.Json;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.JsonSchema.Compilation;

/// <summary>
/// The groups of keywords that a metaschema of 2020-12 puts in force by <c>$vocabulary</c>. A schema without such a
/// metaschema has all of them but the checking of formats, which then is a setting.
/// </summary>
internal sealed class Vocabularies
{
    /// <summary>What schemas have that name no metaschema at hand.</summary>
    public static readonly Vocabularies Standard = new(isStandard: true, assertsFormats: false, []);

    private const string Prefix = "https://json-schema.org/draft/2020-12/vocab/";
    private const string Validation = Prefix + "validation";
    private const string Applicator = Prefix + "applicator";
    private const string Unevaluated = Prefix + "unevaluated";
    private const string FormatAssertion = Prefix + "format-assertion";

    private static readonly FrozenDictionary<string, string> OfKeyword = new (string Vocabulary, string[] Keywords)[]
    {
        (
            Validation,
            [
                "type",
                "const",
                "enum",
                "multipleOf",
                "maximum",
                "exclusiveMaximum",
                "minimum",
                "exclusiveMinimum",
                "maxLength",
                "minLength",
                "pattern",
                "maxItems",
                "minItems",
                "uniqueItems",
                "maxContains",
                "minContains",
                "maxProperties",
                "minProperties",
                "required",
                "dependentRequired",
                "dependencies",
            ]
        ),
        (
            Applicator,
            [
                "prefixItems",
                "items",
                "contains",
                "additionalProperties",
                "properties",
                "patternProperties",
                "dependentSchemas",
                "propertyNames",
                "if",
                "then",
                "else",
                "allOf",
                "anyOf",
                "oneOf",
                "not",
            ]
        ),
        (Unevaluated, ["unevaluatedItems", "unevaluatedProperties"]),
    }
        .SelectMany(group => group.Keywords.Select(keyword => (keyword, group.Vocabulary)))
        .ToFrozenDictionary(pair => pair.keyword, pair => pair.Vocabulary, StringComparer.Ordinal);

    private static readonly FrozenSet<string> Known = FrozenSet.Create(
        StringComparer.Ordinal,
        Validation,
        Applicator,
        Unevaluated,
        FormatAssertion,
        Prefix + "core",
        Prefix + "meta-data",
        Prefix + "format-annotation",
        Prefix + "content"
    );

    private readonly bool _isStandard;
    private readonly HashSet<string> _declared;

    private Vocabularies(bool isStandard, bool assertsFormats, HashSet<string> declared)
    {
        _isStandard = isStandard;
        _declared = declared;
        AssertsFormats = assertsFormats;
    }

    /// <summary>The metaschema wants formats checked.</summary>
    public bool AssertsFormats { get; }

    /// <summary>Whether a keyword means anything here.</summary>
    public bool Has(string keyword) => _isStandard || !OfKeyword.TryGetValue(keyword, out var vocabulary) || _declared.Contains(vocabulary);

    /// <summary>Reads a metaschema's declaration.</summary>
    /// <param name="declaration">The value of <c>$vocabulary</c>.</param>
    /// <param name="unknown">Those that are required and not understood: a schema that needs them must be refused.</param>
    public static Vocabularies Read(JsonElement declaration, out IReadOnlyList<string> unknown)
    {
        var declared = new HashSet<string>(StringComparer.Ordinal);
        var missing = new List<string>();
        foreach (var entry in declaration.EnumerateObject())
        {
            var name = JsonText.NameOf(entry);
            if (Known.Contains(name))
            {
                declared.Add(name);
            }
            else if (entry.Value.ValueKind == JsonValueKind.True)
            {
                missing.Add(name);
            }
        }

        unknown = missing;
        return new Vocabularies(isStandard: false, declared.Contains(FormatAssertion), declared);
    }
}
