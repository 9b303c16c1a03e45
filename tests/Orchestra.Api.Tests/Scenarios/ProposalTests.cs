using System.Text.Json.Nodes;
using Orchestra.Api.Tests.Hosting;

namespace Orchestra.Api.Tests.Scenarios;

/// <summary>Proposed assertions run only once somebody accepted them, and what was decided stays.</summary>
internal sealed class ProposalTests : ScenarioFixture
{
    private string _suite = "";
    private string _scenario = "";

    [SetUp]
    public async Task GenerateAsync()
    {
        var process = await ImportAsync(Thrown);
        var suite = await Mine.Api.CreateAsync("/api/v1/suites", new { processId = process["id"], specIds = new[] { Artifacts.Spec } });
        _suite = $"/api/v1/suites/{suite["id"]}";
        _scenario = $"/api/v1/scenarios/{suite["scenarios"]![0]!["id"]}";
    }

    private static string Thrown { get; } =
        """
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:o="urn:orchestra:bpmn:1" id="D" targetNamespace="urn:t">
              <message id="M" name="Made" />
              <signal id="Sig" name="Sung" />
              <process id="Tells">
                <startEvent id="S" />
                <sequenceFlow id="A" sourceRef="S" targetRef="T" />
                <serviceTask id="T" name="Submit" o:endpoint="POST /applications" />
                <sequenceFlow id="B" sourceRef="T" targetRef="Tell" />
                <intermediateThrowEvent id="Tell"><messageEventDefinition messageRef="M" /></intermediateThrowEvent>
                <sequenceFlow id="C" sourceRef="Tell" targetRef="U" />
                <serviceTask id="U" name="Approve" o:endpoint="POST /approvals" />
                <sequenceFlow id="E" sourceRef="U" targetRef="Sing" />
                <endEvent id="Sing"><signalEventDefinition signalRef="Sig" /></endEvent>
              </process>
            </definitions>
            """;

    [Test]
    public async Task An_accepted_proposal_is_a_step_at_its_place_of_a_new_version()
    {
        Assert.That(await StateAsync(), Is.EqualTo(("submit approve", "madeSeen sungSeen", 1)));

        var last = await DecideAsync("sungSeen", "accept");
        var first = await DecideAsync("madeSeen", "accept");

        Assert.That((last.Status, first.Status), Is.EqualTo((200, 200)), last.Text + first.Text);
        Assert.That(await StateAsync(), Is.EqualTo(("submit madeSeen approve sungSeen", "", 3)));
        Assert.That(first.Headers.ETag, Is.EqualTo((await Mine.Api.GetAsync(_scenario)).Headers.ETag));
        var steps = first.Json["scenario"]!["steps"]!.AsArray();
        Assert.That(((string?)steps[1]!["kind"], (string?)steps[1]!["channelType"]), Is.EqualTo(("ASSERTION", "QUEUE")));
        Assert.That(steps[1]!["action"]!["meta"]!.ToJsonString(), Is.EqualTo("""{"brokerAlias":"queue","queueName":"Made"}"""));
        Assert.That(steps[3]!["action"]!["meta"]!.ToJsonString(), Is.EqualTo("""{"clusterAlias":"kafka","topic":"Sung"}"""));
        Assert.That(steps.Select(step => step!["orderIndex"]!.GetValue<int>()), Is.EqualTo(new[] { 0, 1, 2, 3 }));
        Assert.That((await Mine.Api.ReadAsync($"{_scenario}/versions/1"))["scenario"]!["proposals"]!.AsArray(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task What_was_accepted_or_rejected_stays_so_when_the_process_changes()
    {
        await DecideAsync("madeSeen", "accept");
        await DecideAsync("sungSeen", "reject");
        Assert.That(await StateAsync(), Is.EqualTo(("submit madeSeen approve", "", 3)));
        await ImportAsync(
            Thrown
                .Replace("name=\"Approve\"", "name=\"Approve it\" o:alias=\"approve\"", StringComparison.Ordinal)
                .Replace(
                    "<process id=\"Tells\">",
                    "<process id=\"Tells\"><dataStoreReference id=\"Store\" name=\"Loans\" />",
                    StringComparison.Ordinal
                )
                .Replace(
                    "o:endpoint=\"POST /applications\" />",
                    "o:endpoint=\"POST /applications\"><dataOutputAssociation><targetRef>Store</targetRef></dataOutputAssociation></serviceTask>",
                    StringComparison.Ordinal
                )
        );

        var answer = await Mine.Api.PostAsync($"{_suite}/regenerate");

        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        Assert.That(answer.Json["conflicts"]!.AsArray(), Is.Empty, answer.Text);
        Assert.That(await StateAsync(), Is.EqualTo(("submit madeSeen approve", "loansSeen", 4)), "only what is new is proposed");
    }

    [Test]
    public async Task A_decision_names_the_state_that_it_saw_and_a_proposal_that_is_there()
    {
        var read = await Mine.Api.GetAsync(_scenario);
        var accept = $"{_scenario}/proposals/madeSeen/accept";
        var unnamed = await Mine.Api.PostAsync(accept);
        var good = await DecideAsync("madeSeen", "accept");
        var late = await Mine.Api.PostAsync(accept, null, ("If-Match", read.Headers.ETag!.Tag));
        var again = await DecideAsync("madeSeen", "accept");

        Assert.That((unnamed.Status, good.Status, late.Status, again.Status), Is.EqualTo((428, 200, 412, 404)), unnamed.Text);
        Assert.That(again.Message, Is.EqualTo("proposal not found"));
    }

    [Test]
    public async Task A_proposal_whose_alias_is_taken_is_not_accepted()
    {
        await ChangeAsync(
            body =>
            {
                body["steps"]![0]!["alias"] = "madeSeen";
            },
            path: _scenario
        );

        var refused = await DecideAsync("madeSeen", "accept");

        Assert.That((refused.Status, refused.Error), Is.EqualTo((409, "conflict")), refused.Text);
    }

    [Test]
    public async Task Members_of_another_channel_are_refused()
    {
        var refused = await ChangeAsync(body => body["steps"]![0]!["action"]!["meta"]!["queueName"] = "q", path: _scenario);

        Assert.That(refused.Status, Is.EqualTo(400), refused.Text);
        Assert.That(refused.Faults.Single().Path, Is.EqualTo("steps[0].action.meta.queueName"));
    }

    private Task<JsonObject> ImportAsync(string source) =>
        Mine.Api.CreateAsync(
            "/api/v1/processes",
            new
            {
                key = "tells",
                sourceType = "BPMN",
                source,
            }
        );

    private async Task<ApiAnswer> DecideAsync(string alias, string decision)
    {
        var read = await Mine.Api.GetAsync(_scenario);
        return await Mine.Api.PostAsync($"{_scenario}/proposals/{alias}/{decision}", null, ("If-Match", read.Headers.ETag!.Tag));
    }

    private async Task<(string Steps, string Proposals, int Version)> StateAsync()
    {
        var read = await Mine.Api.ReadAsync(_scenario);
        return (Aliases("steps"), Aliases("proposals"), read["version"]!.GetValue<int>());

        string Aliases(string list) => string.Join(' ', (read["scenario"]![list]?.AsArray() ?? []).Select(item => (string?)item!["alias"]));
    }
}
