using System.Text.Json.Nodes;
using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;
using Orchestra.Generation.Tests.Building;

namespace Orchestra.Generation.Tests.Wiring;

[TestFixture]
internal sealed class IdWiringTests
{
    private const string IdOnly = """{"type":"object","properties":{"id":{"type":"string"}}}""";

    [TestCase("applicationId", IdOnly, "{{steps.create.response.body.id}}")]
    [TestCase("id", IdOnly, "{{steps.create.response.body.id}}")]
    [TestCase("application_id", IdOnly, "{{steps.create.response.body.id}}")]
    [TestCase("application", IdOnly, "{{steps.create.response.body.id}}")]
    [TestCase("loanApplicationId", IdOnly, "{{steps.create.response.body.id}}")]
    [TestCase("appId", IdOnly, "{{steps.create.response.body.id}}")]
    [TestCase(
        "applicationId",
        """{"properties":{"applicationId":{"type":"string"},"id":{"type":"string"}}}""",
        "{{steps.create.response.body.applicationId}}"
    )]
    [TestCase(
        "applicationId",
        """{"properties":{"data":{"type":"object","properties":{"id":{"type":"string"}}}}}""",
        "{{steps.create.response.body.data.id}}"
    )]
    [TestCase(
        "applicationId",
        """{"properties":{"application":{"type":"object","properties":{"uuid":{"type":"string"}}}}}""",
        "{{steps.create.response.body.application.uuid}}"
    )]
    [TestCase(
        "applicationId",
        """{"type":"array","items":{"properties":{"id":{"type":"string"}}}}""",
        "{{steps.create.response.body[0].id}}"
    )]
    [TestCase(
        "applicationId",
        """{"properties":{"items":{"type":"array","items":{"properties":{"id":{"type":"string"}}}}}}""",
        "{{steps.create.response.body.items[0].id}}"
    )]
    [TestCase("applicationNumber", """{"properties":{"number":{"type":"string"}}}""", "{{steps.create.response.body.number}}")]
    [TestCase("slug", """{"properties":{"slug":{"type":"string"}}}""", "{{steps.create.response.body.slug}}")]
    public void A_path_parameter_takes_the_id_of_the_thing_made_before(string parameter, string response, string expected)
    {
        var suite = Run(Create("POST /applications", response), TestSpec.Endpoint($"GET /applications/{{{parameter}}}/score", "use"));

        Assert.That((string?)Use(suite).PathParams[parameter], Is.EqualTo(expected));
        Assert.That(suite.Warnings, Is.Empty);
    }

    [TestCase("customerId", "/customers/{customerId}", IdOnly)]
    [TestCase("id", "/customers/{id}", IdOnly)]
    [TestCase("applicationId", "/applications/{applicationId}", """{"properties":{"status":{"type":"string"}}}""")]
    [TestCase("applicationId", "/applications/{applicationId}", """{"properties":{"id":{"type":"boolean"}}}""")]
    public void A_path_parameter_that_nothing_gives_comes_from_the_data_with_a_warning(string parameter, string path, string response)
    {
        var suite = Run(Create("POST /applications", response), TestSpec.Endpoint($"GET {path}", "use"));

        Assert.That((string?)Use(suite).PathParams[parameter], Does.StartWith($"{{{{data.{parameter} ?? '"));
        Assert.That(
            suite.Warnings.Single(),
            Has.Property("Code").EqualTo("PATH_PARAMETER_NOT_WIRED").And.Property("ElementId").EqualTo("T2")
        );
    }

    [Test]
    public void The_schema_name_says_what_an_action_answers()
    {
        var create = TestSpec.Endpoint(
            "POST /intake",
            "create",
            response: """{"$ref":"#/components/schemas/ApplicationResponse"}""",
            schemas: $$"""{"ApplicationResponse":{{IdOnly}}}"""
        );

        Assert.That(
            (string?)Use(Run(create, TestSpec.Endpoint("GET /things/{applicationId}", "use"))).PathParams["applicationId"],
            Is.EqualTo("{{steps.create.response.body.id}}")
        );
    }

    [TestCase(
        """{"type":"object","required":["accountId"],"properties":{"accountId":{"type":"string","format":"uuid","example":"x"}}}""",
        "accountId"
    )]
    [TestCase(
        """{"type":"object","required":["account"],"properties":{"account":{"type":"object","required":["id"],"properties":{"id":{"type":"string"}}}}}""",
        "account.id"
    )]
    [TestCase(
        """{"type":"object","required":["accountIds"],"properties":{"accountIds":{"type":"array","items":{"type":"string"}}}}""",
        "accountIds.0"
    )]
    public void A_body_field_takes_the_id_of_the_thing_made_before(string request, string at)
    {
        var suite = Run(Create("POST /accounts", IdOnly), TestSpec.Endpoint("POST /payments", "use", request: request));

        Assert.That(At(Use(suite).Body, at), Is.EqualTo("{{steps.create.response.body.id}}"));
    }

