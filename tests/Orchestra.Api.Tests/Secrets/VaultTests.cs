using Orchestra.Api.Tests.Hosting;
using Orchestra.Secrets;
using Orchestra.Secrets.External;
using Orchestra.Secrets.Keys;

namespace Orchestra.Api.Tests.Secrets;

/// <summary>Secrets are kept, replaced, deleted and listed, and no answer shows a value.</summary>
internal sealed class VaultTests : ApiFixture
{
    private const string All = "/api/v1/vault";
    private const string MasterKey = "the-master-key-of-the-tests-0123456789";

    private TenantApi _mine = null!;
    private int _tenants;

    [SetUp]
    public async Task MakeTenantAsync() => _mine = await Host.NewTenantAsync(Platform, $"vault {++_tenants}");

    [Test]
    public async Task A_secret_is_kept_and_listed_without_its_value()
    {
        var created = await KeepAsync("loans.api-key", "the first value");
        var read = await _mine.Api.GetAsync(created.Headers.Location!.OriginalString);
        var listed = await _mine.Api.GetAsync(All);

        Assert.That((created.Status, read.Status), Is.EqualTo((201, 200)), created.Text);
        Assert.That(created.Text + read.Text + listed.Text, Does.Contain("loans.api-key").And.Not.Contain("the first value"));
        Assert.That(read.Headers.ETag, Is.EqualTo(created.Headers.ETag));
        Assert.That(listed.Items.Select(item => (string?)item["name"]), Is.EqualTo((string[])["loans.api-key"]));
        Assert.That(await OpenAsync("loans.api-key"), Is.EqualTo("the first value"));
    }

    [Test]
    public async Task A_replacement_takes_the_ETag_that_was_read()
    {
        var etag = (await KeepAsync("TOKEN", "the first value")).Headers.ETag!.Tag;

        var first = await ReplaceAsync("TOKEN", "the second value", etag);
        var stale = await ReplaceAsync("TOKEN", "the third value", etag);
        var blind = await _mine.Api.SendAsync("PUT", All + "/TOKEN", """{"value":"the fourth value"}""");

        Assert.That((first.Status, stale.Status, blind.Status), Is.EqualTo((200, 412, 428)), first.Text);
        Assert.That((int)first.Json["version"]!, Is.EqualTo(2));
        Assert.That(await OpenAsync("TOKEN"), Is.EqualTo("the second value"));
    }

    [Test]
    public async Task A_name_is_taken_once_and_free_again_after_its_secret_is_deleted()
    {
        await KeepAsync("TOKEN", "the first value");
        var twice = await KeepAsync("TOKEN", "the second value");
        var deleted = await _mine.Api.SendAsync("DELETE", All + "/TOKEN");
        var again = await _mine.Api.SendAsync("DELETE", All + "/TOKEN");

        Assert.That((twice.Status, deleted.Status, again.Status), Is.EqualTo((409, 204, 404)), twice.Text);
        Assert.That(twice.Text, Does.Not.Contain("value\":"));
        Assert.That(await OpenAsync("TOKEN"), Is.Null);
        Assert.That((await KeepAsync("TOKEN", "the third value")).Status, Is.EqualTo(201));
    }

    [Test]
    public async Task A_repeated_create_gives_the_first_answer_and_keeps_no_value_in_it()
    {
        const string Body = """{"name":"ONCE","value":"the canary of a create"}""";
        var first = await _mine.Api.SendAsync("POST", All, Body, ("Idempotency-Key", "k"));
        var second = await _mine.Api.SendAsync("POST", All, Body, ("Idempotency-Key", "k"));

        Assert.That((first.Status, second.Status), Is.EqualTo((201, 201)), second.Text);
        Assert.That(
            await Database.ScalarAsync<string>("select string_agg(row_to_json(i)::text, ' ') from runs.idempotency i"),
            Does.Contain("ONCE").And.Not.Contain("the canary of a create")
        );
        Assert.That(
            await Database.ScalarAsync<long>(
                $"select count(*) from runs.idempotency where key = 'k' and (body_hash = sha256('{Body}'::bytea) or octet_length(body_hash) <> 32)"
            ),
            Is.Zero,
            "a hash that anybody can compute tells whether a guess is right"
        );
        var other = await _mine.Api.SendAsync(
            "POST",
            All,
            Body.Replace("ONCE", "TWICE", StringComparison.Ordinal),
            ("Idempotency-Key", "k")
        );
        Assert.That(other.Status, Is.EqualTo(409));
    }

    [Test]
    public async Task Without_a_master_key_nothing_is_kept()
    {
        await using var host = await ApiHost.StartAsync(Database, settings: new Dictionary<string, string?> { ["Secrets:MasterKey"] = "" });

        var refused = await host.Client(_mine.Key).PostAsync(All, new { name = "TOKEN", value = "the first value" });

        Assert.That((refused.Status, refused.Error), Is.EqualTo((503, "service_unavailable")), refused.Text);
        Assert.That(refused.Message, Does.Contain("Secrets__MasterKeyFile"));
        Assert.That((await _mine.Api.GetAsync(All)).Items, Is.Empty);
    }

    private Task<ApiAnswer> KeepAsync(string name, string value) => _mine.Api.PostAsync(All, new { name, value });

    private Task<ApiAnswer> ReplaceAsync(string name, string value, string etag) =>
        _mine.Api.SendAsync("PUT", $"{All}/{name}", $$"""{"value":"{{value}}"}""", ("If-Match", etag));

    private async Task<string?> OpenAsync(string name)
    {
        var reader = new SecretReader(Database.Worker, MasterKeys.Parse(MasterKey, "the test"), new ExternalSecrets(new SecretsOptions()));
        var values = await reader.ReadAsync(_mine.TenantId, [name], (_, _) => { }, CancellationToken.None);
        return values.GetValueOrDefault(name);
    }
}
