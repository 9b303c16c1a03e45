using Orchestra.Contracts.Specs;
using Orchestra.Engine.Plugins.Steps;
using Orchestra.Engine.Specs.Text;

namespace Orchestra.Engine.Specs.AsyncApi;

/// <summary>Reads messages and makes endpoints of the operations that carry them.</summary>
internal sealed class MessageReader(OpenApiScope scope)
{
    /// <summary>What a test does where the service receives.</summary>
    public const string Publish = "PUBLISH";

    /// <summary>What a test does where the service sends.</summary>
    public const string Consume = "CONSUME";

    // AsyncAPI's schemas are draft-07 with additions that validation does not meet.
    private const string Dialect = "draft-07";
    private const string DefaultContentType = "application/json";

    private readonly string _contentType = scope.Log.Text(scope.Tree.Root, "defaultContentType"u8) ?? DefaultContentType;

    /// <summary>An endpoint; its schema document is still to come.</summary>
    /// <param name="method">PUBLISH or CONSUME.</param>
    /// <param name="address">The channel's.</param>
    /// <param name="operation">The operation's object.</param>
    /// <param name="operationId">Its id.</param>
    /// <param name="message">Its message; null where it names none.</param>
    /// <param name="channel">The channel's object, whose AMQP binding may name an exchange.</param>
    public ReadOperation Endpoint(
        string method,
        string address,
        SpecNode operation,
        string? operationId,
        ReadBody? message,
        SpecNode channel
    )
    {
        var isPublish = method == Publish;
        var endpoint = new SpecEndpoint
        {
            EndpointName = $"{method} {address}",
            OperationId = operationId,
            Summary = scope.Log.Text(operation, "summary"u8),
            Tags = Tags(operation),
            Method = method,
            Path = address,
            Exchange = ExchangeOf(channel),
            RequestBody = isPublish ? message?.Body : null,
            Responses = isPublish
                ? new Dictionary<string, SpecResponse>()
                : new Dictionary<string, SpecResponse> { [MessageContract.Response] = new(null, message?.Body) },
            Dialect = Dialect,
            SchemaDocument = default,
        };
        return new ReadOperation(endpoint, message?.Schema is { } schema ? [schema] : []);
    }

    /// <summary>Reads a message, through references; null where it is broken.</summary>
    public ReadBody? Read(SpecNode item)
    {
        if (
            !scope.Log.Expect(item, SpecKind.Object)
            || scope.References.Follow(item) is not { } message
            || !scope.Log.Expect(message, SpecKind.Object)
        )
        {
            return null;
        }

        var contentType = scope.Log.Text(message, "contentType"u8) ?? _contentType;
        var payload = message.Member("payload"u8);
        var format = scope.Log.Text(message, "schemaFormat"u8);
        // AsyncAPI 3 may wrap a schema with its format.
        if (payload is { } wrapped && wrapped.Member("schemaFormat"u8) is { } own && wrapped.Member("schema"u8) is { } inner)
        {
            (format, payload) = (scope.Log.Text(own), inner);
        }

        if (payload is { } foreign && format is not null && !IsJsonSchema(format))
        {
            scope.Log.Warn(ImportCodes.NotCovered, foreign, $"payloads in the format '{format}' are not covered: messages are not checked");
            payload = null;
        }

        var schema = scope.Schemas.Add(payload);
        return new ReadBody(new SpecBody(contentType, scope.Pointer(schema), ExampleOf(message), Required: true), schema?.Index);
    }

    /// <summary>The one message of several that is used; a warning tells of the others.</summary>
    public ReadBody? First(SpecNode at, IReadOnlyList<SpecNode> messages)
    {
        // All are read, so that the faults of each are found.
        var read = messages.Select(Read).ToList();
        if (read.Count > 1)
        {
            scope.Log.Warn(ImportCodes.NotCovered, at, "there is more than one message: the schema of none is checked");
            return null;
        }

        return read.FirstOrDefault();
    }

    private static System.Text.Json.JsonElement? ExampleOf(SpecNode message)
    {
        if (message.Member("examples"u8) is not { Kind: SpecKind.Array } examples)
        {
            return null;
        }

        foreach (var example in examples.Children)
        {
            return example.Member("payload"u8)?.ToElement();
        }

        return null;
    }

    // AMQP binding 0.2 and 0.3: a channel is a routing key of an exchange, unless it says that it is a queue.
    private static string? ExchangeOf(SpecNode channel) =>
        channel.Member("bindings"u8) is { Kind: SpecKind.Object } bindings
        && bindings.Member("amqp"u8) is { Kind: SpecKind.Object } amqp
        && amqp.Member("is"u8) is not { Kind: SpecKind.String, Text: "queue" }
        && amqp.Member("exchange"u8) is { Kind: SpecKind.Object } exchange
        && exchange.Member("name"u8) is { Kind: SpecKind.String, Text.Length: > 0 } name
            ? name.Text
            : null;

    private static bool IsJsonSchema(string format) =>
        format.Contains("aai.asyncapi", StringComparison.OrdinalIgnoreCase)
        || format.Contains("schema+json", StringComparison.OrdinalIgnoreCase)
        || format.Contains("schema+yaml", StringComparison.OrdinalIgnoreCase);

    private List<string> Tags(SpecNode operation)
    {
        var tags = new List<string>();
        if (scope.Log.Member(operation, "tags"u8, SpecKind.Array) is { } list)
        {
            foreach (var tag in list.Children)
            {
                if (scope.References.Follow(tag) is { } named && scope.Log.Text(named, "name"u8) is { } name)
                {
                    tags.Add(name);
                }
            }
        }

        return tags;
    }
}
