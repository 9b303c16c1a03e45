using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.DependencyInjection;
using Orchestra.Api.Tests.Hosting;
using Orchestra.ServiceDefaults.Identity;

namespace Orchestra.Api.Tests.Tenancy;

/// <summary>
/// Another tenant's ids, tried on every route of the table (S5): each answer must read like that to an id that nobody has. The cases
/// come from the table itself, so a new route without one fails.
/// </summary>
internal sealed class TenantIsolationTests : ApiFixture
{
    private static readonly Guid Unknown = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    private TenantApi _other = null!;
    private TenantArtifacts _mine = null!;
    private TenantArtifacts _theirs = null!;

    protected override async Task PrepareAsync()
    {
        _other = await Host.NewTenantAsync(Platform, "second");
        _mine = await Tenant.FillAsync("a");
        _theirs = await _other.FillAsync("b");
    }

    [Test]
    public async Task An_id_in_a_path_reads_like_an_unknown_one()
    {
        var tried = 0;
        using (Assert.EnterMultipleScope())
        {
            foreach (var route in ApiRoute.Of(Host).Where(route => route.HasId))
            {
                if (route.Permission == Permission.ManagePlatform)
                {
                    var refused = await Tenant.Api.SendAsync(route.Method, route.PathTo(_other.TenantId));
                    Assert.That(refused.Status, Is.EqualTo(403), $"{route}");
                    continue;
                }

                Assert.That(_theirs.OfSegment(route.Segment), Is.Not.Null, $"{route}: name in TenantArtifacts what its id stands for");
                var body = route.BodyType is null ? null : GoodBody(route).ToJsonString();
                var foreign = await Tenant.Api.SendAsync(route.Method, route.PathTo(_theirs.OfSegment(route.Segment)!.Value), body);
                var unknown = await Tenant.Api.SendAsync(route.Method, route.PathTo(Unknown), body);
                Assert.That(foreign.Status, Is.EqualTo(404), $"{route}: {foreign.Text}");
                Assert.That(foreign.WithoutTrace(), Is.EqualTo(unknown.WithoutTrace()), $"{route}");
                tried++;
            }
        }

        Assert.That(tried, Is.GreaterThanOrEqualTo(20));
        // They still have what was tried to be cancelled and revoked.
        Assert.That(
            (await _other.Api.ReadAsync($"/api/v1/testruns/{_theirs.TestRun}"))["status"]!.GetValue<string>(),
            Is.Not.EqualTo("CANCELLED")
        );
        Assert.That(
            (await _other.Api.GetAsync("/api/v1/apikeys")).Items,
            Has.None.Matches<JsonObject>(key => key["revokedAt"] is not null)
        );
    }

