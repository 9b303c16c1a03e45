using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Orchestra.Api.Tests.Hosting;
using Orchestra.Api.Tests.Scenarios;

namespace Orchestra.Api.Tests.Targets;

/// <summary>Connection profiles: one mechanism for four kinds, each in its closed shape; environments give them aliases, plans freeze them.</summary>
internal sealed class ProfileTests : ScenarioFixture
{
    private const string Environments = "/api/v1/environments";

    [Test]
    public async Task Each_kind_is_read_as_it_was_written_and_what_is_left_out_has_its_default()
    {
        var certificate = Certificate();
        var db = await ReadAsync(
            "db",
            new
            {
                host = "db.example",
                database = "d",
                tls = new { caCertificate = certificate },
            }
        );
        var kafka = await ReadAsync("kafka", new { bootstrapServers = "a.example:1,[2001:db8::1]:2" });
        var queue = await ReadAsync(
            "queue",
            new
            {
                host = "::1",
                user = "secret:U",
                password = "secret:P",
            }
        );
        var auth = await ReadAsync(
            "auth",
            new
            {
                kind = "API_KEY",
                name = "X-Key",
                key = "secret:K",
            }
        );

        Assert.That(((string?)db["kind"], (int)db["port"]!, (bool)db["allowWrites"]!), Is.EqualTo(("POSTGRESQL", 5432, false)));
        Assert.That((string?)db["tls"]!["caCertificate"], Is.EqualTo(certificate));
        Assert.That(
            ((string?)kafka["security"], (string?)kafka["bootstrapServers"]),
            Is.EqualTo(("PLAINTEXT", "a.example:1,[2001:db8::1]:2"))
        );
        Assert.That(((string?)queue["virtualHost"], (string?)queue["user"]), Is.EqualTo(("/", "secret:U")));
        Assert.That(((string?)auth["kind"], (string?)auth["key"]), Is.EqualTo(("API_KEY", "secret:K")));
    }

    [Test]
    public async Task Names_are_unique_within_a_kind()
    {
        var again = await Mine.Api.PostAsync("/api/v1/db-profiles", new { name = "one", profile = Sources.DbProfile });

        Assert.That((again.Status, again.Message), Is.EqualTo((409, "there is a db profile 'one' already")), again.Text);
        Assert.That((await Mine.Api.GetAsync("/api/v1/kafka-profiles")).Items.Single()["name"]!.ToString(), Is.EqualTo("one"));
    }

    [Test]
    public async Task A_profile_is_found_under_its_own_kind_only()
    {
        foreach (var kind in (string[])["kafka", "queue", "auth"])
        {
            var path = $"/api/v1/{kind}-profiles/{Artifacts.DbProfile}";
            Assert.That((await Mine.Api.GetAsync(path)).Status, Is.EqualTo(404), path);
            Assert.That((await Mine.Api.SendAsync("DELETE", path)).Status, Is.EqualTo(404), path);
        }
    }

    [Test]
    public async Task A_change_takes_the_ETag_that_was_read_and_gives_the_next()
    {
        var path = $"/api/v1/queue-profiles/{Artifacts.QueueProfile}";
        const string body = """{"name":"two","profile":{"host":"b.example"}}""";
        var etag = (await Mine.Api.GetAsync(path)).Headers.ETag!.Tag;

        var blind = await Mine.Api.SendAsync("PUT", path, body);
        var first = await Mine.Api.SendAsync("PUT", path, body, ("If-Match", etag));
        var stale = await Mine.Api.SendAsync("PUT", path, body, ("If-Match", etag));

        Assert.That((blind.Status, first.Status, stale.Status), Is.EqualTo((428, 200, 412)), first.Text);
        Assert.That((await Mine.Api.GetAsync(path)).Headers.ETag, Is.EqualTo(first.Headers.ETag));
        Assert.That((string?)(await Mine.Api.ReadAsync(path))["profile"]!["host"], Is.EqualTo("b.example"));
    }

