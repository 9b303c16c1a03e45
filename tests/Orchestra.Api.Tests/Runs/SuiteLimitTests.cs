using Orchestra.Api.Tests.Hosting;
using Orchestra.Testing.Waiting;

namespace Orchestra.Api.Tests.Runs;

/// <summary>How many scenarios a tenant may have, and how it gets rid of some.</summary>
internal sealed class SuiteLimitTests : ApiFixture
{
    private const string Suites = "/api/v1/suites";

    [Test]
    public async Task Requests_at_once_do_not_pass_the_limit_together()
    {
        var tenant = await Host.NewTenantAsync(Platform, "limited");
        var mine = await tenant.FillAsync();
        // Two scenarios are there; each suite adds two.
        await tenant.ChangeSettingsAsync(settings => settings["maxScenariosPerTenant"] = 6);

        // Nobody inserts before all have come: who only counts has counted by then.
        await using var admin = new Npgsql.NpgsqlConnection(Database.AdminConnectionString);
        await admin.OpenAsync();
        await using var blocked = await admin.BeginTransactionAsync();
        await using (var block = new Npgsql.NpgsqlCommand("lock table api.test_scenario in exclusive mode", admin))
        {
            await block.ExecuteNonQueryAsync();
        }

        var requests = Enumerable
            .Range(0, 8)
            .Select(i => tenant.Api.PostAsync(Suites, new { processId = mine.Process, name = $"suite {i}" }))
            .ToList();
        await Eventually.IsTrueAsync(
            async () =>
                await Database.ScalarAsync<long>(
                    "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
                ) == requests.Count,
            TimeSpan.FromSeconds(10),
            "all requests wait for a lock"
        );
        await blocked.RollbackAsync();
        var answers = await Task.WhenAll(requests);

        Assert.That(answers.Count(answer => answer.Status == 201), Is.EqualTo(2), string.Join('\n', answers.Select(answer => answer.Text)));
        Assert.That(answers.Where(answer => answer.Status != 201).Select(answer => answer.Status), Is.All.EqualTo(409));
        Assert.That(
            await Database.ScalarAsync<long>($"select count(*) from api.test_scenario where tenant_id = '{tenant.TenantId}'"),
            Is.EqualTo(6)
        );
    }

    [Test]
    public async Task A_deleted_suite_makes_room_and_its_runs_stay()
    {
        var tenant = await Host.NewTenantAsync(Platform, "tidy");
        var mine = await tenant.FillAsync();
        var path = $"{Suites}/{mine.Suite}";

        var tooEarly = await tenant.Api.SendAsync("DELETE", path);
        await tenant.Api.CreateAsync($"/api/v1/suiteruns/{mine.SuiteRun}/cancel");
        var single = await tenant.Api.SendAsync("DELETE", path);
        await tenant.Api.CreateAsync($"/api/v1/testruns/{mine.TestRun}/cancel");
        await Database.ExecuteAsAdminAsync("update runs.suite_run set status = 'CANCELLED', finished_at = now() where finished_at is null");
        var deleted = await tenant.Api.SendAsync("DELETE", path);
        var again = await tenant.Api.SendAsync("DELETE", path);

        Assert.That((tooEarly.Status, single.Status, deleted.Status, again.Status), Is.EqualTo((409, 409, 204, 404)), tooEarly.Text);
        Assert.That((await tenant.Api.GetAsync($"/api/v1/scenarios/{mine.Scenario}")).Status, Is.EqualTo(404));
        Assert.That(
            (await tenant.Api.ReadAsync($"/api/v1/testruns/{mine.TestRun}/report"))["steps"]!.AsArray(),
            Has.Count.EqualTo(2),
            "the run carries its plan"
        );
        Assert.That((await tenant.Api.GetAsync($"/api/v1/suiteruns/{mine.SuiteRun}/report")).Status, Is.EqualTo(200));
    }
}
