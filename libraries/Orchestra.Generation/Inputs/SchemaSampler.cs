using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestra.Generation.Inputs;

/// <summary>
/// Writes a value for a schema: what the spec gives, else the least that is valid. Required properties always, optional ones when the spec
/// has an example or a default for them. Bounded in size and work whatever the schema is.
/// </summary>
internal sealed class SchemaSampler
{
    private readonly SamplingBudget _budget;
    private readonly SchemaReader _reader;
    private readonly SchemaFlattener _flattener;
    private readonly GivenValues _given;
    private readonly int _seed;
    private readonly bool _fills;
    private readonly Stack<IReadOnlyList<string>> _refs = new();

    /// <param name="document">Where the schemas are.</param>
    /// <param name="dialect">Their dialect.</param>
    /// <param name="seed">Picks depend on it.</param>
    /// <param name="budget">What the value may cost.</param>
    /// <param name="fills">Whether optional members are written too, but those that would hold their own kind again.</param>
    public SchemaSampler(JsonElement document, string dialect, int seed, SamplingBudget budget, bool fills = false)
    {
        _fills = fills;
        _budget = budget;
        _seed = seed;
        _reader = new SchemaReader(document, dialect, budget);
        _flattener = new SchemaFlattener(_reader, budget);
        _given = new GivenValues(budget);
    }

    /// <summary>A value for the schema at a pointer, or the example in its stead.</summary>
    /// <param name="pointer">The schema; null for none.</param>
    /// <param name="example">The spec's example for this place.</param>
    /// <param name="place">What the value is for: picks depend on it and on the seed only.</param>
    /// <param name="name">The value's name, for readable texts.</param>
    public JsonNode? Sample(string? pointer, JsonElement? example, string place, string name)
    {
        var schemas = pointer is not null && _reader.At(pointer) is { } schema ? new[] { schema } : [];
        if (example is { } given && given.ValueKind != JsonValueKind.Undefined)
        {
            if (!GivenValues.Fits(given, _flattener.Flatten(schemas, place)))
            {
                _budget.Warn(WarningCodes.ExampleNotUsed, place, "the example does not fit its schema and is not used");
            }
            else if (_given.TryCopy(given, place, out var copy))
            {
                return copy;
            }
        }

        if (_fills && pointer is not null)
        {
            // The root is named by its pointer, its own kind further down by a reference.
            _refs.Push([$"#{pointer}"]);
        }

        return Sample(schemas, place, name, 0, 0);
    }

    /// <summary>Whether the spec gives an example or a default for the schema at a pointer.</summary>
    public bool HasExample(string? pointer) =>
        pointer is not null && _reader.At(pointer) is { } schema && GivenValues.HasExample(_flattener.Flatten([schema], pointer));

    private JsonNode? Sample(IReadOnlyList<JsonElement> schemas, string place, string name, int depth, int choice)
    {
        var parts = _flattener.Flatten(schemas, place);
        if (!_budget.TakeNode())
        {
            return Least(parts.Type());
        }

        if (_given.TryFind(parts, place, choice, out var given))
        {
            return given;
        }

        var type = parts.Type();
        if (type is "object" or "array")
        {
            if (
                depth >= SamplingBudget.MaxDepth
                || parts.Refs.Any(r => _refs.Count(frame => frame.Contains(r, StringComparer.Ordinal)) >= 2)
            )
            {
                _budget.Capped(place, "the schema contains itself: the value is cut here");
                return Least(type);
            }

            _refs.Push(parts.Refs);
            JsonNode value = type == "object" ? SampleObject(parts, place, depth) : SampleArray(parts, place, name, depth);
            _refs.Pop();
            return value;
        }

        var number = Seeded.Number(_seed, place, choice);
        return type switch
        {
            "integer" or "number" => NumberSampler.Sample(parts, number, _budget, place),
            "boolean" => JsonValue.Create(true),
            "null" => null,
            _ => TextSampler.Sample(parts, name, number, _budget, place),
        };
    }

    private JsonObject SampleObject(SchemaParts parts, string place, int depth)
    {
        var properties = PropertiesOf(parts, place);
        var required = RequiredOf(parts, place);
        var value = new JsonObject();
        foreach (var (name, schemas) in properties)
        {
            var isRequired = required.Remove(name);
            var property = _flattener.Flatten(schemas, place);
            if (property.Says("readOnly") || property.All.Any(p => p.ValueKind == JsonValueKind.False))
            {
                continue;
            }

            if (isRequired || GivenValues.HasExample(property) || (_fills && !IsOpen(property)))
            {
                value[name] = SampleProperty(parts, property, schemas, name, place, depth);
            }
        }

        foreach (var name in required.Order(StringComparer.Ordinal))
        {
            value[name] = Sample([], $"{place}/{name}", name, depth + 1, 0);
        }

        Fill(value, properties, Math.Min(parts.Largest("minProperties") ?? 0, SamplingBudget.MaxItems), place, depth);
        return value;
    }

