using System.Text.Json;
using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Specs;
using Orchestra.Generation.Inputs;

namespace Orchestra.Generation.Wiring;

/// <summary>Reads the scalar members of an endpoint's successful answer: its own, and those one level below.</summary>
internal sealed class ResponseFields
{
    private const int MaxFields = 500;

    // Members that only wrap the answer: what is inside is still the resource itself.
    private static readonly HashSet<string> _envelopes = new(StringComparer.OrdinalIgnoreCase)
    {
        "data",
        "result",
        "item",
        "payload",
        "content",
        "entity",
    };

    private static readonly HashSet<string> _lists = new(StringComparer.OrdinalIgnoreCase)
    {
        "items",
        "data",
        "results",
        "content",
        "values",
        "elements",
        "list",
    };

    private readonly SchemaReader _reader;
    private readonly SchemaFlattener _flattener;
    private readonly List<ResponseField> _fields = [];

    private ResponseFields(SpecEndpoint endpoint, SamplingBudget budget)
    {
        _reader = new SchemaReader(endpoint.SchemaDocument, endpoint.Dialect, budget);
        _flattener = new SchemaFlattener(_reader, budget);
    }

    /// <summary>The members of the endpoint's answer; none when it declares no JSON.</summary>
    public static IReadOnlyList<ResponseField> Of(SpecEndpoint endpoint, Action<ImportWarning> warn) =>
        Of(endpoint, SuccessResponse.Of(endpoint).Body, warn);

    /// <summary>The members of a body of the endpoint.</summary>
    public static IReadOnlyList<ResponseField> Of(SpecEndpoint endpoint, SpecBody? body, Action<ImportWarning> warn)
    {
        var pointer = body?.SchemaPointer;
        if (pointer is null)
        {
            return [];
        }

        var fields = new ResponseFields(endpoint, new SamplingBudget(endpoint.EndpointName, warn));
        fields.Read(endpoint, pointer);
        return fields._fields;
    }

    private void Read(SpecEndpoint endpoint, string pointer)
    {
        if (_reader.At(pointer) is not { } schema)
        {
            return;
        }

        var parts = _flattener.Flatten([schema], pointer);
        var byPath = PathTemplate.Of(endpoint.Path).LastFixed is { } segment ? ResourceWords.Of(segment) : [];
        if (parts.Type() == "array")
        {
            AddItems(parts, [], byPath);
            return;
        }

        var names = NamesOf(parts, byPath);
        foreach (var (name, property) in Members(parts))
        {
            switch (property.Type())
            {
                case "object":
                    AddScalars(
                        property,
                        [name],
                        _envelopes.Contains(name) ? [.. names, .. NamesOf(property, [])] : NamesOf(property, ResourceWords.Of(name)),
                        false
                    );
                    break;
                case "array":
                    AddItems(property, [name], _lists.Contains(name) ? byPath : ResourceWords.Of(name));
                    break;
                default:
                    Add([name], property, names, false);
                    break;
            }
        }
    }

    private void AddItems(SchemaParts array, IReadOnlyList<object> path, IReadOnlyList<string> resource)
    {
        var item = _flattener.Flatten(array.Every("items"), "items");
        AddScalars(item, [.. path, 0], NamesOf(item, resource), true);
    }

    private void AddScalars(SchemaParts parts, IReadOnlyList<object> path, IReadOnlyList<IReadOnlyList<string>> names, bool isListed)
    {
        foreach (var (name, property) in Members(parts))
        {
            if (property.Type() is not ("object" or "array"))
            {
                Add([.. path, name], property, names, isListed);
            }
        }
    }

    private void Add(IReadOnlyList<object> path, SchemaParts property, IReadOnlyList<IReadOnlyList<string>> names, bool isListed)
    {
        if (_fields.Count < MaxFields)
        {
            _fields.Add(new ResponseField(path, ResourceWords.Of((string)path[^1]), property.Type(), names, isListed));
        }
    }

    private IEnumerable<(string Name, SchemaParts Property)> Members(SchemaParts parts) =>
        parts
            .Every("properties")
            .Where(p => p.ValueKind == JsonValueKind.Object)
            .SelectMany(p => p.EnumerateObject().Take(MaxFields))
            .Select(p => (Name: JsonTexts.NameOf(p), p.Value))
            .Where(p => p.Name is not null)
            .DistinctBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => (p.Name!, _flattener.Flatten([p.Value], p.Name!)));

    private static IReadOnlyList<IReadOnlyList<string>> NamesOf(SchemaParts parts, IReadOnlyList<string> other)
    {
        var names = parts.Refs.Select(r => ResourceWords.OfSchema(r[(r.LastIndexOf('/') + 1)..])).ToList();
        if (JsonTexts.TextOf(parts.First("title") ?? default) is { } title)
        {
            names.Add(ResourceWords.OfSchema(title));
        }

        names.Add(other);
        return [.. names.Where(n => n.Count > 0)];
    }
}
