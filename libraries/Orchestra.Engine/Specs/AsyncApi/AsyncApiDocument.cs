using Orchestra.Contracts.Errors;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Specs.Text;

namespace Orchestra.Engine.Specs.AsyncApi;

/// <summary>Reads a document from its root.</summary>
internal static class AsyncApiDocument
{
    /// <summary>The endpoints, or every fault.</summary>
    /// <param name="tree">The document.</param>
    /// <param name="textFaults">What reading the text found already.</param>
    public static SpecImport Import(SpecTree tree, IReadOnlyList<Fault> textFaults)
    {
        var log = new ImportLog(textFaults);
        if (IsVersion3(tree.Root, log) is not { } isVersion3)
        {
            return new SpecImport([], null, null, log.Faults(), []);
        }

        var scope = new OpenApiScope(tree, log, isDialect30: false);
        var info = log.Member(tree.Root, "info"u8, SpecKind.Object);
        var title = info is null ? null : log.Text(info.Value, "title"u8);
        var version = info is null ? null : log.Text(info.Value, "version"u8);
        var operations = isVersion3 ? new OperationsReader3(scope).Read() : new ChannelsReader2(scope).Read();
        var named = Once(operations, log);
        scope.Schemas.Walk();
        SchemaChecks.JudgeHugeNumbers(tree, log);
        var endpoints = log.FaultCount > 0 ? [] : WithDocuments(scope, named);
        return new SpecImport(endpoints, title, version, log.Faults(), log.Warnings());
    }

    private static bool? IsVersion3(SpecNode root, ImportLog log)
    {
        if (!log.Expect(root, SpecKind.Object))
        {
            return null;
        }

        if (root.Member("asyncapi"u8) is not { } node)
        {
            log.Fault(
                root.Member("openapi"u8) ?? root,
                "this is not an AsyncAPI document: 'asyncapi: 2.6.0' (or 3.0.0) is missing at its top"
            );
            return null;
        }

        var version = log.Text(node);
        if (version is null)
        {
            return null;
        }

        if (version.StartsWith("2.", StringComparison.Ordinal) || version.StartsWith("3.0", StringComparison.Ordinal))
        {
            return version[0] == '3';
        }

        log.Fault(node, $"AsyncAPI {version} is not covered: 2.0 to 2.6 and 3.0 are");
        return null;
    }

    // Two operations may do the same on one channel; steps name an endpoint by what is done.
    private static List<ReadOperation> Once(List<(SpecNode Node, ReadOperation Operation)> operations, ImportLog log)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var once = new List<ReadOperation>();
        foreach (var (node, operation) in operations)
        {
            if (names.Add(operation.Endpoint.EndpointName))
            {
                once.Add(operation);
            }
            else
            {
                log.Warn(
                    ImportCodes.NotCovered,
                    node,
                    $"'{operation.Endpoint.EndpointName}' stands here twice: the first operation counts"
                );
            }
        }

        return once;
    }

    private static List<SpecEndpoint> WithDocuments(OpenApiScope scope, List<ReadOperation> operations)
    {
        var roots = operations.SelectMany(operation => operation.Schemas).Distinct().ToList();
        var documents = new SchemaDocuments(scope.Tree, scope.Schemas.References, roots);
        return [.. operations.Select(operation => operation.Endpoint with { SchemaDocument = documents.For(operation.Schemas) })];
    }
}
