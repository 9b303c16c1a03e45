using Npgsql;
using Orchestra.Secrets.External;
using Orchestra.Secrets.Keys;
using Orchestra.Testing.Builders;
using Orchestra.Testing.Servers;

namespace Orchestra.Secrets.Tests;

/// <summary>Secrets and keys in a real database, written as requests do and read as executors do.</summary>
[CancelAfter(60_000)]
internal sealed class VaultTests
{
    private const string FirstKey = "first-master-key-of-these-tests-0123456789";
    private const string SecondKey = "second-master-key-of-these-tests-0123456789";

    private TestDatabase _database = null!;
    private Guid _tenant;

    [OneTimeSetUp]
    public async Task CreateAsync() => _database = await TestDatabase.CreateAsync();

    [OneTimeTearDown]
    public async Task DropAsync() => await _database.DisposeAsync();

    [SetUp]
    public async Task EmptyAsync()
    {
        await _database.ExecuteAsAdminAsync("truncate secrets.secret, secrets.data_key");
        _tenant = A.Id();
    }

    [Test]
    public async Task A_secret_is_opened_for_its_tenant_by_its_name()
    {
        await CreateAsync(_tenant, "TOKEN", "first value\nwith a line\0and more ✓");

        Assert.That(await ReadAsync(_tenant, "TOKEN"), Is.EqualTo("first value\nwith a line\0and more ✓"));
        Assert.That(await ReadAsync(_tenant, "token"), Is.Null);
        Assert.That(await ReadAsync(A.Id(), "TOKEN"), Is.Null);
    }

    [Test]
    public async Task No_column_holds_the_value()
    {
        await CreateAsync(_tenant, "TOKEN", "plain-canary");

        var row = await _database.ScalarAsync<string>("select row_to_json(s)::text || encode(s.sealed, 'escape') from secrets.secret s");
        Assert.That(row, Does.Contain("TOKEN").And.Not.Contain("plain-canary"));
    }

