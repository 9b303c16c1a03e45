using System.Text.Json.Nodes;
using Orchestra.Api.Tests.Hosting;

namespace Orchestra.Api.Tests.Membership;

/// <summary>Members of a tenant: listed, added, changed and revoked; an administrator always stays.</summary>
internal sealed class MemberTests : ApiFixture
{
    private const string All = "/api/v1/members";

    private TenantApi _mine = null!;
    private int _tenants;

    [SetUp]
    public async Task MakeTenantAsync() => _mine = await Host.NewTenantAsync(Platform, $"members {++_tenants}");

    [Test]
    public async Task A_member_is_added_listed_and_read()
    {
        var created = await _mine.Api.PostAsync(
            All,
            new { subject = "ada@example.com", roles = new[] { "TEST_DESIGNER", "VIEWER", "VIEWER" } }
        );
        var read = await _mine.Api.GetAsync(created.Headers.Location!.OriginalString);

        Assert.That((created.Status, read.Status), Is.EqualTo((201, 200)), created.Text);
        Assert.That(read.Json["roles"]!.ToJsonString(), Is.EqualTo("""["TEST_DESIGNER","VIEWER"]"""));
        Assert.That((string?)read.Json["createdBy"], Is.EqualTo("key:admin"));
        Assert.That(read.Headers.ETag, Is.EqualTo(created.Headers.ETag));
        Assert.That(
            (await _mine.Api.GetAsync(All)).Items.Select(item => (string?)item["subject"]),
            Is.EqualTo((string[])["ada@example.com"])
        );
    }

    [Test]
    public async Task A_change_takes_the_ETag_that_was_read()
    {
        var member = await AddAsync("ada", "VIEWER");
        var etag = (await _mine.Api.GetAsync(member)).Headers.ETag!.Tag;

        var first = await ChangeAsync(member, "TEST_RUNNER", etag);
        var stale = await ChangeAsync(member, "VIEWER", etag);
        var blind = await _mine.Api.SendAsync("PUT", member, """{"roles":["VIEWER"]}""");

        Assert.That((first.Status, stale.Status, blind.Status), Is.EqualTo((200, 412, 428)), first.Text);
        Assert.That((await _mine.Api.ReadAsync(member))["roles"]!.ToJsonString(), Is.EqualTo("""["TEST_RUNNER"]"""));
    }

    [Test]
    public async Task A_subject_is_a_member_once_and_again_after_it_was_revoked()
    {
        var first = await AddAsync("ada", "VIEWER");
        var twice = await _mine.Api.PostAsync(All, new { subject = "ada", roles = new[] { "VIEWER" } });
        var revoked = await _mine.Api.SendAsync("DELETE", first);
        var repeated = await _mine.Api.SendAsync("DELETE", first);
        var changed = await ChangeAsync(first, "VIEWER", "*");
        var second = await AddAsync("ada", "VIEWER");

        Assert.That((twice.Status, revoked.Status, repeated.Status, changed.Status), Is.EqualTo((409, 204, 204, 409)), twice.Text);
        Assert.That((await _mine.Api.ReadAsync(first))["revokedAt"], Is.Not.Null, "the row stays, for the record");
        Assert.That((await _mine.Api.ReadAsync(second))["revokedAt"], Is.Null);
        Assert.That((await _mine.Api.GetAsync(All)).Items, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task The_last_administrator_can_be_neither_revoked_nor_demoted()
    {
        var last = await AddAsync("ada", "ORG_ADMIN");
        await AddAsync("pia", "TEST_DESIGNER");

        var revoked = await _mine.Api.SendAsync("DELETE", last);
        var demoted = await ChangeAsync(last, "VIEWER", "*");
        var kept = await ChangeAsync(last, "ORG_ADMIN", "*");
        await AddAsync("ben", "ORG_ADMIN");
        var free = await _mine.Api.SendAsync("DELETE", last);

        Assert.That((revoked.Status, demoted.Status, kept.Status, free.Status), Is.EqualTo((409, 409, 200, 204)), revoked.Text);
        Assert.That(revoked.Message, Is.EqualTo("'ada' is the last member with the role ORG_ADMIN: give it to another first"));
    }

    [Test]
    public async Task A_revoked_administrator_counts_for_nobody()
    {
        var first = await AddAsync("ada", "ORG_ADMIN");
        var second = await AddAsync("ben", "ORG_ADMIN");

        var one = await _mine.Api.SendAsync("DELETE", first);
        var other = await _mine.Api.SendAsync("DELETE", second);

        Assert.That((one.Status, other.Status), Is.EqualTo((204, 409)));
    }

    [Test]
    public async Task Of_the_last_two_administrators_only_one_goes_when_both_are_revoked_at_once()
    {
        for (var round = 0; round < 5; round++)
        {
            var tenant = await Host.NewTenantAsync(Platform, $"race {round}");
            var members = new List<string>();
            foreach (var subject in (string[])["ada", "ben"])
            {
                var created = await tenant.Api.PostAsync(All, new { subject, roles = new[] { "ORG_ADMIN" } });
                members.Add(created.Headers.Location!.OriginalString);
            }

            var answers = await Task.WhenAll(members.Select(member => tenant.Api.SendAsync("DELETE", member)));

            Assert.That(answers.Select(answer => answer.Status).Order(), Is.EqualTo((int[])[204, 409]));
        }
    }

    [Test]
    public async Task A_subject_can_be_a_member_of_several_tenants()
    {
        var other = await Host.NewTenantAsync(Platform, "another");
        var mine = await AddAsync("ada", "ORG_ADMIN");
        var theirs = await other.Api.PostAsync(All, new { subject = "ada", roles = new[] { "ORG_ADMIN" } });

        Assert.That(theirs.Status, Is.EqualTo(201), theirs.Text);
        Assert.That((await other.Api.GetAsync(mine)).Status, Is.EqualTo(404));
        Assert.That((await other.Api.SendAsync("DELETE", mine)).Status, Is.EqualTo(404));
        Assert.That((await other.Api.GetAsync(All)).Items, Has.Count.EqualTo(1));
        Assert.That((await _mine.Api.SendAsync("DELETE", mine)).Status, Is.EqualTo(409), "another tenant's administrator is none of mine");
    }

    private async Task<string> AddAsync(string subject, string role)
    {
        JsonObject created = await _mine.Api.CreateAsync(All, new { subject, roles = new[] { role } });
        return $"{All}/{created["id"]}";
    }

    private Task<ApiAnswer> ChangeAsync(string member, string role, string etag) =>
        _mine.Api.SendAsync("PUT", member, $$"""{"roles":["{{role}}"]}""", ("If-Match", etag));
}
