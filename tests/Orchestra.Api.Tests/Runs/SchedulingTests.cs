using Orchestra.Api.Tests.Hosting;
using Orchestra.Contracts.Runs;
using Orchestra.Testing.Waiting;

namespace Orchestra.Api.Tests.Runs;

/// <summary>Without an executor: runs wait within the tenant's slots, and can be cancelled.</summary>
internal sealed class SchedulingTests : ApiFixture
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Test]
    public async Task Runs_are_queued_as_far_as_slots_reach_and_more_slots_queue_more()
    {
        var tenant = await TenantAsync("slots", 2);
        var mine = await tenant.FillAsync();
        for (var i = 0; i < 4; i++)
        {
            await RunAsync(tenant, mine);
        }

        await HasAsync(tenant, "QUEUED", 2);
        // One run and the two of a suite run came with the tenant's artifacts.
        await HasAsync(tenant, "PENDING", 5);
        await tenant.ChangeSettingsAsync(settings => settings["maxParallelRuns"] = 6);
        await HasAsync(tenant, "QUEUED", 6);
        await HasAsync(tenant, "PENDING", 1);
    }

    [Test]
    public async Task A_pending_run_and_a_queued_one_are_cancelled_at_once_and_the_slot_goes_on()
    {
        var tenant = await TenantAsync("cancels", 1);
        var mine = await tenant.FillAsync();
        await tenant.Api.PostAsync($"/api/v1/suiteruns/{mine.SuiteRun}/cancel");
        var queued = mine.TestRun;
        await IsAsync(tenant, queued, "QUEUED");
        var (second, third) = (await RunAsync(tenant, mine), await RunAsync(tenant, mine));

        var pendingCancelled = await tenant.Api.PostAsync($"/api/v1/testruns/{third}/cancel");
        var thirdAfter = await StatusAsync(tenant, third);
        var queuedCancelled = await tenant.Api.PostAsync($"/api/v1/testruns/{queued}/cancel");
        var again = await tenant.Api.PostAsync($"/api/v1/testruns/{queued}/cancel");

        Assert.That((pendingCancelled.Status, pendingCancelled.Json["outcome"]!.GetValue<string>()), Is.EqualTo((202, "CANCELLED")));
        Assert.That(pendingCancelled.Headers.Location!.OriginalString, Is.EqualTo($"/api/v1/testruns/{third}"));
        Assert.That(thirdAfter, Is.EqualTo("CANCELLED"));
        Assert.That(queuedCancelled.Json["outcome"]!.GetValue<string>(), Is.EqualTo("CANCELLED"));
        Assert.That(again.Json["outcome"]!.GetValue<string>(), Is.EqualTo("ALREADY_ENDED"));
        await IsAsync(tenant, second, "QUEUED");
    }

    [Test]
    public async Task A_running_run_is_asked_to_stop()
    {
        var tenant = await TenantAsync("stops", 10);
        var mine = await tenant.FillAsync();
        var executor = await FakeExecutor.ClaimAsync(Database, mine.TestRun, Deadline);

        var answer = await tenant.Api.PostAsync($"/api/v1/testruns/{mine.TestRun}/cancel");

        Assert.That(answer.Json["outcome"]!.GetValue<string>(), Is.EqualTo("REQUESTED"));
        var read = await tenant.Api.ReadAsync($"/api/v1/testruns/{mine.TestRun}");
        Assert.That((read["status"]!.GetValue<string>(), read["cancelRequested"]!.GetValue<bool>()), Is.EqualTo(("IN_PROGRESS", true)));
        Assert.That(await executor.StartAsync(0), "the executor must be told before its next step");
        await executor.FinishAsync(RunStatus.Cancelled);
        Assert.That(await StatusAsync(tenant, mine.TestRun), Is.EqualTo("CANCELLED"));
    }

    [Test]
    public async Task A_suite_run_whose_runs_are_all_cancelled_ends_cancelled()
    {
        var tenant = await TenantAsync("suites", 1);
        var mine = await tenant.FillAsync();

        var answer = await tenant.Api.PostAsync($"/api/v1/suiteruns/{mine.SuiteRun}/cancel");

        Assert.That((answer.Status, answer.Json["outcome"]!.GetValue<string>()), Is.EqualTo((202, "CANCELLED")));
        await Eventually.GetAsync(
            async () => (await tenant.Api.ReadAsync($"/api/v1/suiteruns/{mine.SuiteRun}"))["suiteRun"]!["status"]!.GetValue<string>(),
            status => status == "CANCELLED",
            Soon,
            "the suite run"
        );
    }

    [Test]
    public async Task Two_changes_of_the_same_settings_at_once_lose_nobodys_change()
    {
        var tenant = await TenantAsync("settings", 3);
        var read = await tenant.Api.GetAsync("/api/v1/tenants/current/settings");
        var tag = read.Headers.ETag!.Tag;

        var answers = await Task.WhenAll(
            Enumerable
                .Range(1, 8)
                .Select(i =>
                {
                    var body = read.Json;
                    body["maxParallelRuns"] = i;
                    return tenant.Api.SendAsync("PUT", "/api/v1/tenants/current/settings", body.ToJsonString(), ("If-Match", tag));
                })
        );

        Assert.That(answers.Select(answer => answer.Status), Is.EquivalentTo(Enumerable.Repeat(412, 7).Prepend(200)));
        var winner = answers.Single(answer => answer.Status == 200);
        var now = await tenant.Api.GetAsync("/api/v1/tenants/current/settings");
        Assert.That(now.Json["maxParallelRuns"]!.GetValue<int>(), Is.EqualTo(winner.Json["maxParallelRuns"]!.GetValue<int>()));
        Assert.That(now.Headers.ETag!.Tag, Is.EqualTo(winner.Headers.ETag!.Tag).And.Not.EqualTo(tag));
    }

    private static async Task<Guid> RunAsync(TenantApi tenant, TenantArtifacts mine) =>
        (await tenant.Api.CreateAsync("/api/v1/testruns", new { scenarioId = mine.Scenario, environmentId = mine.Environment }))[
            "id"
        ]!.GetValue<Guid>();

    private static async Task<string> StatusAsync(TenantApi tenant, Guid run) =>
        (await tenant.Api.ReadAsync($"/api/v1/testruns/{run}"))["status"]!.GetValue<string>();

    private static async Task IsAsync(TenantApi tenant, Guid run, string status) =>
        await Eventually.GetAsync(() => StatusAsync(tenant, run), actual => actual == status, Soon, $"run {run} being {status}");

    private static async Task HasAsync(TenantApi tenant, string status, int count) =>
        await Eventually.GetAsync(
            async () => (await tenant.Api.GetAsync($"/api/v1/testruns?status={status}")).Items.Count,
            actual => actual == count,
            Soon,
            $"{count} runs being {status}"
        );

    private async Task<TenantApi> TenantAsync(string name, int slots)
    {
        var tenant = await Host.NewTenantAsync(Platform, name);
        await tenant.ChangeSettingsAsync(settings => settings["maxParallelRuns"] = slots);
        return tenant;
    }
}