    [Test]
    public async Task The_owner_gets_an_answer_at_the_same_paths()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (
                var route in ApiRoute.Of(Host).Where(route => route.HasId && route.Method == "GET" && route.Permission == Permission.View)
            )
            {
                // An artifact is there once a run has gone that far: ArtifactTests.
                if (!route.Pattern.EndsWith("/events", StringComparison.Ordinal) && route.Name != "GetStepArtifact")
                {
                    var own = await _other.Api.GetAsync(route.PathTo(_theirs.OfSegment(route.Segment)!.Value));
                    Assert.That(own.Status, Is.EqualTo(200), $"{route}: {own.Text}");
                }
            }
        }
    }

    [Test]
    public async Task An_id_in_a_body_reads_like_an_unknown_one()
    {
        var tried = 0;
        using (Assert.EnterMultipleScope())
        {
            foreach (var route in ApiRoute.Of(Host).Where(route => route.BodyType is not null))
            {
                foreach (var member in route.BodyType!.GetProperties().Where(property => HoldsIds(property.PropertyType)))
                {
                    var name = JsonNamingPolicy.CamelCase.ConvertName(member.Name);
                    var foreign = await PostAsync(route, name, _theirs.OfMember(member.Name));
                    var unknown = await PostAsync(route, name, Unknown);
                    Assert.That(foreign.Status, Is.EqualTo(404), $"{route} {name}: {foreign.Text}");
                    Assert.That(foreign.WithoutTrace(), Is.EqualTo(unknown.WithoutTrace()), $"{route} {name}");
                    tried++;
                }
            }
        }

        Assert.That(
            tried,
            Is.EqualTo(14),
            "environmentId of a spec; processId, specIds; specIds of a change; scenarioId, environmentId, dataSetId, fromRunId; suiteId, environmentId; suiteId, scenarioId of data sets, new and changed"
        );
    }

    [Test]
    public async Task An_id_in_a_query_finds_nothing()
    {
        var explorer = Host.App.Services.GetRequiredService<IApiDescriptionGroupCollectionProvider>();
        var tried = 0;
        var elsewhere = new List<string>();
        foreach (var action in explorer.ApiDescriptionGroups.Items.SelectMany(group => group.Items))
        {
            if (action.HttpMethod != "GET")
            {
                elsewhere.AddRange(
                    action
                        .ParameterDescriptions.Where(item => item.Source == BindingSource.Query && HoldsIds(item.Type))
                        .Select(item => $"{action.RelativePath} {item.Name}")
                );
                continue;
            }

            foreach (var parameter in action.ParameterDescriptions.Where(item => item.Source == BindingSource.Query && HoldsIds(item.Type)))
            {
                var path = $"/{action.RelativePath!.TrimEnd('/')}?{parameter.Name}=";
                var own = await _other.Api.GetAsync(path + _theirs.OfMember(parameter.Name));
                var foreign = await Tenant.Api.GetAsync(path + _theirs.OfMember(parameter.Name));

                Assert.That(own.Items, Is.Not.Empty, path);
                Assert.That(foreign.Items, Is.Empty, path);
                tried++;
            }
        }

        Assert.That(
            tried,
            Is.EqualTo(6),
            "scenarioId and suiteRunId of runs, suiteId of suite runs; suiteId, scenarioId and recommendedFor of data sets"
        );
        Assert.That(
            elsewhere,
            Is.EquivalentTo((string[])["api/v1/datasets/import SuiteId", "api/v1/datasets/import ScenarioId"]),
            "tried in ImportTests: an import into what another tenant owns is a 404"
        );
    }

    [Test]
    public async Task Lists_and_their_cursors_show_ones_own_rows_only()
    {
        var foreign = typeof(TenantArtifacts)
            .GetProperties()
            .Where(id => id.PropertyType == typeof(Guid))
            .Select(id => $"{id.GetValue(_theirs)}")
            .ToList();
        foreach (
            var route in ApiRoute
                .Of(Host)
                .Where(route => route is { Method: "GET", HasId: false } && route.Permission != Permission.ManagePlatform)
        )
        {
            if (route.Segment == "tenants")
            {
                continue;
            }

            var path = route.PathTo(default);
            var all = await Tenant.Api.GetAsync(path);
            var fromTheirs = await Tenant.Api.GetAsync($"{path}?cursor={_theirs.OfSegment(route.Segment)!.Value:N}");

            Assert.That(all.Items, Is.Not.Empty, path);
            Assert.That(
                foreign.Where(id =>
                    all.Text.Contains(id, StringComparison.Ordinal) || fromTheirs.Text.Contains(id, StringComparison.Ordinal)
                ),
                Is.Empty,
                path
            );
        }
    }

    [Test]
    public async Task A_tag_of_another_tenant_names_no_data()
    {
        var listed = await Tenant.Api.GetAsync("/api/v1/datasets?tag=b-tag");
        var run = await Tenant.Api.PostAsync(
            "/api/v1/testruns",
            new
            {
                scenarioId = _mine.Scenario,
                environmentId = _mine.Environment,
                dataSetTag = "b-tag",
            }
        );

        Assert.That(listed.Items, Is.Empty);
        Assert.That((await _other.Api.GetAsync("/api/v1/datasets?tag=b-tag")).Items, Has.Count.EqualTo(1));
        Assert.That((run.Status, run.Message), Is.EqualTo((400, "no data set has the tag 'b-tag'")));
    }

    [TestCase("testruns")]
    [TestCase("suiteruns")]
    public async Task A_stream_cannot_be_resumed_by_another_tenant(string segment)
    {
        var answer = await Tenant.Api.GetAsync($"/api/v1/{segment}/{_theirs.OfSegment(segment)}/events", ("Last-Event-ID", "1"));

        Assert.That(answer.Status, Is.EqualTo(404), answer.Text);
    }

    [Test]
    public async Task Names_are_free_again_in_another_tenant()
    {
        Assert.That((await Tenant.Api.PostAsync("/api/v1/datasets", new { name = "only-mine", data = new { } })).Status, Is.EqualTo(201));
        Assert.That((await _other.Api.PostAsync("/api/v1/datasets", new { name = "only-mine", data = new { } })).Status, Is.EqualTo(201));
        Assert.That((await _other.Api.PostAsync("/api/v1/datasets", new { name = "only-mine", data = new { } })).Status, Is.EqualTo(409));
    }

    [TestCase("dbProfiles")]
    [TestCase("kafkaProfiles")]
    [TestCase("queueProfiles")]
    [TestCase("authProfiles")]
    public async Task A_profile_that_an_environment_names_reads_like_an_unknown_one(string member)
    {
        var foreign = await NameAsync(_theirs.OfSegment(member.Replace("Profiles", "-profiles", StringComparison.Ordinal))!.Value);
        var unknown = await NameAsync(Unknown);

        Assert.That((foreign.Status, foreign.Faults.Single().Path), Is.EqualTo((400, $"{member}.alias")), foreign.Text);
        Assert.That(foreign.WithoutTrace(), Is.EqualTo(unknown.WithoutTrace()));

        Task<ApiAnswer> NameAsync(Guid id) =>
            Tenant.Api.PostAsync(
                "/api/v1/environments",
                new Dictionary<string, object>
                {
                    ["name"] = "names a profile",
                    [member] = new Dictionary<string, Guid> { ["alias"] = id },
                }
            );
    }

    [Test]
    public async Task A_tenant_named_in_a_header_changes_nothing()
    {
        var answer = await Tenant.Api.GetAsync(
            $"/api/v1/processes/{_theirs.Process}",
            ("X-Tenant-Id", $"{_other.TenantId}"),
            ("X-Forwarded-User", "developer")
        );

        Assert.That(answer.Status, Is.EqualTo(404));
    }

    private static bool HoldsIds(Type type) =>
        type == typeof(Guid) || type == typeof(Guid?) || type.IsAssignableTo(typeof(IEnumerable<Guid>));

    private async Task<ApiAnswer> PostAsync(ApiRoute route, string member, Guid? id)
    {
        Assert.That(id, Is.Not.Null, $"{route} {member}: name in TenantArtifacts what it stands for");
        var body = member == "fromRunId" ? new JsonObject { ["mode"] = "FROM_STEP", ["startStepIndex"] = 1 } : GoodBody(route);
        body[member] = body[member] is JsonArray ? new JsonArray(id) : JsonValue.Create(id);
        return await Tenant.Api.SendAsync(route.Method, route.PathTo(default), body.ToJsonString());
    }

    private static JsonObject ProfileOf(object profile) => new() { ["name"] = "n", ["profile"] = JsonSerializer.SerializeToNode(profile) };

    private JsonObject GoodBody(ApiRoute route) =>
        route.Name switch
        {
            "ImportSpec" => new JsonObject
            {
                ["protocolId"] = "http",
                ["serviceName"] = "s",
                ["url"] = "http://127.0.0.1:1/",
                ["environmentId"] = _mine.Environment,
            },
            "GenerateSuite" => new JsonObject { ["processId"] = _mine.Process, ["specIds"] = new JsonArray(_mine.Spec) },
            "CreateTestRun" => new JsonObject { ["scenarioId"] = _mine.Scenario, ["environmentId"] = _mine.Environment },
            "CreateSuiteRun" => new JsonObject { ["suiteId"] = _mine.Suite, ["environmentId"] = _mine.Environment },
            "ChangeScenario" => new JsonObject { ["key"] = "k", ["name"] = "n" },
            "CreateScenario" => new JsonObject { ["key"] = "k", ["name"] = "n" },
            "ChangeSuite" => new JsonObject { ["name"] = "n", ["specIds"] = new JsonArray(_mine.Spec) },
            "PutBindings" => new JsonObject { ["bindings"] = new JsonObject() },
            "RegenerateSuite" => [],
            "LockScenario" => [],
            "RerunSuiteRun" => [],
            "RerunTestRun" => [],
            "CreateDataSet" or "ChangeDataSet" => new JsonObject { ["name"] = "n", ["data"] = new JsonObject() },
            "ChangeEnvironment" => new JsonObject { ["name"] = "n" },
            "ReplaceSecret" => new JsonObject { ["value"] = "another value" },
            "ChangeDbProfile" => ProfileOf(Sources.DbProfile),
            "ChangeKafkaProfile" => ProfileOf(Sources.KafkaProfile),
            "ChangeQueueProfile" => ProfileOf(Sources.QueueProfile),
            "ChangeAuthProfile" => ProfileOf(Sources.AuthProfile),
            "ChangeMember" => new JsonObject { ["roles"] = new JsonArray("VIEWER") },
            "ChangeApiKey" => new JsonObject { ["roles"] = new JsonArray("VIEWER") },
            _ => throw new NotSupportedException($"{route} takes ids in its body: write a good body of it here"),
        };
}
