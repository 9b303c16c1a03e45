using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orchestra.Api.Tests.Hosting;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Tests.Routes;

/// <summary>The OpenAPI document tells of each operation what it takes, what it answers, and how it refuses, with an example of each.</summary>
internal sealed class OpenApiTests : ApiFixture
{
    private JsonObject _document = null!;

    private IEnumerable<(string Id, JsonObject Operation)> Operations =>
        _document["paths"]!
            .AsObject()
            .SelectMany(path => path.Value!.AsObject())
            .Select(pair => ((string)pair.Value!["operationId"]!, pair.Value!.AsObject()));

    protected override async Task PrepareAsync() => _document = await Host.Client().ReadAsync("/openapi/v1.json");

    [Test]
    public void Each_operation_has_an_example_of_its_body_and_of_its_answer()
    {
        Assert.That(Operations.Count(), Is.EqualTo(ApiRoute.Of(Host).Count));
        using (Assert.EnterMultipleScope())
        {
            foreach (var (id, operation) in Operations)
            {
                foreach (var (mediaType, content) in Members(operation["requestBody"]?["content"]))
                {
                    Assert.That(content["example"], Is.Not.Null, $"{id}: no example of the body as {mediaType}");
                }

                var answers = operation["responses"]!.AsObject().Where(answer => answer.Key[0] == '2').ToList();
                Assert.That(answers, Is.Not.Empty, id);
                Assert.That(
                    answers.Exists(answer => answer.Key == "204" || Members(answer.Value!["content"]).Any()),
                    $"{id}: the answer has no content"
                );
                foreach (var (mediaType, content) in answers.SelectMany(answer => Members(answer.Value!["content"])))
                {
                    Assert.That(content["example"], Is.Not.Null, $"{id}: no example of the answer as {mediaType}");
                }
            }
        }
    }

    [Test]
    public void Each_refusal_has_the_error_shape_and_an_example_of_its_status()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var (id, operation) in Operations)
            {
                var refusals = operation["responses"]!.AsObject().Where(answer => answer.Key[0] is '4' or '5').ToList();
                Assert.That(refusals.Select(refusal => refusal.Key), Is.SupersetOf(new[] { "401", "403", "429", "500", "503" }), id);
                foreach (var (status, refusal) in refusals)
                {
                    var content = Resolve(refusal!)["content"]!["application/json"]!;
                    var code = ErrorCodes.NameOf(ErrorCodes.Of(int.Parse(status, CultureInfo.InvariantCulture)));
                    Assert.That((string?)content["example"]?["error"], Is.EqualTo(code), $"{id} {status}");
                    var shape = Resolve(content["schema"]!)["properties"]!.AsObject().Select(property => property.Key);
                    Assert.That(shape, Is.EquivalentTo(new[] { "error", "message", "faults", "traceId" }), $"{id} {status}");
                }
            }
        }
    }

    [Test]
    public void An_example_is_what_the_route_reads_and_writes()
    {
        var options = Host.App.Services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        using (Assert.EnterMultipleScope())
        {
            foreach (var endpoint in Host.Endpoints.Where(endpoint => ApiRoute.PermissionOf(endpoint) is not null))
            {
                var id = endpoint.Metadata.GetRequiredMetadata<IEndpointNameMetadata>().EndpointName;
                var operation = Operations.Single(pair => pair.Id == id).Operation;
                if (endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is { } body)
                {
                    var example = operation["requestBody"]!["content"]!["application/json"]!["example"];
                    Assert.That(() => example.Deserialize(body, options), Throws.Nothing, id);
                }

                foreach (var answer in endpoint.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>())
                {
                    var example = operation["responses"]?[$"{answer.StatusCode}"]?["content"]?["application/json"]?["example"];
                    if (answer.Type is { } type && type != typeof(void))
                    {
                        Assert.That(() => example!.Deserialize(type, options), Throws.Nothing, $"{id} {answer.StatusCode}");
                    }
                }
            }
        }
    }

    [TestCase("CreateDataSet", "Idempotency-Key", false)]
    [TestCase("CreateSuiteRun", "Idempotency-Key", false)]
    [TestCase("PutSettings", "If-Match", true)]
    [TestCase("StreamTestRun", "Last-Event-ID", false)]
    [TestCase("StreamSuiteRun", "Last-Event-ID", false)]
    public void Headers_that_a_route_reads_are_its_parameters(string id, string name, bool required)
    {
        var header = Parameters(id).SingleOrDefault(parameter => (string?)parameter["name"] == name);

        Assert.That((string?)header?["in"], Is.EqualTo("header"));
        Assert.That((bool?)header!["required"] ?? false, Is.EqualTo(required));
        Assert.That((string?)header["description"], Is.Not.Empty);
    }

    [Test]
    public void Headers_belong_only_to_routes_that_read_them()
    {
        Assert.That(Parameters("CreateApiKey").Select(parameter => (string?)parameter["name"]), Has.None.EqualTo("Idempotency-Key"));
        Assert.That(Parameters("GetSettings").Select(parameter => (string?)parameter["name"]), Has.None.EqualTo("If-Match"));
    }

    [TestCase("GetSettings", "ETag")]
    [TestCase("PutSettings", "ETag")]
    [TestCase("CreateDataSet", "Idempotency-Replayed")]
    public void Headers_of_an_answer_are_told(string id, string name) =>
        Assert.That(Answer(id)["headers"]?.AsObject().Select(header => header.Key), Does.Contain(name));

    [TestCase("StreamTestRun", "text/event-stream")]
    [TestCase("StreamSuiteRun", "text/event-stream")]
    [TestCase("GetTestRunReport", "application/json", "application/x-ndjson", "application/xml", "text/html", "application/zip")]
    [TestCase("GetSuiteRunReport", "application/json", "application/x-ndjson", "application/xml", "text/html", "application/zip")]
    [TestCase("GetProcessSource", "application/xml")]
    public void Answers_of_other_types_are_told(string id, params string[] mediaTypes) =>
        Assert.That(Answer(id)["content"]!.AsObject().Select(content => content.Key), Is.EquivalentTo(mediaTypes));

    [Test]
    public void Every_reference_of_the_document_leads_somewhere()
    {
        foreach (var reference in References(_document))
        {
            Assert.That(() => Follow(reference), Throws.Nothing, reference);
            Assert.That(Follow(reference), Is.Not.Null, reference);
        }
    }

    private IEnumerable<JsonNode> Parameters(string id) =>
        Operations.Single(pair => pair.Id == id).Operation["parameters"]?.AsArray().OfType<JsonNode>() ?? [];

    private JsonNode Answer(string id) =>
        Operations.Single(pair => pair.Id == id).Operation["responses"]!.AsObject().First(answer => answer.Key[0] == '2').Value!;

    private JsonNode Resolve(JsonNode node) => (string?)node["$ref"] is { } reference ? Follow(reference)! : node;

    private JsonNode? Follow(string reference) =>
        reference.TrimStart('#', '/').Split('/').Aggregate((JsonNode?)_document, (node, name) => node![name]);

    private static IEnumerable<string> References(JsonNode? node) =>
        node switch
        {
            JsonObject item => item.SelectMany(pair =>
                pair.Key == "$ref" ? [pair.Value!.GetValue<string>()]
                : pair.Key == "example" ? []
                : References(pair.Value)
            ),
            JsonArray items => items.SelectMany(References),
            _ => [],
        };

    private static IEnumerable<(string Key, JsonNode Value)> Members(JsonNode? node) =>
        (node as JsonObject ?? []).Select(pair => (pair.Key, pair.Value!));
}
