using System.Text.Json.Nodes;

namespace Orchestra.Samples.Bank.Tests;

/// <summary>One operation of the OpenAPI document.</summary>
internal sealed record OpenApiOperation(string Id, HttpMethod Method, string Path, JsonObject Definition)
{
    public IEnumerable<int> DeclaredStatuses =>
        Definition["responses"]!.AsObject().Select(r => r.Key).Where(k => k != "default").Select(k => int.Parse(k, null));

    public bool DeclaresIdempotencyKey =>
        Definition["parameters"]?.AsArray().Any(p => p!["$ref"]?.GetValue<string>() == "#/components/parameters/IdempotencyKey") == true;
}
