using System.Text.Json.Nodes;
using Orchestra.Api.Tests.Hosting;
using Orchestra.Testing.Builders;

namespace Orchestra.Api.Tests.TestData;

/// <summary>
/// Which data sets fit: the process asks for an amount over 500 on one path, and its first step reads amount and age. "whole" has both
/// and takes that path, "low" has both and does not, "partial" lacks the age, "foreign" has nothing that anybody reads.
/// </summary>
internal sealed class RecommendationTests : ApiFixture
{
    private const string Bpmn = """
        <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:orchestra="urn:orchestra:bpmn:1" id="D" targetNamespace="urn:t">
          <bpmn:process id="Loan" name="Loan">
            <bpmn:startEvent id="Start" />
            <bpmn:sequenceFlow id="F1" sourceRef="Start" targetRef="Submit" />
            <bpmn:serviceTask id="Submit" name="Submit" orchestra:endpoint="POST /applications" />
            <bpmn:sequenceFlow id="F2" sourceRef="Submit" targetRef="Decide" />
            <bpmn:exclusiveGateway id="Decide" default="F4" />
            <bpmn:sequenceFlow id="F3" sourceRef="Decide" targetRef="Approve">
              <bpmn:conditionExpression>= amount &gt; 500</bpmn:conditionExpression>
            </bpmn:sequenceFlow>
            <bpmn:sequenceFlow id="F4" sourceRef="Decide" targetRef="Reject" />
            <bpmn:serviceTask id="Approve" name="Approve" orchestra:endpoint="POST /approvals" />
            <bpmn:serviceTask id="Reject" name="Reject" orchestra:endpoint="POST /rejections" />
            <bpmn:sequenceFlow id="F5" sourceRef="Approve" targetRef="End" />
            <bpmn:sequenceFlow id="F6" sourceRef="Reject" targetRef="End" />
            <bpmn:endEvent id="End" />
          </bpmn:process>
        </bpmn:definitions>
        """;

    private const string OpenApi = """
        openapi: 3.0.3
        info: { title: Loans, version: "1.0" }
        paths:
          /applications:
            post:
              operationId: submit
              requestBody:
                content:
                  application/json:
                    schema: { type: object, required: [amount, age], properties: { amount: { type: integer }, age: { type: integer } } }
              responses: { "201": { description: made } }
          /approvals:
            post: { operationId: approve, responses: { "201": { description: made } } }
          /rejections:
            post: { operationId: reject, responses: { "201": { description: made } } }
        """;

    private TenantApi _mine = null!;
    private Guid _suite;
    private Guid _over;
    private Guid _under;
    private int _tenants;

    [SetUp]
    public async Task FillAsync()
    {
        _mine = await Host.NewTenantAsync(Platform, $"recommended {++_tenants}");
        var process = await _mine.Api.CreateAsync(
            "/api/v1/processes",
            new
            {
                key = "loan",
                sourceType = "BPMN",
                source = Bpmn,
            }
        );
        var spec = await _mine.Api.CreateAsync(
            "/api/v1/specs",
            new
            {
                protocolId = "http",
                serviceName = "loans",
                content = OpenApi,
            }
        );
        var suite = await _mine.Api.CreateAsync("/api/v1/suites", new { processId = process["id"], specIds = new[] { (Guid)spec["id"]! } });
        _suite = (Guid)suite["id"]!;
        foreach (var item in suite["scenarios"]!.AsArray())
        {
            var id = (Guid)item!["id"]!;
            var isOver = (await _mine.Api.ReadAsync($"/api/v1/scenarios/{id}"))["scenario"]!["edges"]!.ToJsonString().Contains("F3");
            (_over, _under) = isOver ? (id, _under) : (_over, id);
        }

        await _mine.DataSetAsync("whole", [], new JsonObject { ["amount"] = 900, ["age"] = 30 });
        await _mine.DataSetAsync("low", [], new JsonObject { ["amount"] = 100, ["age"] = 30 });
        await _mine.DataSetAsync("partial", ["some"], new JsonObject { ["amount"] = 900 });
        await _mine.DataSetAsync("foreign", [], new JsonObject { ["colour"] = "red" });
    }

    [Test]
    public async Task What_has_everything_and_breaks_no_condition_comes_first_with_the_reason()
    {
        var items = await ForAsync(_over);

        Assert.That(Names(items), Is.EqualTo((string[])["whole", "partial", "low"]));
        Assert.That(
            (string?)items[0]["recommendation"]!["reason"],
            Is.EqualTo("has all that the steps read, and contradicts no condition of the path")
        );
        Assert.That(items[0]["recommendation"]!["fits"]!.ToJsonString(), Is.EqualTo($"[\"{_over}\"]"));
        Assert.That((string?)items[1]["recommendation"]!["reason"], Is.EqualTo("leaves to the scenario data.age"));
        Assert.That((string?)items[2]["recommendation"]!["reason"], Is.EqualTo("contradicts F3: = amount > 500"));
        Assert.That(items[2]["recommendation"]!["contradicts"]!.ToJsonString(), Does.Contain("amount"));
    }

