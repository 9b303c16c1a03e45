using System.Text.Json.Nodes;
using Orchestra.Api.Tests.Hosting;

namespace Orchestra.Api.Tests.Identity;

/// <summary>Keys are changed and revoked by those whose they are: a tenant's by its administrators, the platform's by its own.</summary>
internal sealed class KeyChangeTests : ApiFixture
{
    private const string Keys = "/api/v1/apikeys";

    [Test]
    public async Task Other_roles_hold_from_the_next_request_on()
    {
        var (path, client) = await NewKeyAsync("promoted");
        var before = await client.PostAsync("/api/v1/datasets", new { name = "promoted", data = new { } });

        var changed = await ChangeAsync(Tenant.Api, path, """{"roles":["TEST_DESIGNER","TEST_DESIGNER"]}""");
        var after = await client.PostAsync("/api/v1/datasets", new { name = "promoted", data = new { } });

        Assert.That((before.Status, changed.Status, after.Status), Is.EqualTo((403, 200, 201)), changed.Text);
        Assert.That(changed.Json["roles"]!.ToJsonString(), Is.EqualTo("[\"TEST_DESIGNER\"]"));
    }

    [Test]
    public async Task An_expiry_can_be_given_and_taken_back()
    {
        var (path, _) = await NewKeyAsync("dated");
        var dated = await ChangeAsync(Tenant.Api, path, """{"roles":["VIEWER"],"expiresAt":"2999-01-01T00:00:00Z"}""");
        var undated = await ChangeAsync(Tenant.Api, path, """{"roles":["VIEWER"]}""");
        var past = await ChangeAsync(Tenant.Api, path, """{"roles":["VIEWER"],"expiresAt":"2020-01-01T00:00:00Z"}""");

        Assert.That(dated.Json["expiresAt"]!.GetValue<string>(), Does.StartWith("2999-01-01"));
        Assert.That(undated.Json["expiresAt"], Is.Null);
        Assert.That((past.Status, past.Faults.Single().Path), Is.EqualTo((400, "expiresAt")));
    }

    [Test]
    public async Task A_change_names_the_state_that_it_saw()
    {
        var (path, _) = await NewKeyAsync("etag");
        var etag = (await Tenant.Api.GetAsync(path)).Headers.ETag!.Tag;
        var without = await Tenant.Api.SendAsync("PUT", path, """{"roles":["VIEWER"]}""");
        var first = await Tenant.Api.SendAsync("PUT", path, """{"roles":["TEST_RUNNER"]}""", ("If-Match", etag));
        var second = await Tenant.Api.SendAsync("PUT", path, """{"roles":["VIEWER"]}""", ("If-Match", etag));

        Assert.That((without.Status, first.Status, second.Status), Is.EqualTo((428, 200, 412)), second.Text);
    }

    [Test]
    public async Task A_revoked_key_stays_revoked_and_a_revoking_needs_no_state()
    {
        var (path, client) = await NewKeyAsync("revoked");
        var stale = (await Tenant.Api.GetAsync(path)).Headers.ETag!.Tag;
        Assert.That((await Tenant.Api.SendAsync("DELETE", path)).Status, Is.EqualTo(204));

        var revived = await ChangeAsync(Tenant.Api, path, """{"roles":["VIEWER"]}""");
        var late = await Tenant.Api.SendAsync("PUT", path, """{"roles":["VIEWER"]}""", ("If-Match", stale));

        Assert.That((revived.Status, late.Status), Is.EqualTo((409, 412)), revived.Text);
        Assert.That((await client.GetAsync("/api/v1/processes")).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task The_platforms_administrator_lists_and_revokes_the_platforms_keys_and_no_others()
    {
        var lost = await Host.PlatformAsync();
        var listed = (await Platform.GetAsync(Keys)).Items;
        var (foreign, _) = await NewKeyAsync("a tenant's");

        // The newest is the one that was lost.
        var revoked = await Platform.SendAsync("DELETE", $"{Keys}/{listed[0]["id"]}");

        Assert.That(listed.Select(key => key["roles"]!.ToJsonString()), Is.All.EqualTo("[\"PLATFORM_ADMIN\"]"));
        Assert.That(listed, Has.Count.GreaterThanOrEqualTo(2));
        Assert.That(revoked.Status, Is.EqualTo(204));
        Assert.That((await lost.GetAsync("/api/v1/tenants")).Status, Is.EqualTo(401));
        Assert.That((await Platform.GetAsync("/api/v1/tenants")).Status, Is.EqualTo(200), "its own still works");
        Assert.That((await Platform.GetAsync(foreign)).Status, Is.EqualTo(404));
        Assert.That((await Platform.SendAsync("DELETE", foreign)).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task A_platform_key_cannot_become_a_tenants_nor_the_other_way_round()
    {
        await Host.PlatformAsync();
        var platform = $"{Keys}/{(await Platform.GetAsync(Keys)).Items[0]["id"]}";
        var (tenants, _) = await NewKeyAsync("climber");

        var down = await ChangeAsync(Platform, platform, """{"roles":["ORG_ADMIN"]}""");
        var up = await ChangeAsync(Tenant.Api, tenants, """{"roles":["PLATFORM_ADMIN"]}""");
        var dated = await ChangeAsync(Platform, platform, """{"roles":["PLATFORM_ADMIN"],"expiresAt":"2999-01-01T00:00:00Z"}""");
        var made = await Platform.PostAsync(Keys, new { name = "x", roles = new[] { "VIEWER" } });

        Assert.That((down.Status, up.Status, dated.Status, made.Status), Is.EqualTo((400, 400, 200, 403)), down.Text);
    }

    private async Task<(string Path, ApiClient Client)> NewKeyAsync(string name)
    {
        JsonObject created = await Tenant.Api.CreateAsync(Keys, new { name, roles = new[] { "VIEWER" } });
        return ($"{Keys}/{created["id"]}", Host.Client(created["key"]!.GetValue<string>()));
    }

    private static async Task<ApiAnswer> ChangeAsync(ApiClient client, string path, string body)
    {
        var read = await client.GetAsync(path);
        return await client.SendAsync("PUT", path, body, ("If-Match", read.Headers.ETag!.Tag));
    }
}
