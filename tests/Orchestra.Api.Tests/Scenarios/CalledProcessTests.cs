using System.Text.Json.Nodes;
using Orchestra.Api.Tests.Hosting;

namespace Orchestra.Api.Tests.Scenarios;

/// <summary>Call activities reach the other processes of the tenant, and a suite says which versions it was made with.</summary>
internal sealed class CalledProcessTests : ScenarioFixture
{
    [Test]
    public async Task A_called_process_is_found_by_its_id_in_the_file_or_by_its_key()
    {
        await ImportAsync("byId", Called("Scoring", "POST /approvals"));
        await ImportAsync("by-key", Called("Elsewhere", "POST /rejections"));
        var caller = await ImportAsync("caller", Caller("Scoring", "by-key"));

        var suite = await GenerateAsync(caller);

        Assert.That(await EndpointsAsync(suite), Is.EqualTo("POST /approvals POST /rejections"));
        Assert.That(suite["warnings"]!.AsArray(), Is.Empty, suite.ToJsonString());
        Assert.That(
            suite["called"]!.AsArray().Select(called => $"{called!["calledElement"]} {called["version"]}"),
            Is.EqualTo(new[] { "Scoring 1", "by-key 1" })
        );
        Assert.That(
            (await Mine.Api.ReadAsync($"/api/v1/suites/{suite["id"]}"))["called"]!.ToJsonString(),
            Is.EqualTo(suite["called"]!.ToJsonString())
        );
    }

    [Test]
    public async Task A_process_that_is_nowhere_stays_one_task_with_a_warning()
    {
        var other = await Host.NewTenantAsync(Platform, "has a process");
        await ImportAsync("nowhere", Called("Nowhere", "POST /approvals"), other.Api);

        var suite = await GenerateAsync(await ImportAsync("caller", Caller("Nowhere", "Nowhere")));

        Assert.That(suite["called"]!.AsArray(), Is.Empty, "what another tenant has is nowhere");
        Assert.That(
            suite["warnings"]!.AsArray().Select(warning => (string?)warning!["message"]),
            Has.Some.Contains("'Nowhere' is not there")
        );
    }

    [Test]
    public async Task Regenerating_takes_the_latest_version_or_keeps_those_of_before()
    {
        await ImportAsync("scoring", Called("Scoring", "POST /approvals"));
        var suite = await GenerateAsync(await ImportAsync("caller", Caller("Scoring", "Scoring")));
        await ImportAsync("scoring", Called("Scoring", "POST /rejections"));

        var kept = await RegenerateAsync(suite, new { keepCalled = true });
        Assert.That(kept["called"]![0]!["version"]!.GetValue<int>(), Is.EqualTo(1));
        Assert.That((kept["changed"]!.AsArray().Count, kept["kept"]!.AsArray().Count), Is.EqualTo((0, 1)), kept.ToJsonString());
        Assert.That(await EndpointsAsync(suite), Is.EqualTo("POST /approvals POST /approvals"));

        var latest = await RegenerateAsync(suite, null);
        Assert.That(latest["called"]![0]!["version"]!.GetValue<int>(), Is.EqualTo(2));
        Assert.That(await EndpointsAsync(suite), Is.EqualTo("POST /rejections POST /rejections"));
    }

    [Test]
    public async Task A_published_version_is_taken_before_later_drafts()
    {
        var scoring = await ImportAsync("scoring", Called("Scoring", "POST /approvals"));
        await ImportAsync("scoring", Called("Scoring", "POST /rejections"));
        var caller = await ImportAsync("caller", Caller("Scoring", "scoring"));
        Assert.That(await EndpointsAsync(await GenerateAsync(caller)), Is.EqualTo("POST /rejections POST /rejections"));

        var version = $"/api/v1/processes/{scoring["id"]}/versions/1";
        var published = await Mine.Api.PostAsync($"{version}/publish");
        var again = await Mine.Api.PostAsync($"{version}/publish");

        Assert.That(published.Status, Is.EqualTo(200), published.Text);
        Assert.That((string?)again.Json["publishedAt"], Is.EqualTo((string?)(await Mine.Api.ReadAsync(version))["publishedAt"]));
        Assert.That(await EndpointsAsync(await GenerateAsync(caller)), Is.EqualTo("POST /approvals POST /approvals"));
        var listed = (await Mine.Api.ReadAsync($"/api/v1/processes/{scoring["id"]}"))["versions"]!.AsArray();
        Assert.That(listed.Select(line => line!["publishedAt"] is not null), Is.EqualTo(new[] { true, false }));
    }

