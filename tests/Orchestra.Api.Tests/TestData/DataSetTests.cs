using System.Text.Json.Nodes;
using Orchestra.Api.Tests.Hosting;
using Orchestra.Api.Tests.Scenarios;
using Orchestra.Testing.Builders;

namespace Orchestra.Api.Tests.TestData;

/// <summary>Data sets are read, changed and deleted, and belong to everybody, a suite or a scenario.</summary>
internal sealed class DataSetTests : ScenarioFixture
{
    private const string All = "/api/v1/datasets";

    private string One => $"{All}/{Artifacts.DataSet}";

    [Test]
    public async Task A_change_takes_the_ETag_that_was_read_and_gives_the_next()
    {
        var read = await Mine.Api.GetAsync(One);
        var first = await ChangeAsync(read.Headers.ETag!.Tag);
        var stale = await ChangeAsync(read.Headers.ETag!.Tag);
        var second = await ChangeAsync(first.Headers.ETag!.Tag);

        Assert.That((first.Status, stale.Status, second.Status), Is.EqualTo((200, 412, 200)), first.Text);
        Assert.That((await Mine.Api.GetAsync(One)).Headers.ETag, Is.EqualTo(second.Headers.ETag));
        Assert.That((await Mine.Api.ReadAsync(One))["data"]!.ToJsonString(), Is.EqualTo("""{"amount":7}"""));
    }

    [Test]
    public async Task What_was_created_can_be_changed_with_the_ETag_of_the_answer()
    {
        var created = await Mine.Api.PostAsync(All, new { name = "new", data = new { } });
        var changed = await Mine.Api.SendAsync(
            "PUT",
            created.Headers.Location!.OriginalString,
            """{"name":"renamed","data":{"a":1}}""",
            ("If-Match", created.Headers.ETag!.Tag)
        );

        Assert.That((changed.Status, (string?)changed.Json["name"]), Is.EqualTo((200, "renamed")), changed.Text);
        Assert.That((string?)changed.Json["origin"], Is.EqualTo("MANUAL"));
        Assert.That(changed.Json["id"]!.ToJsonString(), Is.EqualTo(created.Json["id"]!.ToJsonString()));
    }

