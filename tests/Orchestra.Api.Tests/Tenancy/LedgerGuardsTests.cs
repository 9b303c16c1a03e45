using Orchestra.Api.Tests.Hosting;
using Orchestra.Runs.Reading;
using Orchestra.Testing.Builders;

namespace Orchestra.Api.Tests.Tenancy;

/// <summary>
/// The ledger's readers name the tenant in each query, and row-level security guards its tables. With the policies off another tenant's
/// runs must still read like unknown ones; the last test is the control, which sees them when nothing names the tenant.
/// </summary>
internal sealed class LedgerGuardsTests : ApiFixture
{
    private static readonly string[] Tables = ["test_run", "run_plan", "step_result", "run_event", "suite_run", "suite_run_event"];

    private TenantArtifacts _theirs = null!;

    protected override async Task PrepareAsync()
    {
        var other = await Host.NewTenantAsync(Platform, "second");
        await Tenant.FillAsync("a");
        _theirs = await other.FillAsync("b");
        foreach (var table in Tables)
        {
            await Database.ExecuteAsAdminAsync($"alter table runs.{table} disable row level security");
        }
    }

    [Test]
    public async Task With_the_policies_off_the_queries_alone_hide_another_tenants_runs()
    {
        var tried = 0;
        foreach (var route in ApiRoute.Of(Host).Where(route => route.HasId && route.Segment is "testruns" or "suiteruns"))
        {
            var answer = await Tenant.Api.SendAsync(route.Method, route.PathTo(_theirs.OfSegment(route.Segment)!.Value));
            Assert.That(answer.Status, Is.EqualTo(404), $"{route}: {answer.Text}");
            tried++;
        }

        Assert.That(tried, Is.GreaterThanOrEqualTo(9));
    }

    [TestCase("testruns", "")]
    [TestCase("suiteruns", "")]
    [TestCase("testruns", "?scenarioId={0}")]
    [TestCase("testruns", "?suiteRunId={1}")]
    [TestCase("suiteruns", "?suiteId={2}")]
    public async Task With_the_policies_off_lists_show_ones_own_rows_only(string segment, string query)
    {
        var answer = await Tenant.Api.GetAsync(
            $"/api/v1/{segment}"
                + query
                    .Replace("{0}", $"{_theirs.Scenario}", StringComparison.Ordinal)
                    .Replace("{1}", $"{_theirs.SuiteRun}", StringComparison.Ordinal)
                    .Replace("{2}", $"{_theirs.Suite}", StringComparison.Ordinal)
        );

        Assert.That(answer.Items, query.Length == 0 ? Is.Not.Empty : Is.Empty);
        Assert.That(answer.Text, Does.Not.Contain($"{_theirs.TestRun}").And.Not.Contain($"{_theirs.SuiteRun}"));
    }

    [Test]
    public async Task With_the_policies_off_each_reader_hides_another_tenants_rows_by_itself()
    {
        // The readers themselves: routes find the run first, and would hide a filter that is missing behind it.
        var runs = new RunReader(Database.App);
        var suiteRuns = new SuiteRunReader(Database.App);

        Assert.That(await runs.PlanAsync(Tenant.TenantId, _theirs.TestRun, Deadline), Is.Null);
        Assert.That(await runs.EventsAsync(Tenant.TenantId, _theirs.TestRun, 0, Deadline), Is.Empty);
        Assert.That(await runs.StepsAsync(Tenant.TenantId, _theirs.TestRun, Deadline), Is.Empty);
        Assert.That(await runs.ListOfSuiteAsync(Tenant.TenantId, _theirs.SuiteRun, Deadline), Is.Empty);
        Assert.That(await suiteRuns.EventsAsync(Tenant.TenantId, _theirs.SuiteRun, 0, Deadline), Is.Empty);
        Assert.That(await runs.IsUnderWayInAsync(A.Id(), "local", Deadline), Is.False, "only other tenants run there");
        Assert.That(await runs.IsUnderWayInAsync(Tenant.TenantId, "local", Deadline), Is.True);
        Assert.That(await suiteRuns.IsUnderWayAsync(Tenant.TenantId, _theirs.Suite, [_theirs.Scenario], Deadline), Is.False);
    }

    [Test]
    public async Task With_neither_a_policy_nor_a_tenant_in_the_query_their_runs_are_seen()
    {
        foreach (var (table, id) in ((string, Guid)[])[("test_run", _theirs.TestRun), ("suite_run", _theirs.SuiteRun)])
        {
            var seen = 0L;
            await Database.App.InTenantAsync(
                Tenant.TenantId,
                async connection =>
                {
                    await using var command = new Npgsql.NpgsqlCommand($"select count(*) from runs.{table} where id = '{id}'", connection);
                    seen = (long)(await command.ExecuteScalarAsync())!;
                }
            );
            Assert.That(seen, Is.EqualTo(1), table);
        }
    }
}
