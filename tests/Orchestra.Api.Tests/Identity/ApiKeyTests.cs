using Orchestra.Api.Tests.Hosting;
using Orchestra.ServiceDefaults.Identity;

namespace Orchestra.Api.Tests.Identity;

/// <summary>Who gets in: keys that are valid now, and nobody else.</summary>
internal sealed class ApiKeyTests : ApiFixture
{
    [Test]
    public async Task No_key_is_refused_on_every_route()
    {
        var anonymous = Host.Client();
        using (Assert.EnterMultipleScope())
        {
            foreach (var route in ApiRoute.Of(Host))
            {
                var answer = await anonymous.SendAsync(route.Method, route.PathTo(Guid.Empty));
                Assert.That((answer.Status, answer.Error), Is.EqualTo((401, "unauthorized")), $"{route}: {answer.Text}");
                Assert.That(answer.Message, Does.Contain("X-API-Key"));
            }
        }
    }

    [TestCase("")]
    [TestCase("garbage")]
    [TestCase("orc_")]
    [TestCase("orc_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [TestCase("orc_' or 1=1 --")]
    public async Task A_key_that_was_never_made_is_refused(string key)
    {
        var answer = await Host.Client(key).GetAsync("/api/v1/processes");

        Assert.That((answer.Status, answer.Error), Is.EqualTo((401, "unauthorized")), answer.Text);
    }

    [Test]
    public async Task Two_keys_at_once_are_refused()
    {
        var answer = await Tenant.Api.GetAsync("/api/v1/processes", ("X-API-Key", Tenant.Key));

        Assert.That(answer.Status, Is.EqualTo(401), answer.Text);
    }

    [Test]
    public async Task A_revoked_key_is_refused_at_once_and_stays_on_record()
    {
        var created = await Tenant.Api.CreateAsync("/api/v1/apikeys", new { name = "short-lived", roles = new[] { "VIEWER" } });
        var client = Host.Client(created["key"]!.GetValue<string>());
        await client.ReadAsync("/api/v1/processes");

        var revoked = await Tenant.Api.SendAsync("DELETE", $"/api/v1/apikeys/{created["id"]}");

        Assert.That(revoked.Status, Is.EqualTo(204));
        Assert.That((await client.GetAsync("/api/v1/processes")).Status, Is.EqualTo(401));
        var listed = (await Tenant.Api.GetAsync("/api/v1/apikeys")).Items.Single(item => item["name"]!.GetValue<string>() == "short-lived");
        Assert.That(listed["revokedAt"], Is.Not.Null);
        Assert.That(listed.ToJsonString(), Does.Not.Contain(created["key"]!.GetValue<string>()));
    }

    [Test]
    public async Task An_expired_key_is_refused()
    {
        var created = await Tenant.Api.CreateAsync(
            "/api/v1/apikeys",
            new
            {
                name = "expiring",
                roles = new[] { "VIEWER" },
                expiresAt = TimeProvider.System.GetUtcNow().AddHours(1),
            }
        );
        var client = Host.Client(created["key"]!.GetValue<string>());
        await client.ReadAsync("/api/v1/processes");

        await Database.ExecuteAsAdminAsync($"update identity.api_key set expires_at = now() - interval '1 s' where id = '{created["id"]}'");

        Assert.That((await client.GetAsync("/api/v1/processes")).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task Only_the_hash_of_a_key_is_stored_anywhere()
    {
        var stored = await Database.ScalarAsync<string>(
            "select (select string_agg(k::text, ' ') from identity.api_key k) || coalesce((select string_agg(i::text, ' ') from runs.idempotency i), '')"
        );

        Assert.That(stored, Does.Not.Contain(Tenant.Key));
        Assert.That(stored, Does.Contain(Convert.ToHexStringLower(ApiKeys.Hash(Tenant.Key))));
    }

    [Test]
    public async Task A_create_that_shows_a_key_once_refuses_an_idempotency_key()
    {
        var tenant = await Platform.PostAsync("/api/v1/tenants", new { name = "keyed" }, ("Idempotency-Key", "make-it-once"));
        var key = await Tenant.Api.PostAsync(
            "/api/v1/apikeys",
            new { name = "keyed", roles = new[] { "VIEWER" } },
            ("Idempotency-Key", "make-it-once")
        );

        Assert.That((tenant.Status, key.Status), Is.EqualTo((400, 400)), tenant.Text);
        Assert.That((tenant.Faults.Single().Path, key.Faults.Single().Path), Is.EqualTo(("Idempotency-Key", "Idempotency-Key")));
        Assert.That(await Database.ScalarAsync<long>("select count(*) from identity.tenant where name = 'keyed'"), Is.Zero);
        Assert.That(await Database.ScalarAsync<long>("select count(*) from identity.api_key where name = 'keyed'"), Is.Zero);
    }
}