    [Test]
    public async Task A_profile_stays_while_an_environment_uses_it()
    {
        var path = $"/api/v1/db-profiles/{Artifacts.DbProfile}";

        var refused = await Mine.Api.SendAsync("DELETE", path);
        await ChangeEnvironmentAsync(body => body.Remove("dbProfiles"));
        var deleted = await Mine.Api.SendAsync("DELETE", path);
        var named = await ChangeEnvironmentAsync(body => body["dbProfiles"] = new JsonObject { ["a"] = Artifacts.DbProfile });

        Assert.That((refused.Status, deleted.Status), Is.EqualTo((409, 204)), refused.Text);
        Assert.That(refused.Message, Is.EqualTo("the db profile is used by the environment 'local': take it out there first"));
        Assert.That((named.Status, named.Message), Is.EqualTo((400, "dbProfiles.a: there is no such profile")));
    }

    [Test]
    public async Task An_environment_takes_other_profiles_under_its_aliases()
    {
        var other = await Mine.ProfileAsync("db", Sources.DbProfile, "other");

        var changed = await ChangeEnvironmentAsync(body =>
        {
            body["dbProfiles"] = new JsonObject { ["loansDb"] = other, ["second"] = other };
            body["authProfiles"] = new JsonObject { ["clerk"] = Artifacts.AuthProfile };
            body["serviceAuth"] = new JsonObject { ["loans"] = "clerk" };
            body["serviceTls"] = new JsonObject { ["loans"] = new JsonObject { ["serverName"] = "loans.example" } };
        });
        var read = await Mine.Api.ReadAsync($"{Environments}/{Artifacts.Environment}");

        Assert.That(changed.Status, Is.EqualTo(200), changed.Text);
        Assert.That(JsonNode.DeepEquals(read, changed.Json), changed.Text);
        Assert.That(
            read["dbProfiles"]!.AsObject().Select(pair => (pair.Key, (Guid)pair.Value!)),
            Is.EqualTo([("loansDb", other), ("second", other)])
        );
        Assert.That((string?)read["serviceTls"]!["loans"]!["serverName"], Is.EqualTo("loans.example"));
        Assert.That((await ChangeEnvironmentAsync(body => body.Remove("dbProfiles"))).Json["dbProfiles"]!.AsObject(), Is.Empty);
    }

