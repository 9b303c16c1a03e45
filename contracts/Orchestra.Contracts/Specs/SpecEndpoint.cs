using System.Text.Json;

namespace Orchestra.Contracts.Specs;

/// <summary>One operation of a service, with everything that generation and contract checks need.</summary>
public sealed record SpecEndpoint
{
    /// <summary>Name within the service, for example <c>GET /applications/{id}</c>.</summary>
    public required string EndpointName { get; init; }

    /// <summary>The operation's id; null when the spec has none.</summary>
    public string? OperationId { get; init; }

    /// <summary>One line that says what it does.</summary>
    public string? Summary { get; init; }

    /// <summary>Tags of the spec.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>
    /// HTTP method in upper case. GRPC: <c>UNARY</c>, <c>CLIENT_STREAMING</c>, <c>SERVER_STREAMING</c> or <c>DUPLEX</c>. Messages: what a
    /// test does, <c>PUBLISH</c> or <c>CONSUME</c>. DB: <c>SELECT</c>.
    /// </summary>
    public required string Method { get; init; }

    /// <summary>Path template, with the base path of the spec's first server in front.</summary>
    public required string Path { get; init; }

    /// <summary>Path, query, header and cookie parameters; those of the path item included.</summary>
    public IReadOnlyList<SpecParameter> Parameters { get; init; } = [];

    /// <summary>The request body; null for none.</summary>
    public SpecBody? RequestBody { get; init; }

    /// <summary>Responses by status as the spec writes it: <c>201</c>, <c>4XX</c>, <c>default</c>.</summary>
    public IReadOnlyDictionary<string, SpecResponse> Responses { get; init; } = new Dictionary<string, SpecResponse>();

    /// <summary>Whether the operation declares the header <c>Idempotency-Key</c>: then a lost call may be sent again.</summary>
    public bool DeclaresIdempotencyKey { get; init; }

    /// <summary>Headers and query parameters in which the spec's security schemes (<c>apiKey</c>) put a credential: never recorded.</summary>
    public IReadOnlyList<string> CredentialNames { get; init; } = [];

    /// <summary>JSON Schema dialect of the schemas: <c>openapi-3.0</c> or <c>2020-12</c>.</summary>
    public required string Dialect { get; init; }

    /// <summary>A document in which every <c>$ref</c> of this endpoint's schemas resolves: each reachable target stands at the pointer that it has in the spec. Schemas of this endpoint are named by pointers into it.</summary>
    public required JsonElement SchemaDocument { get; init; }

    /// <summary>Messages over AMQP: the exchange that the channel's binding names, whose routing key is <see cref="Path"/>; null where the path is a queue.</summary>
    public string? Exchange { get; init; }

    /// <summary>GRPC: the FileDescriptorSet of its method in base64, only the files that it needs; null for the other protocols.</summary>
    public string? DescriptorSet { get; init; }
}
