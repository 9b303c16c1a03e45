using System.Text.Json;
using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;
using Orchestra.Generation.Tests.Building;

namespace Orchestra.Generation.Tests.Wiring;

/// <summary>Links first, then Location, then names, then types; and each says which.</summary>
[TestFixture]
internal sealed class WiringOrderTests
{
    private const string IdOnly = """{"type":"object","properties":{"id":{"type":"string"}}}""";
    private const string Text = """{"type":"object","required":["note"],"properties":{"note":{"type":"string"}}}""";

    [TestCase("$response.body#/key/0/no", "{{steps.create.response.body.key[0].no}}")]
    [TestCase("$response.header.X-Key", "{{steps.create.response.headers['x-key']}}")]
    [TestCase("$response.header.Location", "{{lastSegment(steps.create.response.headers.location)}}")]
    [TestCase("$request.path.shop", "{{data.shop ?? 'string'}}")]
    [TestCase("$request.body#/note", "{{data.note ?? 'string'}}")]
    [TestCase("$statusCode", "{{steps.create.response.statusCode}}")]
    [TestCase("o-{$response.body#/id}", "o-{{steps.create.response.body.id}}")]
    [TestCase("fixed", "fixed")]
    public void A_link_says_where_a_parameter_comes_from_and_wins(string expression, string expected)
    {
        var suite = Run(
            Linked(Create("POST /shops/{shop}/orders", IdOnly, Text), new SpecLink("l", "use", null, Values(("id", expression)))),
            TestSpec.Endpoint("GET /orders/{id}", "use")
        );

        var value = (string?)Use(suite).Action.InputTemplate.PathParams["id"];
        // The sampled texts are of no interest here, only where they come from.
        Assert.That(
            expression.StartsWith("$request", StringComparison.Ordinal) ? value!.Split("??")[0] : value,
            Is.EqualTo(expression.StartsWith("$request", StringComparison.Ordinal) ? expected.Split("??")[0] : expected)
        );
        Assert.That(
            Use(suite).Wiring!.Single(),
            Has.Property("Target").EqualTo("pathParams.id").And.Property("By").EqualTo(WiringSource.Link)
        );
    }

    [Test]
    public void A_link_by_reference_gives_optional_parameters_and_the_body_too()
    {
        var link = new SpecLink(
            "l",
            null,
            "POST /notes",
            Values(("query.order", "$response.body#/id")),
            JsonSerializer.SerializeToElement(new { about = "$response.body#/id" })
        );
        var use = TestSpec.Endpoint("POST /notes", "use", request: Text) with
        {
            Parameters = [new SpecParameter("order", "query", false, null)],
        };

        var step = Use(Run(Linked(Create("POST /orders", IdOnly), link), use));

        Assert.That((string?)step.Action.InputTemplate.Query["order"], Is.EqualTo("{{steps.create.response.body.id}}"));
        Assert.That((string?)step.Action.InputTemplate.Body!["about"], Is.EqualTo("{{steps.create.response.body.id}}"));
        Assert.That(step.Wiring!.Select(wiring => wiring.Target), Is.EqualTo(new[] { "query.order", "body" }));
    }

    [Test]
    public void A_link_to_another_operation_or_with_an_expression_that_no_step_knows_does_nothing()
    {
        var step = Use(
            Run(
                Linked(
                    Create("POST /orders", IdOnly),
                    new SpecLink("other", "drop", null, Values(("id", "$statusCode"))),
                    new SpecLink("url", "use", null, Values(("id", "$url")))
                ),
                TestSpec.Endpoint("GET /orders/{id}", "use")
            )
        );

        Assert.That(step.Wiring, Is.EqualTo(new[] { new StepWiring("pathParams.id", "steps.create.response.body.id", WiringSource.Name) }));
    }

    [TestCase("GET /orders/{code}/lines", "{{lastSegment(steps.create.response.headers.location)}}")]
    [TestCase("GET /v2/orders/{code}", null)]
    [TestCase("GET /orders/by-code/{code}", null)]
    public void The_Location_of_what_was_created_gives_the_id_where_the_later_path_goes_on_from_it(string use, string? expected)
    {
        var suite = Run(Placed(Create("POST /orders", """{"properties":{"total":{"type":"number"}}}""")), TestSpec.Endpoint(use, "use"));

        var value = (string?)Use(suite).Action.InputTemplate.PathParams["code"];
        Assert.That(value, expected is null ? Does.StartWith("{{data.code") : Is.EqualTo(expected));
        Assert.That(Use(suite).Wiring?.Single().By, Is.EqualTo(expected is null ? null : (WiringSource?)WiringSource.Location));
    }

    [Test]
    public void A_Location_wins_over_a_mention_elsewhere_but_not_over_the_id_in_the_same_answer()
    {
        var note = TestSpec.Endpoint("POST /notes", "note", response: """{"properties":{"orderId":{"type":"string"}}}""");
        var use = TestSpec.Endpoint("GET /orders/{orderId}", "use");

        Assert.That(
            Use(Run(Placed(Create("POST /orders", """{"properties":{"total":{"type":"number"}}}""")), note, use)).Wiring!.Single().By,
            Is.EqualTo(WiringSource.Location)
        );
        Assert.That(
            Use(Run(Placed(Create("POST /orders", IdOnly)), note, use)).Wiring!.Single().Source,
            Is.EqualTo("steps.create.response.body.id")
        );
    }

    [Test]
    public void Where_no_name_tells_the_type_of_the_answer_does()
    {
        const string Schemas = $$$"""{"Widget":{{{IdOnly}}}}""";
        const string Widget = """{"$ref":"#/components/schemas/Widget"}""";
        var suite = Run(
            TestSpec.Endpoint("POST /intake", "create", response: Widget, schemas: Schemas),
            TestSpec.Endpoint("GET /shelf/{slot}", "use", response: Widget, schemas: Schemas)
        );

        Assert.That(
            Use(suite).Wiring,
            Is.EqualTo(new[] { new StepWiring("pathParams.slot", "steps.create.response.body.id", WiringSource.Type) })
        );
    }

    private static Dictionary<string, JsonElement> Values(params (string Name, string Value)[] values) =>
        values.ToDictionary(value => value.Name, value => JsonSerializer.SerializeToElement(value.Value));

    private static SpecEndpoint Create(string endpointName, string response, string? request = null) =>
        TestSpec.Endpoint(endpointName, "create", response: response, status: "201", request: request);

    private static SpecEndpoint Linked(SpecEndpoint endpoint, params SpecLink[] links) =>
        With(endpoint, response => response with { Links = links });

    private static SpecEndpoint Placed(SpecEndpoint endpoint) =>
        With(endpoint, response => response with { Headers = new Dictionary<string, string?> { ["Location"] = null } });

    private static SpecEndpoint With(SpecEndpoint endpoint, Func<SpecResponse, SpecResponse> change) =>
        endpoint with
        {
            Responses = endpoint.Responses.ToDictionary(entry => entry.Key, entry => change(entry.Value)),
        };

    private static GeneratedSuite Run(params SpecEndpoint[] endpoints)
    {
        var graph = new TestGraph();
        for (var i = 0; i < endpoints.Length; i++)
        {
            graph.Task($"T{i + 1}", endpoints[i].OperationId, node => node with { Endpoint = node.Name });
        }

        return graph.Walk(string.Join(' ', endpoints.Select((_, i) => $"T{i + 1}"))).Generate([TestSpec.Service("s", endpoints)]);
    }

    private static ScenarioStep Use(GeneratedSuite suite) => suite.Scenarios[0].Steps.Single(step => step.Alias == "use");
}