    [Test]
    public async Task Of_two_that_give_an_environment_an_alias_at_once_one_is_told_to_read_again()
    {
        var path = $"{Environments}/{Artifacts.Environment}";
        var etag = (await Mine.Api.GetAsync(path)).Headers.ETag!.Tag;
        var body = $$$"""{"name":"local","queueProfiles":{"new":"{{{Artifacts.QueueProfile}}}"}}""";

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Mine.Api.SendAsync("PUT", path, body, ("If-Match", etag))));

        Assert.That(answers.Select(answer => answer.Status).Order(), Is.EqualTo((int[])[200, 412, 412, 412, 412, 412]));
    }

    [Test]
    public async Task A_plan_holds_what_the_profiles_said_and_references_stay_references()
    {
        await ChangeEnvironmentAsync(body =>
        {
            body["authProfiles"] = new JsonObject { ["clerk"] = Artifacts.AuthProfile };
            body["serviceAuth"] = new JsonObject { ["loans"] = "clerk" };
        });
        var run = await RunAsync(Artifacts.Scenario);
        await Mine.Api.SendAsync(
            "PUT",
            $"/api/v1/db-profiles/{Artifacts.DbProfile}",
            """{"name":"one","profile":{"host":"moved.example","database":"d"}}""",
            ("If-Match", "*")
        );
        var later = await RunAsync(Artifacts.Scenario);

        var before = await EnvironmentOfAsync(run);
        Assert.That((string?)before["dbProfiles"]!["loansDb"]!["host"], Is.EqualTo("127.0.0.1"));
        Assert.That((string?)before["dbProfiles"]!["loansDb"]!["password"], Is.EqualTo("secret:LOANS_DB"));
        Assert.That((string?)before["authProfiles"]!["clerk"]!["kind"], Is.EqualTo("BASIC"));
        Assert.That((string?)before["serviceAuth"]!["loans"], Is.EqualTo("clerk"));
        Assert.That((string?)(await EnvironmentOfAsync(later))["dbProfiles"]!["loansDb"]!["host"], Is.EqualTo("moved.example"));
    }

    [TestCase("KAFKA", "clusterAlias", "kafkaProfiles", "it has none")]
    [TestCase("QUEUE", "brokerAlias", "queueProfiles", "it has none")]
    [TestCase("DB", "dataSource", "dbProfiles", "there are loansDb")]
    [TestCase("HTTP_REST", "auth", "authProfiles", "it has none")]
    public async Task A_step_that_names_an_alias_which_the_environment_lacks_is_refused_with_its_place(
        string channel,
        string member,
        string profiles,
        string there
    )
    {
        var scenario = await ScenarioAsync(channel, member, "missing");

        var refused = await RunAsync(scenario);

        Assert.That(refused.Status, Is.EqualTo(400), refused.Text);
        Assert.That(refused.Faults.Single().Path, Is.EqualTo($"steps[0].action.meta.{member}"));
        Assert.That(
            refused.Faults.Single().Message,
            Is.EqualTo($"step 'look' names 'missing', which is not in the {profiles} of environment 'local': {there}")
        );
    }

    [Test]
    public async Task A_step_that_names_a_database_of_the_environment_needs_no_URL()
    {
        await ChangeEnvironmentAsync(body => body["serviceUrls"] = new JsonObject());

        Assert.That((await RunAsync(await ScenarioAsync("DB", "dataSource", "loansDb"))).Status, Is.EqualTo(202));
        Assert.That((await RunAsync(await ScenarioAsync("HTTP_REST", "auth", "none"))).Status, Is.EqualTo(202));
    }

    private static string Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now, now.AddDays(1));
        return certificate.ExportCertificatePem();
    }

    private async Task<JsonObject> ReadAsync(string kind, object profile)
    {
        var id = await Mine.ProfileAsync(kind, profile, "read");
        return (await Mine.Api.ReadAsync($"/api/v1/{kind}-profiles/{id}"))["profile"]!.AsObject();
    }

    private async Task<ApiAnswer> ChangeEnvironmentAsync(Action<JsonObject> change)
    {
        var path = $"{Environments}/{Artifacts.Environment}";
        var read = await Mine.Api.GetAsync(path);
        var body = read.Json;
        body.Remove("id");
        body.Remove("createdAt");
        change(body);
        return await Mine.Api.SendAsync("PUT", path, body.ToJsonString(), ("If-Match", read.Headers.ETag!.Tag));
    }

    private Task<ApiAnswer> RunAsync(Guid scenario) =>
        Mine.Api.PostAsync("/api/v1/testruns", new { scenarioId = scenario, environmentId = Artifacts.Environment });

    private async Task<Guid> ScenarioAsync(string channel, string member, string alias)
    {
        var key = $"{channel} {member}";
        var body = new JsonObject
        {
            ["key"] = key,
            ["name"] = key,
            ["steps"] = new JsonArray(
                new JsonObject
                {
                    ["id"] = "look",
                    ["alias"] = "look",
                    ["name"] = "look",
                    ["channelType"] = channel,
                    ["action"] = new JsonObject
                    {
                        ["inputTemplate"] = channel == "HTTP_REST" ? new JsonObject { ["url"] = "http://127.0.0.1:9/" } : [],
                        ["meta"] = new JsonObject { [member] = alias },
                    },
                }
            ),
        };
        return (await Mine.Api.CreateAsync($"/api/v1/suites/{Artifacts.Suite}/scenarios", body))["id"]!.GetValue<Guid>();
    }

    private async Task<JsonObject> EnvironmentOfAsync(ApiAnswer run)
    {
        Assert.That(run.Status, Is.EqualTo(202), run.Text);
        return JsonNode
            .Parse(
                await Database.ScalarAsync<string>(
                    $"select (plan -> 'environment')::text from runs.run_plan where run_id = '{run.Json["id"]}'"
                )
            )!
            .AsObject();
    }
}
