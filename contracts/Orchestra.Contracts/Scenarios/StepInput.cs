using System.Text.Json.Nodes;

namespace Orchestra.Contracts.Scenarios;

/// <summary>The input template of a step; every string in it is a template. A channel knows its own members only, others are refused when the scenario is stored.</summary>
public sealed record StepInput
{
    /// <summary>Method, when the step names no endpoint.</summary>
    public string? Method { get; init; }

    /// <summary>Path below the service's URL, when the step names no endpoint.</summary>
    public string? Path { get; init; }

    /// <summary>Absolute URL; wins over service and path.</summary>
    public string? Url { get; init; }

    /// <summary>Values of the path template.</summary>
    public IReadOnlyDictionary<string, JsonNode?> PathParams { get; init; } = new Dictionary<string, JsonNode?>();

    /// <summary>Query parameters, written as the spec says; one that it does not declare repeats its name for each item of an array.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Query { get; init; } = new Dictionary<string, JsonNode?>();

    /// <summary>HTTP_REST: request headers. KAFKA, QUEUE: the message's.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Headers { get; init; } = new Dictionary<string, JsonNode?>();

    /// <summary>Cookies of the request.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Cookies { get; init; } = new Dictionary<string, JsonNode?>();

    /// <summary>HTTP_REST, QUEUE: the body; JSON, or text where the Content-Type says so.</summary>
    public JsonNode? Body { get; init; }

    /// <summary>HTTP_REST: a binary body in base64, instead of <c>body</c>.</summary>
    public JsonNode? BodyBase64 { get; init; }

    /// <summary>HTTP_REST: the members of a form (<c>application/x-www-form-urlencoded</c>), instead of <c>body</c>.</summary>
    public IReadOnlyDictionary<string, JsonNode?>? Form { get; init; }

    /// <summary>HTTP_REST: the parts of a <c>multipart/form-data</c> body in their order, instead of <c>body</c>.</summary>
    public IReadOnlyList<StepPart>? Multipart { get; init; }

    /// <summary>KAFKA: the topic, when the step names no endpoint and its meta none.</summary>
    public JsonNode? Topic { get; init; }

    /// <summary>KAFKA: the message's key.</summary>
    public JsonNode? Key { get; init; }

    /// <summary>KAFKA: the message's value, by <c>meta.format</c>.</summary>
    public JsonNode? Value { get; init; }

    /// <summary>GRPC: metadata of the call.</summary>
    public IReadOnlyDictionary<string, JsonNode?>? Metadata { get; init; }

    /// <summary>GRPC: the messages sent, in proto3 JSON; one where the client does not stream.</summary>
    public IReadOnlyList<JsonNode?>? Messages { get; init; }

    /// <summary>DB: values of the statement's <c>@name</c> parameters.</summary>
    public IReadOnlyDictionary<string, JsonNode?>? Parameters { get; init; }

    /// <summary>QUEUE: the exchange; the default one when absent.</summary>
    public JsonNode? Exchange { get; init; }

    /// <summary>QUEUE: the routing key; the queue's name when absent.</summary>
    public JsonNode? RoutingKey { get; init; }
}