    [Test]
    public async Task The_other_branch_is_for_the_opposite()
    {
        var items = await ForAsync(_under);

        Assert.That(Names(items)[0], Is.EqualTo("low"));
        Assert.That((string?)items[1]["recommendation"]!["reason"], Does.Contain("contradicts F4: not (= amount > 500)"));
    }

    [Test]
    public async Task What_nothing_gives_is_missing()
    {
        var path = $"/api/v1/scenarios/{_over}";
        var read = await _mine.Api.GetAsync(path);
        var body = read.Json["scenario"]!;
        body["steps"]![0]!["action"]!["inputTemplate"]!["body"]!["age"] = "{{data.person.age}}";
        var put = await _mine.Api.SendAsync("PUT", path, body.ToJsonString(), ("If-Match", read.Headers.ETag!.Tag));
        await _mine.DataSetAsync("nested", [], JsonNode.Parse("""{"amount":900,"person":{"age":4}}""")!.AsObject());

        var items = await ForAsync(_over);

        Assert.That(put.Status, Is.EqualTo(200), put.Text);
        Assert.That(Names(items)[0], Is.EqualTo("nested"));
        Assert.That(
            items.Single(item => (string?)item["name"] == "whole")["recommendation"]!["missing"]!.ToJsonString(),
            Is.EqualTo("[\"data.person.age\"]")
        );
        Assert.That(Names(items)[^1], Is.EqualTo("low"));
    }

    [Test]
    public async Task Of_equals_the_narrowest_comes_first_and_anothers_own_not_at_all()
    {
        await CreateAsync("of the suite", suiteId: _suite);
        await CreateAsync("of the scenario", scenarioId: _over);
        await CreateAsync("of the other scenario", scenarioId: _under);
        var otherSuite = await _mine.Api.CreateAsync("/api/v1/suites", new { name = "by hand" });
        await CreateAsync("of the other suite", suiteId: (Guid)otherSuite["id"]!);

        Assert.That(Names(await ForAsync(_over)), Is.EqualTo((string[])["of the scenario", "of the suite", "whole", "partial", "low"]));
    }

    [Test]
    public async Task A_suite_says_for_how_many_of_its_scenarios_each_is()
    {
        var items = await ForAsync(_suite);

        Assert.That(Names(items), Is.EquivalentTo((string[])["low", "whole", "partial"]));
        var whole = items.Single(item => (string?)item["name"] == "whole")["recommendation"]!;
        Assert.That(
            (string?)whole["reason"],
            Does.StartWith("has all that the steps of 1 of 2 scenarios read").And.Contain("contradicts F4")
        );
        Assert.That(whole["fits"]!.ToJsonString(), Is.EqualTo($"[\"{_over}\"]"));
    }

    [Test]
    public async Task What_the_path_names_comes_before_what_merely_fits()
    {
        var path = $"/api/v1/scenarios/{_over}";
        var read = await _mine.Api.GetAsync(path);
        var body = read.Json["scenario"]!;
        body["dataSets"] = new JsonArray("partial");
        var put = await _mine.Api.SendAsync("PUT", path, body.ToJsonString(), ("If-Match", read.Headers.ETag!.Tag));

        var items = await ForAsync(_over);

        Assert.That(put.Status, Is.EqualTo(200), put.Text);
        Assert.That(Names(items)[0], Is.EqualTo("partial"));
        Assert.That((string?)items[0]["recommendation"]!["reason"], Is.EqualTo("the path names it; leaves to the scenario data.age"));
    }

    [Test]
    public async Task Filters_and_the_limit_hold_for_recommendations_too()
    {
        Assert.That(Names(await ForAsync(_over, "&tag=some")), Is.EqualTo((string[])["partial"]));
        Assert.That(Names(await ForAsync(_over, "&limit=1")), Is.EqualTo((string[])["whole"]));
        Assert.That(await ForAsync(A.Id()), Is.Empty);
    }

    private Task<JsonObject> CreateAsync(string name, Guid? suiteId = null, Guid? scenarioId = null) =>
        _mine.Api.CreateAsync(
            "/api/v1/datasets",
            new
            {
                name,
                suiteId,
                scenarioId,
                data = new { amount = 900, age = 30 },
            }
        );

    private static string[] Names(IEnumerable<JsonObject> items) => [.. items.Select(item => (string)item["name"]!)];

    private async Task<IReadOnlyList<JsonObject>> ForAsync(Guid target, string more = "") =>
        [
            .. (await _mine.Api.ReadAsync($"/api/v1/datasets?recommendedFor={target}{more}"))["items"]!
                .AsArray()
                .Select(item => item!.AsObject()),
        ];
}
