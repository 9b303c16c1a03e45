using Orchestra.Contracts.Specs;
using Orchestra.Engine.Specs.Text;

namespace Orchestra.Engine.Specs;

/// <summary>Reads responses.</summary>
internal sealed class ResponseReader(OpenApiScope scope, ContentReader contents)
{
    private static readonly StringComparer IgnoreCase = StringComparer.OrdinalIgnoreCase;

    private readonly Dictionary<int, ReadResponse?> _read = [];
    private readonly LinkReader _links = new(scope);

    /// <summary>The responses of an operation by status; a fault when there is none.</summary>
    public Dictionary<string, ReadResponse> ReadAll(SpecNode operation)
    {
        var responses = new Dictionary<string, ReadResponse>(StringComparer.Ordinal);
        if (operation.Member("responses"u8) is not { } list)
        {
            scope.Log.Fault(operation, "this operation has no responses: declare at least one status or 'default'");
            return responses;
        }

        if (!scope.Log.Expect(list, SpecKind.Object))
        {
            return responses;
        }

        var isEmpty = true;
        foreach (var item in list.Children)
        {
            if (item.IsExtension)
            {
                continue;
            }

            isEmpty = false;
            var response = Read(item);
            if (Status(item.Name) is not { } status)
            {
                scope.Log.Fault(item, $"'{item.Name}' is no status: write a number such as 201, a class such as 4XX, or default");
            }
            else if (response is not null && !responses.TryAdd(status, response))
            {
                scope.Log.Fault(item, $"the status {status} is declared twice");
            }
        }

        if (isEmpty)
        {
            scope.Log.Fault(list, "this operation has no responses: declare at least one status or 'default'");
        }

        return responses;
    }

    /// <summary>One response, through references; null when it is broken.</summary>
    public ReadResponse? Read(SpecNode item)
    {
        if (!scope.Log.Expect(item, SpecKind.Object) || scope.References.Follow(item) is not { } node)
        {
            return null;
        }

        if (!_read.TryGetValue(node.Index, out var response))
        {
            _read[node.Index] = response = ReadOne(node);
        }

        return response;
    }

    /// <summary>One header, through references.</summary>
    /// <returns>It as a parameter, and its schema; none where it is broken.</returns>
    public (SpecParameter? Header, int? Schema) ReadHeader(SpecNode item)
    {
        if (
            !scope.Log.Expect(item, SpecKind.Object)
            || scope.References.Follow(item) is not { } header
            || !scope.Log.Expect(header, SpecKind.Object)
        )
        {
            return (null, null);
        }

        var schema = scope.Schemas.Add(header.Member("schema"u8));
        var content = contents.Read(header, isRequired: false);
        var pointer = scope.Pointer(schema) ?? content?.Body.SchemaPointer;
        var parameter = new SpecParameter(item.Name, "header", scope.Log.Flag(header, "required"u8), pointer)
        {
            Explode = content is null ? scope.Log.OptionalFlag(header, "explode"u8) : null,
            ContentType = content?.Body.ContentType,
        };
        return (parameter, schema?.Index ?? content?.Schema);
    }

    private static string? Status(string name)
    {
        if (name == "default")
        {
            return name;
        }

        var isStatus = name.Length == 3 && name[0] is >= '1' and <= '5';
        if (isStatus && char.IsAsciiDigit(name[1]) && char.IsAsciiDigit(name[2]))
        {
            return name;
        }

        return isStatus && name.AsSpan(1).Equals("XX", StringComparison.OrdinalIgnoreCase) ? $"{name[0]}XX" : null;
    }

    private ReadResponse? ReadOne(SpecNode node)
    {
        if (!scope.Log.Expect(node, SpecKind.Object))
        {
            return null;
        }

        var schemas = new List<int>();
        var description = scope.Log.Text(node, "description"u8);
        var headers = ReadHeaders(node, schemas);
        var body = contents.Read(node, isRequired: false);
        schemas.AddRange(body?.Schemas ?? []);
        var response = new SpecResponse(description, body?.Body, headers?.ToDictionary(Name, header => header.SchemaPointer, IgnoreCase))
        {
            HeaderParameters = headers is { Count: > 0 } ? headers : null,
        };
        return new ReadResponse(response with { Links = _links.ReadAll(node) }, schemas);
    }

    private static string Name(SpecParameter header) => header.Name;

    private List<SpecParameter>? ReadHeaders(SpecNode node, List<int> schemas)
    {
        if (scope.Log.Member(node, "headers"u8, SpecKind.Object) is not { } list)
        {
            return null;
        }

        var headers = new List<SpecParameter>();
        foreach (var item in list.Children)
        {
            var (header, schema) = ReadHeader(item);
            // The standard leaves this one to the media type.
            if (string.Equals(item.Name, "Content-Type", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            // HTTP makes no difference between two spellings of a name: the last one counts.
            headers.RemoveAll(other => other.Name.Equals(item.Name, StringComparison.OrdinalIgnoreCase));
            headers.Add(header ?? new SpecParameter(item.Name, "header", Required: false, null));
            if (schema is { } index)
            {
                schemas.Add(index);
            }
        }

        return headers;
    }
}
