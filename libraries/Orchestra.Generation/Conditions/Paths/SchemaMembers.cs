using System.Text.Json;
using Orchestra.Contracts.Specs;
using Orchestra.Generation.Conditions.Solving;
using Orchestra.Generation.Inputs;
using Orchestra.Generation.Wiring;

namespace Orchestra.Generation.Conditions.Paths;

/// <summary>The members of what an endpoint takes and answers, with their domains.</summary>
internal sealed class SchemaMembers
{
    private const int MaxMembers = 500;
    private const int MaxDepth = 4;

    private readonly SchemaReader _reader;
    private readonly SchemaFlattener _flattener;

    public SchemaMembers(SpecEndpoint endpoint)
    {
        // What is wrong with a schema is warned of where inputs are made.
        var budget = new SamplingBudget(endpoint.EndpointName, _ => { });
        _reader = new SchemaReader(endpoint.SchemaDocument, endpoint.Dialect, budget);
        _flattener = new SchemaFlattener(_reader, budget);
        var inputs = new List<SchemaMember>();
        foreach (var parameter in endpoint.Parameters)
        {
            var schema = parameter.SchemaPointer is { } pointer ? _reader.At(pointer) : null;
            var parts = _flattener.Flatten(schema is { } found ? [found] : [], parameter.Name);
            inputs.Add(Member([parameter.Name], parts));
        }

        Add(inputs, endpoint.RequestBody?.SchemaPointer, "readOnly");
        Inputs = inputs;
        var answers = new List<SchemaMember>();
        Add(answers, SuccessResponse.Of(endpoint).Body?.SchemaPointer, "writeOnly");
        Answers = answers;
    }

    /// <summary>Parameters and members of the request body.</summary>
    public IReadOnlyList<SchemaMember> Inputs { get; }

    /// <summary>Members of the answer's body.</summary>
    public IReadOnlyList<SchemaMember> Answers { get; }

    /// <summary>Stems of the words of names, in one text.</summary>
    public static string WordsOf(IEnumerable<string> names) => string.Join(' ', names.SelectMany(ResourceWords.Of));

    private static SchemaMember Member(IReadOnlyList<string> path, SchemaParts parts) =>
        new(path, WordsOf(path), VariableDomains.Of(parts));

    private void Add(List<SchemaMember> members, string? pointer, string hiddenBy)
    {
        if (pointer is not null && _reader.At(pointer) is { } schema)
        {
            Add(members, _flattener.Flatten([schema], pointer), [], hiddenBy);
        }
    }

    private void Add(List<SchemaMember> members, SchemaParts parts, IReadOnlyList<string> path, string hiddenBy)
    {
        foreach (
            var property in parts.Every("properties").Where(p => p.ValueKind == JsonValueKind.Object).SelectMany(p => p.EnumerateObject())
        )
        {
            if (members.Count >= MaxMembers || JsonTexts.NameOf(property) is not { } name)
            {
                return;
            }

            var member = _flattener.Flatten([property.Value], name);
            if (member.Says(hiddenBy))
            {
                continue;
            }

            IReadOnlyList<string> own = [.. path, name];
            members.Add(Member(own, member));
            if (member.Type() == "object" && own.Count < MaxDepth)
            {
                Add(members, member, own, hiddenBy);
            }
        }
    }
}
