using Orchestra.Api.Tests.Hosting;
using Orchestra.Testing.Processes;

namespace Orchestra.Api.Tests.Identity;

/// <summary>From an empty database to two tenants.</summary>
internal sealed class BootstrapTests : ApiFixture
{
    [Test]
    public async Task Bootstrap_prints_a_key_that_makes_tenants_and_sees_nothing_of_them()
    {
        var printed = await ServiceProcess.RunToEndAsync("Orchestra.Api", ["bootstrap"], Database.AdminEnvironment);
        var platform = Host.Client(printed.Trim());

        var first = await Host.NewTenantAsync(platform, "one");
        var second = await Host.NewTenantAsync(platform, "two");
        var owned = await first.FillAsync();

        Assert.That(first.TenantId, Is.Not.EqualTo(second.TenantId));
        Assert.That(
            (await platform.GetAsync("/api/v1/tenants")).Items.Select(item => item["name"]!.GetValue<string>()),
            Is.SupersetOf(["one", "two"])
        );
        Assert.That((await platform.ReadAsync($"/api/v1/tenants/{first.TenantId}"))["name"]!.GetValue<string>(), Is.EqualTo("one"));
        Assert.That((await platform.GetAsync($"/api/v1/processes/{owned.Process}")).Status, Is.EqualTo(403));
        Assert.That((await platform.GetAsync($"/api/v1/testruns/{owned.TestRun}")).Status, Is.EqualTo(403));
        Assert.That((await first.Api.GetAsync("/api/v1/tenants")).Status, Is.EqualTo(403));
        Assert.That((await first.Api.GetAsync($"/api/v1/tenants/{second.TenantId}")).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task A_new_tenant_has_settings_and_slots()
    {
        var settings = await Tenant.Api.ReadAsync("/api/v1/tenants/current/settings");

        Assert.That(settings["maxParallelRuns"]!.GetValue<int>(), Is.EqualTo(10));
        Assert.That(settings["outboundAllow"]!.AsArray(), Is.Empty);
        var slots = await Database.ScalarAsync<int>($"select max_parallel from runs.tenant_slot where tenant_id = '{Tenant.TenantId}'");
        Assert.That(slots, Is.EqualTo(10));
    }
}