    [TestCase("tenant_id = '{other}'")]
    [TestCase("name = 'OTHER'")]
    [TestCase("version = version + 1")]
    [TestCase("sealed = set_byte(sealed, 30, get_byte(sealed, 30) # 1)")]
    public async Task A_row_that_was_moved_or_changed_does_not_open(string change)
    {
        var other = A.Id();
        await CreateAsync(_tenant, "TOKEN", "the value");
        // The other tenant even has this tenant's key row under its own id.
        await _database.ExecuteAsAdminAsync(
            $"insert into secrets.data_key select '{other}', number, master_key_id, wrapped, created_at from secrets.data_key"
        );
        await _database.ExecuteAsAdminAsync($"update secrets.secret set {change.Replace("{other}", $"{other}", StringComparison.Ordinal)}");

        var refused = new List<string>();
        var values = new List<string?>();
        foreach (var tenant in (Guid[])[_tenant, other])
        {
            values.Add(await ReadAsync(tenant, "TOKEN", refused: refused));
            values.Add(await ReadAsync(tenant, "OTHER", refused: refused));
        }

        Assert.That(values, Has.All.Null);
        Assert.That(refused, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_sealed_value_copied_from_another_tenant_does_not_open()
    {
        var other = A.Id();
        await CreateAsync(_tenant, "TOKEN", "my value");
        await CreateAsync(other, "TOKEN", "their value");
        await _database.ExecuteAsAdminAsync(
            $"update secrets.secret set sealed = (select sealed from secrets.secret where tenant_id = '{other}') where tenant_id = '{_tenant}'"
        );

        Assert.That(await ReadAsync(_tenant, "TOKEN"), Is.Null);
        Assert.That(await ReadAsync(other, "TOKEN"), Is.EqualTo("their value"));
    }

    [Test]
    public async Task A_replacement_takes_the_place_of_what_was_seen_and_of_nothing_later()
    {
        var seen = await CreateAsync(_tenant, "TOKEN", "one one");
        await using var connection = await RequestAsync(_tenant);
        var store = new SecretStore(Keys(FirstKey));

        var replaced = await store.ReplaceAsync(connection, _tenant, seen!, "two two", "me", CancellationToken.None);
        var late = await store.ReplaceAsync(connection, _tenant, seen!, "three", "me", CancellationToken.None);

        Assert.That((replaced?.Version, late), Is.EqualTo(((int?)2, (SecretHead?)null)));
        Assert.That(await ReadAsync(_tenant, "TOKEN"), Is.EqualTo("two two"));
    }

    [Test]
    public async Task After_a_rotation_of_the_master_key_the_old_one_need_not_be_listed()
    {
        await CreateAsync(_tenant, "TOKEN", "the value");
        Assert.That(await ReadAsync(_tenant, "TOKEN", SecondKey), Is.Null, "the new key alone opens nothing yet");
        Assert.That(await ReadAsync(_tenant, "TOKEN", $"{SecondKey}\n{FirstKey}"), Is.EqualTo("the value"));

        await using var owner = await _database.Owner.OpenConnectionAsync();
        Assert.That(
            () => new KeyRotation(Keys(SecondKey)).RewrapAsync(owner, CancellationToken.None),
            Throws.InstanceOf<MasterKeyMissingException>()
        );
        var rotation = new KeyRotation(Keys($"{SecondKey},{FirstKey}"));
        Assert.That(await rotation.RewrapAsync(owner, CancellationToken.None), Is.EqualTo(1));
        Assert.That(await rotation.RewrapAsync(owner, CancellationToken.None), Is.Zero);

        Assert.That(await ReadAsync(_tenant, "TOKEN", SecondKey), Is.EqualTo("the value"));
        Assert.That(await ReadAsync(_tenant, "TOKEN", FirstKey), Is.Null);
    }

    [Test]
    public async Task A_tenants_new_data_key_seals_all_its_secrets_and_the_old_one_goes()
    {
        var other = A.Id();
        await CreateAsync(_tenant, "ONE", "value one");
        await CreateAsync(_tenant, "TWO", "value two");
        await CreateAsync(other, "ONE", "their value");
        var before = await SealedAsync();

        await using var owner = await _database.Owner.OpenConnectionAsync();
        var count = await new KeyRotation(Keys(FirstKey)).RotateTenantAsync(owner, _tenant, CancellationToken.None);

        Assert.That(count, Is.EqualTo(2));
        Assert.That(await SealedAsync(), Is.Not.EqualTo(before));
        Assert.That(await ReadAsync(_tenant, "ONE"), Is.EqualTo("value one"));
        Assert.That(await ReadAsync(_tenant, "TWO"), Is.EqualTo("value two"));
        Assert.That(await ReadAsync(other, "ONE"), Is.EqualTo("their value"));
        Assert.That(
            await _database.ScalarAsync<string>(
                $"select string_agg(number::text, ',') from secrets.data_key where tenant_id = '{_tenant}'"
            ),
            Is.EqualTo("2")
        );
    }

    [Test]
    public void Without_a_master_key_nothing_is_kept()
    {
        Assert.That(
            async () =>
            {
                await using var connection = await RequestAsync(_tenant);
                await new SecretStore(MasterKeys.None).CreateAsync(
                    connection,
                    _tenant,
                    A.Id(),
                    "TOKEN",
                    "value",
                    "me",
                    CancellationToken.None
                );
            },
            Throws.InstanceOf<MasterKeyMissingException>()
        );
        Assert.That(() => Keys("too short"), Throws.InstanceOf<InvalidDataException>().With.Message.Not.Contains("too short"));
    }

    private Task<string> SealedAsync() =>
        _database.ScalarAsync<string>(
            $"select string_agg(encode(sealed, 'hex'), ',' order by name) from secrets.secret where tenant_id = '{_tenant}'"
        );

    private async Task<SecretHead?> CreateAsync(Guid tenant, string name, string value)
    {
        await using var connection = await RequestAsync(tenant);
        return await new SecretStore(Keys(FirstKey)).CreateAsync(connection, tenant, A.Id(), name, value, "me", CancellationToken.None);
    }

    private async Task<NpgsqlConnection> RequestAsync(Guid tenant)
    {
        var connection = await _database.App.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("select set_config('orchestra.tenant_id', @tenant, false)", connection);
        command.Parameters.AddWithValue("tenant", tenant.ToString());
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private async Task<string?> ReadAsync(Guid tenant, string name, string keys = FirstKey, List<string>? refused = null)
    {
        var reader = new SecretReader(_database.Worker, Keys(keys), new ExternalSecrets(new SecretsOptions()));
        var values = await reader.ReadAsync(tenant, [name], (secret, _) => refused?.Add(secret), CancellationToken.None);
        return values.GetValueOrDefault(name);
    }

    private static MasterKeys Keys(string text) => MasterKeys.Parse(text, "the test");
}