    // Of a kind that is being written, itself or as the items of a list.
    private bool IsOpen(SchemaParts property) =>
        property
            .Refs.Concat(_flattener.Flatten([.. property.Every("items")], "items").Refs)
            .Any(r => _refs.Any(frame => frame.Contains(r, StringComparer.Ordinal)));

    private JsonNode? SampleProperty(
        SchemaParts owner,
        SchemaParts property,
        IReadOnlyList<JsonElement> schemas,
        string name,
        string place,
        int depth
    ) =>
        owner.Discriminators.TryGetValue(name, out var branch) && property.First("const") is null && property.First("enum") is null
            ? JsonValue.Create(branch)
            : Sample(schemas, $"{place}/{name}", name, depth + 1, 0);

    private void Fill(JsonObject value, Dictionary<string, List<JsonElement>> properties, int least, string place, int depth)
    {
        foreach (var (name, schemas) in properties)
        {
            if (value.Count >= least)
            {
                return;
            }

            if (!value.ContainsKey(name) && !_flattener.Flatten(schemas, place).Says("readOnly"))
            {
                value[name] = Sample(schemas, $"{place}/{name}", name, depth + 1, 0);
            }
        }

        for (var i = 1; value.Count < least; i++)
        {
            value[$"key{i}"] = JsonValue.Create($"value {i}");
        }
    }

    private JsonArray SampleArray(SchemaParts parts, string place, string name, int depth)
    {
        var least = parts.Largest("minItems") ?? 0;
        var most = parts.Smallest("maxItems") ?? int.MaxValue;
        if (least > SamplingBudget.MaxItems)
        {
            _budget.Capped(place, $"an array of at least {least} items is cut to {SamplingBudget.MaxItems}");
            least = SamplingBudget.MaxItems;
        }

        var count = Math.Min(Math.Max(least, 1), most);
        var first = parts.First("prefixItems") is { ValueKind: JsonValueKind.Array } prefix
            ? prefix.EnumerateArray().Take(count).ToList()
            : [];
        var items = parts.Every("items").ToList();
        var closed = items.Any(i => i.ValueKind == JsonValueKind.False);
        var unique = parts.Says("uniqueItems");
        var value = new JsonArray();
        for (var i = 0; i < count && !(closed && i >= first.Count) && !(_budget.IsSpent && i >= least); i++)
        {
            value.Add(Sample(i < first.Count ? [first[i]] : items, $"{place}/{i}", name, depth + 1, unique ? i : 0));
        }

        return value;
    }

    private Dictionary<string, List<JsonElement>> PropertiesOf(SchemaParts parts, string place)
    {
        var properties = new Dictionary<string, List<JsonElement>>(StringComparer.Ordinal);
        foreach (var declared in parts.Every("properties").Where(p => p.ValueKind == JsonValueKind.Object))
        {
            var taken = declared.EnumerateObject().Take(SamplingBudget.MaxMembers);
            if (declared.GetPropertyCount() > SamplingBudget.MaxMembers)
            {
                _budget.Capped(place, $"only the first {SamplingBudget.MaxMembers} properties are looked at");
            }

            _budget.Work(Math.Min(declared.GetPropertyCount(), SamplingBudget.MaxMembers));
            foreach (var property in taken)
            {
                if (JsonTexts.NameOf(property) is { } name)
                {
                    (properties.TryGetValue(name, out var schemas) ? schemas : properties[name] = []).Add(property.Value);
                }
            }
        }

        return properties;
    }

    private HashSet<string> RequiredOf(SchemaParts parts, string place)
    {
        var required = new HashSet<string>(StringComparer.Ordinal);
        foreach (var names in parts.Every("required").Where(r => r.ValueKind == JsonValueKind.Array))
        {
            if (names.GetArrayLength() > SamplingBudget.MaxMembers)
            {
                _budget.Capped(place, $"only the first {SamplingBudget.MaxMembers} required properties are sent");
            }

            required.UnionWith(names.EnumerateArray().Take(SamplingBudget.MaxMembers).Select(JsonTexts.TextOf).OfType<string>());
        }

        return required;
    }

    private static JsonNode? Least(string? type) =>
        type switch
        {
            "object" => new JsonObject(),
            "array" => new JsonArray(),
            "integer" or "number" => JsonValue.Create(0),
            "boolean" => JsonValue.Create(false),
            "null" => null,
            _ => JsonValue.Create(string.Empty),
        };
}
