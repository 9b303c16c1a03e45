using System.Text.Json.Nodes;
using Orchestra.Api.Tests.Scenarios;

namespace Orchestra.Api.Tests.TestData;

/// <summary>Which data set a run takes: of several with a tag the narrowest scope, then the newest; never one made for another.</summary>
internal sealed class DataSetChoiceTests : ScenarioFixture
{
    [Test]
    public async Task The_narrowest_scope_wins_over_the_newest()
    {
        await CreateAsync("scenario", 1, scenarioId: Artifacts.Scenario);
        await CreateAsync("older suite", 2, suiteId: Artifacts.Suite);
        await CreateAsync("newer suite", 3, suiteId: Artifacts.Suite);
        await CreateAsync("global", 4);
        var other = await OtherScenarioAsync();

        var mine = await DataOfAsync(await RunAsync(Artifacts.Scenario));
        var others = await DataOfAsync(await RunAsync(other));

        Assert.That((int)mine["amount"]!, Is.EqualTo(1), "the one of the scenario");
        Assert.That((int)others["amount"]!, Is.EqualTo(3), "the newest of the suite: the other scenario's is not for it");
    }

    [Test]
    public async Task Each_scenario_of_a_suite_run_takes_its_own()
    {
        await CreateAsync("scenario", 1, scenarioId: Artifacts.Scenario);
        await CreateAsync("global", 4);

        var run = await Mine.Api.CreateAsync(
            "/api/v1/suiteruns",
            new
            {
                suiteId = Artifacts.Suite,
                environmentId = Artifacts.Environment,
                dataSetTag = "chosen",
            }
        );
        var amounts = new List<int>();
        foreach (var id in run["runIds"]!.AsArray())
        {
            amounts.Add((int)(await DataOfAsync(new JsonObject { ["id"] = id!.DeepClone() }))["amount"]!);
        }

        Assert.That(amounts, Is.EquivalentTo((int[])[1, 4]));
    }

    [Test]
    public async Task A_suite_run_names_the_scenario_that_no_set_of_the_tag_is_for()
    {
        await CreateAsync("scenario", 1, scenarioId: Artifacts.Scenario);
        var before = (await Mine.Api.GetAsync("/api/v1/suiteruns")).Items.Count;

        var answer = await Mine.Api.PostAsync(
            "/api/v1/suiteruns",
            new
            {
                suiteId = Artifacts.Suite,
                environmentId = Artifacts.Environment,
                dataSetTag = "chosen",
            }
        );

        Assert.That((answer.Status, answer.Faults.Single().Path), Is.EqualTo((400, "dataSetTag")), answer.Text);
        Assert.That(answer.Faults.Single().Message, Does.Contain("'chosen'").And.Contain("GLOBAL or SUITE"));
        Assert.That((await Mine.Api.GetAsync("/api/v1/suiteruns")).Items, Has.Count.EqualTo(before), "nothing runs");
    }

    [Test]
    public async Task A_set_made_for_another_scenario_or_suite_is_not_taken()
    {
        var ofScenario = await CreateAsync("scenario", 1, scenarioId: Artifacts.Scenario);
        var otherSuite = await Mine.Api.CreateAsync("/api/v1/suites", new { name = "by hand" });
        var ofSuite = await CreateAsync("suite", 2, suiteId: (Guid)otherSuite["id"]!);

        var byId = await Mine.Api.PostAsync("/api/v1/testruns", RequestOf(await OtherScenarioAsync(), ofScenario));
        var byIdOfSuite = await Mine.Api.PostAsync("/api/v1/testruns", RequestOf(Artifacts.Scenario, ofSuite));
        await Mine.Api.SendAsync("DELETE", $"/api/v1/datasets/{ofScenario}");
        var byTag = await Mine.Api.PostAsync("/api/v1/testruns", RequestOf(Artifacts.Scenario, null));

        Assert.That((byId.Status, byId.Faults.Single().Path), Is.EqualTo((400, "dataSetId")), byId.Text);
        Assert.That((byIdOfSuite.Status, byIdOfSuite.Faults.Single().Path), Is.EqualTo((400, "dataSetId")), byIdOfSuite.Text);
        Assert.That(byId.Message, Does.Contain("'scenario'").And.Contain("widen its scope"));
        Assert.That((byTag.Status, byTag.Message), Is.EqualTo((400, "no data set has the tag 'chosen'")));
    }

    [Test]
    public async Task A_path_takes_what_it_names_only_where_that_is_for_its_scenario()
    {
        var other = await OtherScenarioAsync();
        var (namer, stranger) = await NamesApprovedAsync(other) ? (other, Artifacts.Scenario) : (Artifacts.Scenario, other);

        await GiveApprovedToAsync(stranger);
        var refused = await Mine.Api.PostAsync("/api/v1/testruns", RequestOf(namer));
        await GiveApprovedToAsync(namer);
        var accepted = await Mine.Api.PostAsync("/api/v1/testruns", RequestOf(namer));

        Assert.That((refused.Status, refused.Faults.Single().Path), Is.EqualTo((400, "dataSets")), refused.Text);
        Assert.That(refused.Message, Does.Contain("'approved'").And.Contain("belongs to another"));
        Assert.That(accepted.Status, Is.EqualTo(202), accepted.Text);
    }

    private async Task GiveApprovedToAsync(Guid scenario)
    {
        var answer = await Mine.Api.SendAsync(
            "PUT",
            $"/api/v1/datasets/{Artifacts.DataSet}",
            $$$"""{"name":"approved","scenarioId":"{{{scenario}}}","data":{"amount":1}}""",
            ("If-Match", "*")
        );
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
    }

    private async Task<bool> NamesApprovedAsync(Guid scenario) =>
        (await Mine.Api.ReadAsync($"/api/v1/scenarios/{scenario}"))["scenario"]!["dataSets"]!
            .AsArray()
            .Any(name => (string?)name == "approved");

    private async Task<Guid> OtherScenarioAsync() =>
        (await Mine.Api.GetAsync($"/api/v1/suites/{Artifacts.Suite}/scenarios"))
            .Items.Select(item => (Guid)item["id"]!)
            .First(id => id != Artifacts.Scenario);

    private Task<JsonObject> RunAsync(Guid scenario) => Mine.Api.CreateAsync("/api/v1/testruns", RequestOf(scenario, null));

    private object RequestOf(Guid scenario) => new { scenarioId = scenario, environmentId = Artifacts.Environment };

    private object RequestOf(Guid scenario, Guid? dataSet) =>
        new
        {
            scenarioId = scenario,
            environmentId = Artifacts.Environment,
            dataSetId = dataSet,
            dataSetTag = dataSet is null ? "chosen" : null,
        };

    private async Task<Guid> CreateAsync(string name, int amount, Guid? suiteId = null, Guid? scenarioId = null) =>
        (Guid)
            (
                await Mine.Api.CreateAsync(
                    "/api/v1/datasets",
                    new
                    {
                        name,
                        suiteId,
                        scenarioId,
                        tags = new[] { "chosen" },
                        data = new { amount },
                    }
                )
            )["id"]!;
}
