using System.Text.Json.Nodes;
using Orchestra.Api.Tests.Hosting;
using Orchestra.Testing.Waiting;

namespace Orchestra.Api.Tests.Idempotency;

/// <summary>Creates with an Idempotency-Key happen once.</summary>
internal sealed class IdempotencyKeyTests : ApiFixture
{
    private const string Header = "Idempotency-Key";
    private const string TestRuns = "/api/v1/testruns";

    private TenantArtifacts _mine = null!;

    private object Run => new { scenarioId = _mine.Scenario, environmentId = _mine.Environment };

    protected override async Task PrepareAsync() => _mine = await Tenant.FillAsync();

    [Test]
    public async Task The_same_key_and_body_get_the_same_answer_and_one_run()
    {
        var before = await RunsAsync();
        var first = await Tenant.Api.PostAsync(TestRuns, Run, (Header, "same"));
        var second = await Tenant.Api.PostAsync(TestRuns, Run, (Header, "same"));

        Assert.That((first.Status, second.Status), Is.EqualTo((202, 202)), second.Text);
        Assert.That(JsonNode.DeepEquals(first.Json, second.Json), $"{first.Text} and {second.Text}");
        Assert.That(second.Headers.Location, Is.EqualTo(first.Headers.Location));
        Assert.That(first.Headers.Contains("Idempotency-Replayed"), Is.False);
        Assert.That(second.Headers.GetValues("Idempotency-Replayed"), Is.EqualTo(["true"]));
        Assert.That(await RunsAsync(), Is.EqualTo(before + 1));
    }

    [Test]
    public async Task Without_a_key_the_same_body_makes_two_runs()
    {
        var before = await RunsAsync();
        await Tenant.Api.CreateAsync(TestRuns, Run);
        await Tenant.Api.CreateAsync(TestRuns, Run);

        Assert.That(await RunsAsync(), Is.EqualTo(before + 2));
    }

    [Test]
    public async Task Every_create_that_honours_the_key_answers_the_same_thing_again()
    {
        (string Path, object Body)[] creates =
        [
            (
                "/api/v1/processes",
                new
                {
                    key = "idempotent",
                    sourceType = "BPMN",
                    source = Sources.Bpmn,
                }
            ),
            (
                "/api/v1/specs",
                new
                {
                    protocolId = "http",
                    serviceName = "idempotent",
                    content = Sources.OpenApi,
                }
            ),
            ("/api/v1/suites", new { processId = _mine.Process, specIds = new[] { _mine.Spec } }),
            ("/api/v1/datasets", new { name = "idempotent", data = new { } }),
            ("/api/v1/environments", new { name = "idempotent" }),
            ("/api/v1/db-profiles", new { name = "idempotent", profile = Sources.DbProfile }),
            ("/api/v1/auth-profiles", new { name = "idempotent", profile = Sources.AuthProfile }),
            ("/api/v1/suiteruns", new { suiteId = _mine.Suite, environmentId = _mine.Environment }),
        ];
        foreach (var (path, body) in creates)
        {
            var first = await Tenant.Api.PostAsync(path, body, (Header, "each"));
            var second = await Tenant.Api.PostAsync(path, body, (Header, "each"));

            Assert.That(first.Status, Is.AnyOf(201, 202), first.Text);
            Assert.That(second.Status, Is.EqualTo(first.Status), second.Text);
            Assert.That(JsonNode.DeepEquals(first.Json, second.Json), $"{path}: {first.Text} and {second.Text}");
            Assert.That(second.Headers.Contains("Idempotency-Replayed"), path);
        }
    }

    [Test]
    public async Task Another_body_under_the_same_key_is_a_conflict()
    {
        await Tenant.Api.CreateAsync("/api/v1/datasets", new { name = "body-1", data = new { } }, (Header, "bodies"));

        var other = await Tenant.Api.PostAsync("/api/v1/datasets", new { name = "body-2", data = new { } }, (Header, "bodies"));

        Assert.That((other.Status, other.Error), Is.EqualTo((409, "conflict")), other.Text);
        Assert.That(other.Message, Does.Contain(Header).And.Contain("another body"));
    }

