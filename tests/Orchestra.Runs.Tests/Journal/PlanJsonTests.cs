using System.Text.Json;
using Orchestra.Contracts.Specs;
using Orchestra.Runs.Journal;
using Orchestra.Testing.Builders;

namespace Orchestra.Runs.Tests.Journal;

/// <summary>A schema document that endpoints share is stored once in a plan.</summary>
internal sealed class PlanJsonTests
{
    [Test]
    public void A_shared_document_is_written_once_and_read_by_all_who_share_it()
    {
        var shared = JsonElement.Parse($$"""{"a":"{{new string('x', 100_000)}}"}""");
        var empty = JsonElement.Parse("{}");
        var own = JsonElement.Parse("""{"own":true}""");
        // jsonb orders keys by length first: the last of the three comes first.
        var endpoints = new Dictionary<string, SpecEndpoint>
        {
            ["loans#GET /long"] = Endpoint(shared),
            ["loans#GET /longer"] = Endpoint(shared),
            ["loans#GET /"] = Endpoint(shared),
            ["loans#GET /own"] = Endpoint(own),
            ["loans#GET /none"] = Endpoint(empty),
            ["loans#GET /none2"] = Endpoint(empty),
        };

        var text = PlanJson.Write(A.Plan() with { Endpoints = endpoints });
        var read = PlanJson.Read(text)!.Endpoints;

        Assert.That(text, Has.Length.LessThan(110_000));
        Assert.That(
            endpoints.Keys.Where(key => read[key].SchemaDocument.GetRawText() != endpoints[key].SchemaDocument.GetRawText()),
            Is.Empty
        );
    }

    private static SpecEndpoint Endpoint(JsonElement document) =>
        new()
        {
            EndpointName = "GET /",
            Method = "GET",
            Path = "/",
            Dialect = "openapi-3.0",
            SchemaDocument = document,
        };
}
