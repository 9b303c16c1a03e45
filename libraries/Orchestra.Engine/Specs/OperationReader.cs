using Orchestra.Contracts.Specs;
using Orchestra.Engine.Specs.Text;

namespace Orchestra.Engine.Specs;

/// <summary>Reads one operation.</summary>
internal sealed class OperationReader(
    OpenApiScope scope,
    ParameterReader parameters,
    ContentReader contents,
    ResponseReader responses,
    IReadOnlyList<string> credentialNames
)
{
    private const string IdempotencyKey = "Idempotency-Key";

    private readonly Dictionary<string, int> _operationIds = new(StringComparer.Ordinal);

    /// <summary>The operation; its schema document is still to come.</summary>
    public ReadOperation Read(SpecNode operation, PathScope path, string dialect)
    {
        var own = parameters.ReadList(operation);
        var all = Merge(path.Parameters, own);
        if (own is not null && path.IsComplete)
        {
            CheckPlaceholders(operation, path, own, all);
        }

        WarnOfCallbacks(operation);
        var schemas = new List<int>();
        schemas.AddRange(all.Select(parameter => parameter.Schema).OfType<int>());
        var body = ReadBody(operation);
        schemas.AddRange(body?.Schemas ?? []);
        var read = responses.ReadAll(operation);
        schemas.AddRange(read.Values.SelectMany(response => response.Schemas));
        var method = operation.Name.ToUpperInvariant();
        var endpoint = new SpecEndpoint
        {
            EndpointName = $"{method} {path.Template.Text}",
            OperationId = OperationId(operation),
            Summary = scope.Log.Text(operation, "summary"u8) ?? path.Summary,
            Tags = Tags(operation),
            Method = method,
            Path = (scope.Servers.Read(operation) ?? path.BasePath) + path.Template.Text,
            Parameters = [.. all.Select(parameter => parameter.Parameter).Where(IsSent)],
            RequestBody = body?.Body,
            Responses = read.ToDictionary(entry => entry.Key, entry => entry.Value.Response, StringComparer.Ordinal),
            DeclaresIdempotencyKey = all.Exists(parameter =>
                parameter.Parameter.In == "header" && parameter.Parameter.Name.Equals(IdempotencyKey, StringComparison.OrdinalIgnoreCase)
            ),
            CredentialNames = credentialNames,
            Dialect = dialect,
            SchemaDocument = default,
        };
        return new ReadOperation(endpoint, schemas);
    }

    /// <summary>Reads a request body, through references; null when there is none or it is broken.</summary>
    public ReadBody? ReadRequestBody(SpecNode item)
    {
        if (
            !scope.Log.Expect(item, SpecKind.Object)
            || scope.References.Follow(item) is not { } body
            || !scope.Log.Expect(body, SpecKind.Object)
        )
        {
            return null;
        }

        if (body.Member("content"u8) is null)
        {
            scope.Log.Fault(body, "this request body has no 'content'");
        }

        return contents.Read(body, scope.Log.Flag(body, "required"u8));
    }

    /// <summary>The standard leaves these headers to content negotiation and security.</summary>
    private static bool IsSent(SpecParameter parameter) =>
        parameter.In != "header"
        || !(
            parameter.Name.Equals("Accept", StringComparison.OrdinalIgnoreCase)
            || parameter.Name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)
            || parameter.Name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
        );

    private static List<ReadParameter> Merge(IReadOnlyList<ReadParameter> ofPath, List<ReadParameter>? own) =>
        own is null or [] ? [.. ofPath] : [.. ofPath.Where(parameter => !own.Exists(parameter.IsSameAs)), .. own];

    private ReadBody? ReadBody(SpecNode operation) => operation.Member("requestBody"u8) is { } body ? ReadRequestBody(body) : null;

    private void CheckPlaceholders(SpecNode operation, PathScope path, List<ReadParameter> own, List<ReadParameter> all)
    {
        foreach (var parameter in own)
        {
            path.CheckDeclared(parameter, scope.Log);
        }

        foreach (var name in path.Template.Names)
        {
            if (!all.Exists(parameter => parameter.Parameter.In == "path" && parameter.Parameter.Name == name))
            {
                scope.Log.Fault(
                    operation,
                    $"the path '{path.Template.Text}' has the placeholder '{name}', but no parameter with 'in: path' declares it"
                );
            }
        }
    }

    private string? OperationId(SpecNode operation)
    {
        var id = scope.Log.Text(operation, "operationId"u8);
        if (id is not null && !_operationIds.TryAdd(id, operation.Index) && _operationIds[id] != operation.Index)
        {
            var first = new SpecNode(scope.Tree, _operationIds[id]);
            scope.Log.Warn(
                ImportCodes.DuplicateOperationId,
                operation.Member("operationId"u8)!.Value,
                $"the operationId '{id}' is taken by the operation in line {first.Line}: bindings by this id take the first"
            );
        }

        return id;
    }

    private List<string> Tags(SpecNode operation)
    {
        var tags = new List<string>();
        if (scope.Log.Member(operation, "tags"u8, SpecKind.Array) is not { } list)
        {
            return tags;
        }

        foreach (var tag in list.Children)
        {
            if (scope.Log.Text(tag) is { } text)
            {
                tags.Add(text);
            }
        }

        return tags;
    }

    private void WarnOfCallbacks(SpecNode operation)
    {
        if (operation.Member("callbacks"u8) is { } callbacks)
        {
            scope.Log.Warn(
                ImportCodes.NotCovered,
                callbacks,
                "callbacks are not covered: nobody waits for the calls that the service makes"
            );
        }
    }
}