    [Test]
    public async Task Twenty_at_once_make_one_run()
    {
        var before = await RunsAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Tenant.Api.PostAsync(TestRuns, Run, (Header, "at-once"))));
        var accepted = answers.Where(answer => answer.Status == 202).ToList();
        var refused = answers.Where(answer => answer.Status != 202).ToList();

        Assert.That(accepted.Select(answer => answer.Json["id"]!.GetValue<string>()).Distinct().Count(), Is.EqualTo(1));
        Assert.That(accepted.Count(answer => !answer.Headers.Contains("Idempotency-Replayed")), Is.EqualTo(1));
        Assert.That(
            refused.Select(answer => (answer.Status, answer.Message)),
            Is.All.EqualTo((409, "a request with this Idempotency-Key is in progress; try again"))
        );
        Assert.That((await Tenant.Api.PostAsync(TestRuns, Run, (Header, "at-once"))).Status, Is.EqualTo(202));
        Assert.That(await RunsAsync(), Is.EqualTo(before + 1));
    }

    [Test]
    public async Task A_key_whose_first_request_hangs_holds_one_connection_and_not_all()
    {
        var body = new { name = "hanging", data = new { } };
        await using var admin = new Npgsql.NpgsqlConnection(Database.AdminConnectionString);
        await admin.OpenAsync();
        await using var blocked = await admin.BeginTransactionAsync();
        await using (var block = new Npgsql.NpgsqlCommand("lock table api.test_data_set in exclusive mode", admin))
        {
            await block.ExecuteNonQueryAsync();
        }

        var first = Tenant.Api.PostAsync("/api/v1/datasets", body, (Header, "hanging"));
        await Eventually.IsTrueAsync(
            async () =>
                await Database.ScalarAsync<long>(
                    "select count(*) from pg_locks where not granted and relation = 'api.test_data_set'::regclass"
                ) == 1,
            TimeSpan.FromSeconds(10),
            "the first request waits for the table"
        );
        // More than the pool has.
        var others = await Task.WhenAll(
            Enumerable.Range(0, 60).Select(_ => Tenant.Api.PostAsync("/api/v1/datasets", body, (Header, "hanging")))
        );
        var elsewhere = await Tenant.Api.GetAsync("/api/v1/processes");
        await blocked.RollbackAsync();

        Assert.That(others.Select(answer => answer.Status), Is.All.EqualTo(409));
        Assert.That(elsewhere.Status, Is.EqualTo(200));
        Assert.That((await first).Status, Is.EqualTo(201));
    }

    [Test]
    public async Task A_refused_create_leaves_the_key_free()
    {
        var body = new
        {
            scenarioId = _mine.Scenario,
            environmentId = _mine.Environment,
            dataSetTag = "comes-later",
        };
        var refused = await Tenant.Api.PostAsync(TestRuns, body, (Header, "free"));
        await Tenant.DataSetAsync("late", ["comes-later"], []);
        var accepted = await Tenant.Api.PostAsync(TestRuns, body, (Header, "free"));

        Assert.That((refused.Status, accepted.Status), Is.EqualTo((400, 202)), accepted.Text);
        Assert.That(accepted.Headers.Contains("Idempotency-Replayed"), Is.False);
    }

    [Test]
    public async Task A_create_that_fails_in_the_database_leaves_neither_row_nor_key()
    {
        var body = new { name = "halfway", data = new { } };
        await Database.ExecuteAsAdminAsync("alter table runs.idempotency add constraint no_answer check (status is null) not valid");
        var failed = await Tenant.Api.PostAsync("/api/v1/datasets", body, (Header, "halfway"));
        await Database.ExecuteAsAdminAsync("alter table runs.idempotency drop constraint no_answer");

        var again = await Tenant.Api.PostAsync("/api/v1/datasets", body, (Header, "halfway"));

        Assert.That((failed.Status, failed.Error, failed.Message), Is.EqualTo((500, "internal_server_error", "unexpected error")));
        Assert.That(again.Status, Is.EqualTo(201), "the row of the failed one was rolled back with its key: " + again.Text);
    }

    [Test]
    public async Task Another_tenant_and_another_route_may_use_the_same_key()
    {
        var other = await Host.NewTenantAsync(Platform, "other");
        var body = new { name = "shared", data = new { } };

        var mine = await Tenant.Api.PostAsync("/api/v1/datasets", body, (Header, "shared"));
        var theirs = await other.Api.PostAsync("/api/v1/datasets", body, (Header, "shared"));
        var elsewhere = await Tenant.Api.PostAsync("/api/v1/environments", new { name = "shared" }, (Header, "shared"));

        Assert.That((mine.Status, theirs.Status, elsewhere.Status), Is.EqualTo((201, 201, 201)));
        Assert.That(theirs.Json["id"]!.GetValue<string>(), Is.Not.EqualTo(mine.Json["id"]!.GetValue<string>()));
        Assert.That(theirs.Headers.Contains("Idempotency-Replayed"), Is.False);
    }

    [Test]
    public async Task A_key_is_forgotten_after_its_time()
    {
        var body = new { name = "forgotten", data = new { } };
        await Tenant.Api.CreateAsync("/api/v1/datasets", body, (Header, "forgotten"));
        var hours = await Database.ScalarAsync<double>(
            "select (extract(epoch from expires_at - now()) / 3600)::float8 from runs.idempotency where key = 'forgotten'"
        );

        Assert.That(hours, Is.EqualTo(24).Within(0.1));
    }

    private Task<long> RunsAsync() => Database.ScalarAsync<long>("select count(*) from runs.test_run");
}
