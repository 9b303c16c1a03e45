using Orchestra.ServiceDefaults.Identity;

namespace Orchestra.ServiceDefaults.Tests.Identity;

internal sealed class PermissionMiddlewareTests : IdentityFixture
{
    protected override string Environment => "Production";

    [Test]
    public async Task An_endpoint_that_names_no_permission_is_refused_to_everybody()
    {
        var (status, body) = await AskAsync("/forgotten", await KeyAsync(Role.OrgAdmin));

        Assert.That(status, Is.EqualTo(403));
        Assert.That(body, Does.Contain("this route names no permission").And.Not.Contain("secret"));
    }

    [Test]
    public async Task An_open_endpoint_needs_nobody() => Assert.That(await AskAsync("/open"), Is.EqualTo((200, "open")));

    [Test]
    public async Task Each_role_reaches_what_the_table_grants_and_nothing_else([Values] Role role)
    {
        var key = await KeyAsync(role);
        foreach (var permission in Enum.GetValues<Permission>())
        {
            var (status, body) = await AskAsync($"/{permission}", key);
            var granted = RolePermissions.Grant([role], permission);
            Assert.That(status, Is.EqualTo(granted ? 200 : 403), $"{permission}");
            Assert.That(body, granted ? Is.EqualTo($"{Tenant} key:robot") : Does.Contain("\"forbidden\""));
        }
    }

    [Test]
    public async Task Without_a_key_outside_development_the_answer_is_401()
    {
        var (status, body) = await AskAsync("/View");

        Assert.That(status, Is.EqualTo(401));
        Assert.That(body, Does.Contain("\"unauthorized\"").And.Contain("X-API-Key"));
    }

    [Test]
    public async Task A_key_that_is_unknown_revoked_expired_or_misshapen_reads_the_same()
    {
        string[] keys =
        [
            ApiKeys.Create(),
            await KeyAsync(Role.OrgAdmin, revoked: true),
            await KeyAsync(Role.OrgAdmin, "-1 second"),
            "nonsense",
            "orc_'; --xxxx",
        ];
        foreach (var key in keys)
        {
            var (status, body) = await AskAsync("/View", key);
            Assert.That(status, Is.EqualTo(401), key);
            Assert.That(body, Does.Contain("the API key is unknown, revoked or expired"));
        }

        Assert.That((await AskAsync("/View", await KeyAsync(Role.OrgAdmin, "1 hour"))).Status, Is.EqualTo(200), "the control");
    }

    [TestCase("/nowhere", 404, "not_found")]
    public async Task An_unknown_route_answers_in_the_error_shape(string path, int status, string code)
    {
        var answer = await AskAsync(path);

        Assert.That(answer.Status, Is.EqualTo(status));
        Assert.That(answer.Body, Does.Contain($"\"error\":\"{code}\"").And.Contain("\"message\""));
    }
}