    [Test]
    public async Task Of_two_changes_at_once_one_is_told_to_read_again()
    {
        var etag = (await Mine.Api.GetAsync(One)).Headers.ETag!.Tag;

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ChangeAsync(etag)));

        Assert.That(answers.Select(answer => answer.Status).Order(), Is.EqualTo((int[])[200, 412, 412, 412, 412, 412]));
    }

    [Test]
    public async Task A_name_that_another_has_is_refused()
    {
        var answer = await Mine.Api.SendAsync("PUT", One, """{"name":"rejected","data":{}}""", ("If-Match", "*"));

        Assert.That((answer.Status, answer.Message), Is.EqualTo((409, "there is a data set 'rejected' already")));
    }

    [Test]
    public async Task A_change_reaches_the_next_run_and_no_earlier_one()
    {
        var run = new
        {
            scenarioId = Artifacts.Scenario,
            environmentId = Artifacts.Environment,
            dataSetId = Artifacts.DataSet,
        };
        var before = await DataOfAsync(await Mine.Api.CreateAsync("/api/v1/testruns", run));
        await ChangeAsync("*");
        var after = await DataOfAsync(await Mine.Api.CreateAsync("/api/v1/testruns", run));

        Assert.That(((int)before["amount"]!, (int)after["amount"]!), Is.EqualTo((100, 7)));
    }

    [Test]
    public async Task A_deleted_data_set_is_gone()
    {
        var deleted = await Mine.Api.SendAsync("DELETE", One);
        var again = await Mine.Api.SendAsync("DELETE", One);

        Assert.That((deleted.Status, again.Status, (await Mine.Api.GetAsync(One)).Status), Is.EqualTo((204, 404, 404)));
        Assert.That((await Mine.Api.GetAsync($"{All}?tag=a-tag")).Items, Is.Empty);
    }

    [Test]
    public async Task Ids_say_the_scope_and_a_scenario_brings_its_suite()
    {
        var global = await CreateAsync("g");
        var suite = await CreateAsync("s", suiteId: Artifacts.Suite);
        var scenario = await CreateAsync("c", scenarioId: Artifacts.Scenario);

        Assert.That((string?)global["scope"], Is.EqualTo("GLOBAL"));
        Assert.That(global["suiteId"], Is.Null);
        Assert.That(((string?)suite["scope"], (Guid)suite["suiteId"]!), Is.EqualTo(("SUITE", Artifacts.Suite)));
        Assert.That(
            ((string?)scenario["scope"], (Guid)scenario["suiteId"]!, (Guid)scenario["scenarioId"]!),
            Is.EqualTo(("SCENARIO", Artifacts.Suite, Artifacts.Scenario))
        );
    }

    [Test]
    public async Task A_data_set_cannot_be_moved_to_another_tenants_suite_or_scenario()
    {
        var other = await Host.NewTenantAsync(Platform, "owner of another suite");
        var theirs = await other.FillAsync();
        foreach (var (member, id) in ((string, Guid)[])[("suiteId", theirs.Suite), ("scenarioId", theirs.Scenario)])
        {
            var foreign = await Mine.Api.SendAsync("PUT", One, BodyWith(member, id), ("If-Match", "*"));
            var unknown = await Mine.Api.SendAsync("PUT", One, BodyWith(member, A.Id()), ("If-Match", "*"));

            Assert.That(foreign.Status, Is.EqualTo(404), foreign.Text);
            Assert.That(foreign.WithoutTrace(), Is.EqualTo(unknown.WithoutTrace()));
        }

        Assert.That((string?)(await Mine.Api.ReadAsync(One))["scope"], Is.EqualTo("GLOBAL"));
    }

    [Test]
    public async Task A_list_is_narrowed_by_scope_origin_suite_and_scenario()
    {
        await CreateAsync("of the suite", suiteId: Artifacts.Suite);

        Assert.That(await NamesAsync("scope=SUITE"), Is.EqualTo((string[])["of the suite"]));
        Assert.That(await NamesAsync("scope=SCENARIO"), Is.EqualTo((string[])["of the scenario"]));
        Assert.That(await NamesAsync("scope=GLOBAL"), Is.EquivalentTo((string[])["approved", "rejected"]));
        Assert.That(await NamesAsync($"suiteId={Artifacts.Suite}"), Is.EqualTo((string[])["of the suite", "of the scenario"]));
        Assert.That(await NamesAsync($"scenarioId={Artifacts.Scenario}"), Is.EqualTo((string[])["of the scenario"]));
        Assert.That(await NamesAsync("origin=IMPORTED"), Is.Empty);
        Assert.That(await NamesAsync("origin=MANUAL&scope=GLOBAL&tag=a-tag"), Is.EqualTo((string[])["approved"]));
    }

    [Test]
    public async Task What_belongs_to_a_suite_goes_with_it_and_the_rest_stays()
    {
        await CreateAsync("of the suite", suiteId: Artifacts.Suite);
        await EndAllRunsAsync();

        var deleted = await Mine.Api.SendAsync("DELETE", $"/api/v1/suites/{Artifacts.Suite}");

        Assert.That(deleted.Status, Is.EqualTo(204), deleted.Text);
        Assert.That(await NamesAsync(""), Is.EquivalentTo((string[])["approved", "rejected"]));
    }

    private static string BodyWith(string member, Guid id) =>
        new JsonObject
        {
            ["name"] = "moved",
            ["data"] = new JsonObject(),
            [member] = id,
        }.ToJsonString();

    private Task<ApiAnswer> ChangeAsync(string etag) =>
        Mine.Api.SendAsync("PUT", One, """{"name":"approved","tags":["a-tag"],"data":{"amount":7}}""", ("If-Match", etag));

    private Task<JsonObject> CreateAsync(string name, Guid? suiteId = null, Guid? scenarioId = null) =>
        Mine.Api.CreateAsync(
            All,
            new
            {
                name,
                suiteId,
                scenarioId,
                data = new { },
            }
        );

    private async Task<IReadOnlyList<string>> NamesAsync(string query) =>
        [.. (await Mine.Api.ReadAsync($"{All}?{query}"))["items"]!.AsArray().Select(item => (string)item!["name"]!)];
}
