using System.Text.Json.Nodes;

namespace Orchestra.Contracts.Scenarios;

/// <summary>The input template of an HTTP step; every string in it is a template.</summary>
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

    /// <summary>Query parameters; an array repeats the name.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Query { get; init; } = new Dictionary<string, JsonNode?>();

    /// <summary>Request headers.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Headers { get; init; } = new Dictionary<string, JsonNode?>();

    /// <summary>Cookies of the request.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Cookies { get; init; } = new Dictionary<string, JsonNode?>();

    /// <summary>JSON body.</summary>
    public JsonNode? Body { get; init; }
}
