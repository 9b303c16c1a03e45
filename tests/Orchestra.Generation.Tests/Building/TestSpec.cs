using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts.Specs;

namespace Orchestra.Generation.Tests.Building;

/// <summary>Endpoints written by hand: schemas as JSON text.</summary>
internal static class TestSpec
{
    public static ServiceSpec Service(string name, params SpecEndpoint[] endpoints) => new(name, endpoints);

    public static SpecEndpoint Endpoint(
        string endpointName,
        string? operationId = null,
        string? summary = null,
        string? tags = null,
        string? request = null,
        string? response = null,
        string status = "200",
        string? schemas = null,
        string? query = null,
        string dialect = "2020-12"
    )
    {
        var parts = endpointName.Split(' ');
        var document = new JsonObject
        {
            ["components"] = new JsonObject { ["schemas"] = JsonNode.Parse(schemas ?? "{}") },
            ["parameters"] = JsonNode.Parse(query ?? "{}"),
        };
        if (request is not null)
        {
            document["request"] = JsonNode.Parse(request);
        }

        if (response is not null)
        {
            document["response"] = JsonNode.Parse(response);
        }

        return new SpecEndpoint
        {
            EndpointName = endpointName,
            OperationId = operationId,
            Summary = summary,
            Tags = tags?.Split(' ') ?? [],
            Method = parts[0],
            Path = parts[1],
            Parameters =
            [
                .. document["parameters"]!.AsObject().Select(p => new SpecParameter(p.Key, "query", true, $"/parameters/{p.Key}")),
            ],
            RequestBody = request is null ? null : new SpecBody("application/json", "/request", Required: true),
            Responses = new Dictionary<string, SpecResponse>
            {
                [status] = new SpecResponse(null, response is null ? null : new SpecBody("application/json", "/response")),
            },
            Dialect = dialect,
            SchemaDocument = Json(document.ToJsonString()),
        };
    }

    public static JsonElement Json(string text) => JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 4096 }).RootElement;
}
