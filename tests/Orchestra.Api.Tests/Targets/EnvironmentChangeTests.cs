using System.Text.Json.Nodes;
using Orchestra.Api.Tests.Hosting;
using Orchestra.Api.Tests.Scenarios;

namespace Orchestra.Api.Tests.Targets;

/// <summary>Environments are changed and deleted; what runs already stays where it was planned to go.</summary>
internal sealed class EnvironmentChangeTests : ScenarioFixture
{
    private const string All = "/api/v1/environments";

    private string One => $"{All}/{Artifacts.Environment}";

    [Test]
    public async Task A_change_takes_the_ETag_that_was_read_and_gives_the_next()
    {
        var read = await Mine.Api.GetAsync(One);
        var first = await ChangeAsync("""{"name":"local","variables":{"region":"eu"}}""", read.Headers.ETag!.Tag);
        var stale = await ChangeAsync("""{"name":"local"}""", read.Headers.ETag!.Tag);

        Assert.That((first.Status, stale.Status), Is.EqualTo((200, 412)), first.Text);
        Assert.That((await Mine.Api.GetAsync(One)).Headers.ETag, Is.EqualTo(first.Headers.ETag));
        Assert.That((string?)(await Mine.Api.ReadAsync(One))["variables"]!["region"], Is.EqualTo("eu"));
        Assert.That((await Mine.Api.ReadAsync(One))["allow"]!.AsArray(), Is.Empty, "what is left out is empty: a PUT says everything");
    }

    [Test]
    public async Task Of_two_changes_at_once_one_is_told_to_read_again()
    {
        var etag = (await Mine.Api.GetAsync(One)).Headers.ETag!.Tag;

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ChangeAsync("""{"name":"local"}""", etag)));

        Assert.That(answers.Select(answer => answer.Status).Order(), Is.EqualTo((int[])[200, 412, 412, 412, 412, 412]));
    }

    [Test]
    public async Task A_change_must_be_as_good_as_a_new_one()
    {
        await Mine.EnvironmentAsync("other");

        var taken = await ChangeAsync("""{"name":"other"}""", "*");
        var outside = await ChangeAsync("""{"name":"local","allow":["10.0.0.0/8"],"serviceUrls":{"loans":"ftp://x"}}""", "*");

        Assert.That((taken.Status, taken.Message), Is.EqualTo((409, "there is an environment 'other' already")));
        Assert.That((outside.Status, outside.Faults.Count), Is.EqualTo((400, 2)), outside.Text);
    }

    [Test]
    public async Task A_change_reaches_the_next_run_and_no_earlier_one()
    {
        var run = new { scenarioId = Artifacts.Scenario, environmentId = Artifacts.Environment };
        var before = await Mine.Api.CreateAsync("/api/v1/testruns", run);
        await ChangeAsync("""{"name":"local","serviceUrls":{"loans":"http://moved.example"}}""", "*");
        var after = await Mine.Api.CreateAsync("/api/v1/testruns", run);

        Assert.That((await UrlOfAsync(before), await UrlOfAsync(after)), Is.EqualTo(("http://127.0.0.1:9", "http://moved.example")));
    }

    [Test]
    public async Task An_environment_stays_while_a_run_in_it_is_under_way()
    {
        var unused = await Mine.EnvironmentAsync("unused");

        var refused = await Mine.Api.SendAsync("DELETE", One);
        var free = await Mine.Api.SendAsync("DELETE", $"{All}/{unused}");
        await EndAllRunsAsync();
        var deleted = await Mine.Api.SendAsync("DELETE", One);
        var again = await Mine.Api.SendAsync("DELETE", One);

        Assert.That((refused.Status, free.Status, deleted.Status, again.Status), Is.EqualTo((409, 204, 204, 404)), refused.Text);
        Assert.That(refused.Message, Is.EqualTo("a run in the environment 'local' is under way: cancel it or wait for its end"));
        Assert.That((await Mine.Api.GetAsync($"/api/v1/testruns/{Artifacts.TestRun}")).Status, Is.EqualTo(200), "its runs stay");
        Assert.That(
            (
                await Mine.Api.PostAsync("/api/v1/testruns", new { scenarioId = Artifacts.Scenario, environmentId = Artifacts.Environment })
            ).Status,
            Is.EqualTo(404)
        );
    }

    private Task<ApiAnswer> ChangeAsync(string body, string etag) => Mine.Api.SendAsync("PUT", One, body, ("If-Match", etag));

    private async Task<string?> UrlOfAsync(JsonObject run) =>
        await Database.ScalarAsync<string>(
            $"select plan #>> '{{environment,serviceUrls,loans}}' from runs.run_plan where run_id = '{run["id"]}'"
        );
}