    [Test]
    public async Task A_called_process_calls_others_and_its_tasks_can_be_bound()
    {
        await ImportAsync("inner", Called("Inner", "POST /approvals"));
        await ImportAsync("outer", Caller("Inner", "Inner").Replace("\"Caller\"", "\"Outer\"", StringComparison.Ordinal));
        var suite = await GenerateAsync(await ImportAsync("caller", Caller("Outer", "Outer")));
        Assert.That(
            suite["called"]!.AsArray().Select(called => (string?)called!["calledElement"]),
            Is.EqualTo(new[] { "Outer", "Inner" }),
            suite.ToJsonString()
        );
        var endpoints = (await EndpointsAsync(suite)).Split(' ', StringSplitOptions.RemoveEmptyEntries).Length / 2;
        Assert.That(endpoints, Is.EqualTo(4), "two calls of two calls");

        var node = (string)(await StepsAsync(suite))[0]!["nodeId"]!;
        var put = await Mine.Api.SendAsync(
            "PUT",
            $"/api/v1/suites/{suite["id"]}/bindings",
            new JsonObject { ["bindings"] = new JsonObject { [node] = "reject" } }.ToJsonString(),
            ("If-Match", "*")
        );
        await RegenerateAsync(suite, null);

        Assert.That(put.Status, Is.EqualTo(200), put.Text);
        Assert.That(await EndpointsAsync(suite), Does.StartWith("POST /rejections POST /approvals"));
    }

    // Both files have the ids that drawing tools like: they must not get into each other's way.
    private static string Called(string id, string endpoint) =>
        $"""
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:o="urn:orchestra:bpmn:1" id="D" targetNamespace="urn:t">
              <process id="{id}">
                <startEvent id="Start_1" />
                <sequenceFlow id="Flow_1" sourceRef="Start_1" targetRef="Task_1" />
                <serviceTask id="Task_1" name="Do" o:endpoint="{endpoint}" />
                <sequenceFlow id="Flow_2" sourceRef="Task_1" targetRef="End_1" />
                <endEvent id="End_1" />
              </process>
            </definitions>
            """;

    private static string Caller(string first, string second) =>
        $"""
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="urn:t">
              <process id="Caller">
                <startEvent id="Start_1" />
                <sequenceFlow id="Flow_1" sourceRef="Start_1" targetRef="Call_1" />
                <callActivity id="Call_1" calledElement="{first}" />
                <sequenceFlow id="Flow_2" sourceRef="Call_1" targetRef="Call_2" />
                <callActivity id="Call_2" calledElement="{second}" />
                <sequenceFlow id="Flow_3" sourceRef="Call_2" targetRef="End_1" />
                <endEvent id="End_1" />
              </process>
            </definitions>
            """;

    private Task<JsonObject> ImportAsync(string key, string source, ApiClient? by = null) =>
        (by ?? Mine.Api).CreateAsync(
            "/api/v1/processes",
            new
            {
                key,
                sourceType = "BPMN",
                source,
            }
        );

    private Task<JsonObject> GenerateAsync(JsonObject process) =>
        Mine.Api.CreateAsync("/api/v1/suites", new { processId = process["id"], specIds = new[] { Artifacts.Spec } });

    private async Task<JsonObject> RegenerateAsync(JsonObject suite, object? request)
    {
        var answer = await Mine.Api.PostAsync($"/api/v1/suites/{suite["id"]}/regenerate", request);
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        return answer.Json;
    }

    private async Task<JsonArray> StepsAsync(JsonObject suite)
    {
        var scenario = await Mine.Api.ReadAsync($"/api/v1/scenarios/{suite["scenarios"]![0]!["id"]}");
        return scenario["scenario"]!["steps"]!.AsArray();
    }

    private async Task<string> EndpointsAsync(JsonObject suite) =>
        string.Join(' ', (await StepsAsync(suite)).Select(step => (string?)step!["endpointRef"]!["endpointName"]));
}
