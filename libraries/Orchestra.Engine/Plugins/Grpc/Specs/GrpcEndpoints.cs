using System.Text.Json;
using Google.Protobuf.Reflection;
using Orchestra.Contracts.Errors;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Plugins.Grpc.Messages;
using Orchestra.Engine.Specs;

namespace Orchestra.Engine.Plugins.Grpc.Specs;

/// <summary>Endpoints of the methods in descriptors.</summary>
internal static class GrpcEndpoints
{
    private const int MaxSummary = 300;

    public static SpecImport Of(ProtoSchema schema)
    {
        var methods = schema.Methods.ToList();
        if (methods.Count == 0)
        {
            return new SpecImport([], null, null, [new Fault("", null, "there is no service with a method in it")], []);
        }

        var names = methods.CountBy(method => method.Name).Where(count => count.Value == 1).Select(count => count.Key).ToHashSet();
        var endpoints = methods.GroupBy(method => method.File).SelectMany(file => EndpointsOf(file.Key, [.. file], names)).ToList();
        return new SpecImport(endpoints, methods[0].File.Package is { Length: > 0 } package ? package : null, null, [], []);
    }

    // One document for all methods of a file, which is then stored once, and one set.
    private static IEnumerable<SpecEndpoint> EndpointsOf(FileDescriptor file, List<MethodDescriptor> methods, HashSet<string> names)
    {
        var schemas = new MessageSchemas();
        foreach (var method in methods)
        {
            schemas.PointerOf(method.InputType);
            OutputOf(method, schemas);
        }

        var document = JsonSerializer.SerializeToElement(schemas.Document);
        var set = Convert.ToBase64String(ProtoSchema.SetOf(file));
        return methods.Select(method => new SpecEndpoint
        {
            EndpointName = $"{method.Service.FullName}/{method.Name}",
            OperationId = names.Contains(method.Name) ? method.Name : $"{method.Service.Name}.{method.Name}",
            Summary = SummaryOf(method),
            Tags = [method.Service.FullName],
            Method = KindOf(method),
            Path = $"/{method.Service.FullName}/{method.Name}",
            RequestBody = new SpecBody("application/json", schemas.PointerOf(method.InputType), Required: true),
            Responses = new Dictionary<string, SpecResponse>
            {
                ["0"] = new("OK", new SpecBody("application/json", OutputOf(method, schemas))),
            },
            DeclaresIdempotencyKey = IsRepeatable(method),
            Dialect = "2020-12",
            SchemaDocument = document,
            DescriptorSet = set,
        });
    }

    private static string OutputOf(MethodDescriptor method, MessageSchemas schemas) =>
        method.IsServerStreaming ? schemas.PointerOfMany(method.OutputType) : schemas.PointerOf(method.OutputType);

    private static string KindOf(MethodDescriptor method) =>
        (method.IsClientStreaming, method.IsServerStreaming) switch
        {
            (false, false) => "UNARY",
            (true, false) => "CLIENT_STREAMING",
            (false, true) => "SERVER_STREAMING",
            _ => "DUPLEX",
        };

    // option idempotency_level: what may be sent again after a crash.
    private static bool IsRepeatable(MethodDescriptor method) =>
        method.ToProto().Options?.IdempotencyLevel
            is MethodOptions.Types.IdempotencyLevel.NoSideEffects
                or MethodOptions.Types.IdempotencyLevel.Idempotent;

    private static string? SummaryOf(MethodDescriptor method)
    {
        var comment = method.Declaration?.LeadingComments.Trim() ?? "";
        var end = comment.IndexOf("\n\n", StringComparison.Ordinal);
        var words = string.Join(
            ' ',
            comment[..(end < 0 ? comment.Length : end)].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );
        return words.Length == 0 ? null : words[..Math.Min(words.Length, MaxSummary)];
    }
}
