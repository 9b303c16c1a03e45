using System.Text.Json.Nodes;
using Orchestra.Contracts.Specs;

namespace Orchestra.Generation.Inputs;

/// <summary>Values for one call of an endpoint, before they become templates.</summary>
/// <param name="Parameters">Path, query, header and cookie parameters to send, with their values.</param>
/// <param name="HasBody">Whether a body is sent.</param>
/// <param name="Body">The body.</param>
internal sealed record EndpointInput(IReadOnlyList<(SpecParameter Parameter, JsonNode? Value)> Parameters, bool HasBody, JsonNode? Body);
