using System.Text.Json;

namespace Orchestra.Contracts.Specs;

/// <summary>A link of a response (OpenAPI <c>links</c>): how a later call takes its values from this one.</summary>
/// <param name="Name">Its name.</param>
/// <param name="OperationId">Id of the operation that it leads to; null where <paramref name="EndpointName"/> says it.</param>
/// <param name="EndpointName">The endpoint that its <c>operationRef</c> names, for example <c>GET /loans/{id}</c>.</param>
/// <param name="Parameters">Parameter, by name or as <c>path.name</c>, to a constant or a runtime expression such as <c>$response.body#/id</c>.</param>
/// <param name="RequestBody">The body to send: a constant or a runtime expression; null for none.</param>
public sealed record SpecLink(
    string Name,
    string? OperationId,
    string? EndpointName,
    IReadOnlyDictionary<string, JsonElement> Parameters,
    JsonElement? RequestBody = null
);
