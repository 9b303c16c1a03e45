using Orchestra.Contracts.Errors;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Specs.Text;

namespace Orchestra.Engine.Specs;

/// <summary>Reads a document from its root.</summary>
internal static class OpenApiDocument
{
    private const string Dialect30 = "openapi-3.0";
    private const string Dialect31 = "2020-12";

    /// <summary>The endpoints, or every fault.</summary>
    /// <param name="tree">The document.</param>
    /// <param name="textFaults">What reading the text found already.</param>
    public static SpecImport Import(SpecTree tree, IReadOnlyList<Fault> textFaults)
    {
        var log = new ImportLog(textFaults);
        if (Dialect(tree.Root, log) is not { } dialect)
        {
            return new SpecImport([], null, null, log.Faults(), []);
        }

        var scope = new OpenApiScope(tree, log, dialect == Dialect30);
        var info = log.Member(tree.Root, "info"u8, SpecKind.Object);
        var title = info is null ? null : log.Text(info.Value, "title"u8);
        var version = info is null ? null : log.Text(info.Value, "version"u8);
        var operations = ReadOperations(scope, dialect);
        scope.Schemas.Walk();
        SchemaChecks.JudgeHugeNumbers(tree, log);
        var endpoints = log.FaultCount > 0 ? [] : WithDocuments(scope, operations);
        return new SpecImport(endpoints, title, version, log.Faults(), log.Warnings());
    }

    private static string? Dialect(SpecNode root, ImportLog log)
    {
        if (!log.Expect(root, SpecKind.Object))
        {
            return null;
        }

        if (root.Member("openapi"u8) is not { } node)
        {
            log.Fault(root.Member("swagger"u8) ?? root.Member("asyncapi"u8) ?? root, NotOpenApi(root));
            return null;
        }

        var version = log.Text(node);
        if (
            version is null or "3.0" or "3.1"
            || version.StartsWith("3.0.", StringComparison.Ordinal)
            || version.StartsWith("3.1.", StringComparison.Ordinal)
        )
        {
            return version switch
            {
                null => null,
                _ => version.StartsWith("3.0", StringComparison.Ordinal) ? Dialect30 : Dialect31,
            };
        }

        log.Fault(node, $"OpenAPI {version} is not covered: 3.0 and 3.1 are");
        return null;
    }

    private static string NotOpenApi(SpecNode root)
    {
        if (root.Member("swagger"u8) is not null)
        {
            return "this is Swagger 2.0, and OpenAPI 3.0 or 3.1 is needed: convert it first, for example with Swagger Editor (Edit, Convert to OpenAPI 3)";
        }

        return root.Member("asyncapi"u8) is not null
            ? "this is AsyncAPI, and OpenAPI 3.0 or 3.1 is needed for HTTP"
            : "this is not an OpenAPI document: 'openapi: 3.0.3' (or 3.1.x) is missing at its top";
    }

    private static List<ReadOperation> ReadOperations(OpenApiScope scope, string dialect)
    {
        var examples = new ExampleReader(scope);
        var contents = new ContentReader(scope, examples);
        var parameters = new ParameterReader(scope, contents, examples);
        var responses = new ResponseReader(scope, contents);
        var root = scope.Tree.Root;
        var operations = new OperationReader(scope, parameters, contents, responses, SecuritySchemes.CredentialNames(scope, root));
        if (root.Member("webhooks"u8) is { } webhooks)
        {
            scope.Log.Warn(
                ImportCodes.NotCovered,
                webhooks,
                "webhooks are not covered: they are calls that the service makes, not calls to it"
            );
        }

        var found = ReadPaths(scope, new PathItemReader(scope, parameters, operations), dialect);
        new ComponentsReader(scope, parameters, operations, responses).Read(root);
        return found;
    }

    private static List<ReadOperation> ReadPaths(OpenApiScope scope, PathItemReader reader, string dialect)
    {
        var root = scope.Tree.Root;
        var found = new List<ReadOperation>();
        var basePath = scope.Servers.Read(root) ?? "";
        if (root.Member("paths"u8) is not { } paths)
        {
            scope.Log.Fault(root, "there are no paths: a spec without operations has nothing to call");
            return found;
        }

        if (!scope.Log.Expect(paths, SpecKind.Object))
        {
            return found;
        }

        var isEmpty = true;
        foreach (var item in paths.Children)
        {
            if (!item.IsExtension)
            {
                isEmpty = false;
                found.AddRange(reader.Read(item, basePath, dialect));
            }
        }

        if (isEmpty)
        {
            scope.Log.Fault(paths, "there are no paths: a spec without operations has nothing to call");
        }

        return found;
    }

    private static List<SpecEndpoint> WithDocuments(OpenApiScope scope, List<ReadOperation> operations)
    {
        var roots = operations.SelectMany(operation => operation.Schemas).Distinct().ToList();
        var documents = new SchemaDocuments(scope.Tree, scope.Schemas.References, roots);
        return [.. operations.Select(operation => operation.Endpoint with { SchemaDocument = documents.For(operation.Schemas) })];
    }
}