    [TestCase("""{"type":"object","required":["accountId"],"properties":{"accountId":{"type":"integer"}}}""", "accountId")]
    [TestCase("""{"type":"object","required":["id"],"properties":{"id":{"type":"string"}}}""", "id")]
    [TestCase("""{"type":"object","required":["phoneNumber"],"properties":{"phoneNumber":{"type":"string"}}}""", "phoneNumber")]
    [TestCase("""{"type":"object","required":["currency"],"properties":{"currency":{"type":"string"}}}""", "currency")]
    public void A_body_field_of_another_kind_or_type_stays_with_the_data(string request, string at)
    {
        const string Response = """{"properties":{"id":{"type":"string"},"phoneNumber":{"type":"string"},"currency":{"type":"string"}}}""";
        var suite = Run(Create("POST /accounts", Response), TestSpec.Endpoint("POST /payments", "use", request: request));

        Assert.That(At(Use(suite).Body, at), Does.StartWith($"{{{{data.{at} ?? "));
    }

    [Test]
    public void The_nearest_maker_wins_a_post_before_a_get_and_the_thing_before_its_mention()
    {
        var specs = TestSpec.Service(
            "s",
            TestSpec.Endpoint("POST /orders", "create", response: IdOnly),
            TestSpec.Endpoint("GET /orders/{id}", "read", response: IdOnly),
            TestSpec.Endpoint("POST /orders/{id}/notes", "note", response: """{"properties":{"orderId":{"type":"string"}}}"""),
            TestSpec.Endpoint("DELETE /orders/{orderId}", "drop")
        );
        var graph = new TestGraph()
            .Task("A", "create", Bound)
            .Task("B", "create", Bound)
            .Task("C", "read", Bound)
            .Task("D", "note", Bound)
            .Task("E", "drop", Bound)
            .Walk("A B C D E")
            .Walk("C D E")
            .Walk("A E B");

        var suite = graph.Generate([specs]);

        string? Dropped(int scenario) =>
            (string?)suite.Scenarios[scenario].Steps.Single(s => s.NodeId == "E").Action.InputTemplate.PathParams["orderId"];
        Assert.That(Dropped(0), Is.EqualTo("{{steps.create_2.response.body.id}}"));
        Assert.That(Dropped(1), Is.EqualTo("{{steps.note.response.body.orderId}}"), "a POST's mention before a GET");
        Assert.That(Dropped(2), Is.EqualTo("{{steps.create.response.body.id}}"), "later steps give nothing");
    }

    [Test]
    public void Scalars_are_steered_by_the_data_and_keep_their_place()
    {
        const string Request = """
            {"type":"object","required":["amount","express","customer","lines"],"properties":{
              "amount":{"type":"number","example":10.5},"express":{"type":"boolean"},"note":{"type":"string","example":"it's {{mine}}"},
              "customer":{"type":"object","required":["name"],"properties":{"name":{"type":"string","example":"Ada"}}},
              "lines":{"type":"array","items":{"type":"object","required":["sku"],"properties":{"sku":{"type":"string","example":"S1"}}}}}}
            """;

        var suite = Run(
            TestSpec.Endpoint(
                "POST /orders",
                "use",
                request: Request,
                query: """{"limit":{"type":"integer","default":50},"tag":{"type":"array","items":{"enum":["A"]}}}"""
            )
        );

        Assert.That(
            Use(suite).Body!.ToJsonString(Orchestra.Contracts.OrchestraJson.Options),
            Is.EqualTo(
                """{"amount":"{{data.amount ?? 10.5}}","express":"{{data.express ?? true}}","note":"{{data.note ?? 'it\\'s \\u007b\\u007bmine\\u007d\\u007d'}}","customer":{"name":"{{data.customer.name ?? 'Ada'}}"},"lines":[{"sku":"{{data.lines[0].sku ?? 'S1'}}"}]}"""
            )
        );
        Assert.That((string?)Use(suite).Query["limit"], Is.EqualTo("{{data.limit ?? 50}}"));
        Assert.That(Use(suite).Query["tag"]!.ToJsonString(), Is.EqualTo("""["{{data.tag[0] ?? \u0027A\u0027}}"]"""));
    }

    private static GraphNode Bound(GraphNode node) => node with { Endpoint = node.Name };

    private static SpecEndpoint Create(string endpointName, string response) =>
        TestSpec.Endpoint(endpointName, "create", response: response, status: "201");

    private static GeneratedSuite Run(params SpecEndpoint[] endpoints)
    {
        var graph = new TestGraph();
        for (var i = 0; i < endpoints.Length; i++)
        {
            graph.Task($"T{i + 1}", endpoints[i].OperationId, Bound);
        }

        return graph.Walk(string.Join(' ', endpoints.Select((_, i) => $"T{i + 1}"))).Generate([TestSpec.Service("s", endpoints)]);
    }

    private static StepInput Use(GeneratedSuite suite) => suite.Scenarios[0].Steps.Single(s => s.Alias == "use").Action.InputTemplate;

    private static string? At(JsonNode? body, string path) =>
        (string?)path.Split('.').Aggregate(body, (node, part) => char.IsAsciiDigit(part[0]) ? node![int.Parse(part, null)] : node![part]);
}
