using System.Text.Json.Nodes;
using Orchestra.Api.Tests.Hosting;

namespace Orchestra.Api.Tests.Scenarios;

/// <summary>A suite's name and specs can change; its scenarios stay.</summary>
internal sealed class SuiteChangeTests : ScenarioFixture
{
    private string Suite => $"/api/v1/suites/{Artifacts.Suite}";

    [Test]
    public async Task A_suite_takes_another_name_and_newer_specs()
    {
        var spec = await Mine.Api.CreateAsync(
            "/api/v1/specs",
            new
            {
                protocolId = "http",
                serviceName = "loans",
                content = Sources.OpenApi.Replace("/rejections", "/refusals", StringComparison.Ordinal),
            }
        );
        var read = await Mine.Api.GetAsync(Suite);
        var body = new JsonObject { ["name"] = "renamed", ["specIds"] = new JsonArray(spec["id"]!.DeepClone()) }.ToJsonString();

        var unnamed = await Mine.Api.SendAsync("PUT", Suite, body);
        var put = await Mine.Api.SendAsync("PUT", Suite, body, ("If-Match", read.Headers.ETag!.Tag));
        var late = await Mine.Api.SendAsync("PUT", Suite, body, ("If-Match", read.Headers.ETag!.Tag));

        Assert.That((unnamed.Status, put.Status, late.Status), Is.EqualTo((428, 200, 412)), put.Text);
        Assert.That((string?)(await Mine.Api.ReadAsync(Suite))["name"], Is.EqualTo("renamed"));
        var refused = await Mine.Api.SendAsync(
            "PUT",
            $"/api/v1/scenarios/{(await Mine.Api.GetAsync($"{Suite}/scenarios")).Items[1]["id"]}",
            """{"key":"x","name":"x","steps":[{"id":"a","alias":"a","name":"a","endpointRef":{"protocolId":"http","serviceName":"loans","endpointName":"POST /rejections"}}]}""",
            ("If-Match", "*")
        );
        Assert.That(refused.Faults.Select(fault => fault.Path), Does.Contain("steps[0].endpointRef"), "the newer spec counts");
    }

    [Test]
    public async Task A_spec_of_another_tenant_reads_like_one_that_nobody_has()
    {
        var other = await (await Host.NewTenantAsync(Platform, "other")).FillAsync("o");

        var foreign = await PutAsync(other.Spec);
        var unknown = await PutAsync(Guid.Empty);

        Assert.That(foreign.Status, Is.EqualTo(404), foreign.Text);
        Assert.That(foreign.WithoutTrace(), Is.EqualTo(unknown.WithoutTrace()));
    }

    private Task<ApiAnswer> PutAsync(Guid spec) =>
        Mine.Api.SendAsync(
            "PUT",
            Suite,
            new JsonObject { ["name"] = "n", ["specIds"] = new JsonArray(spec) }.ToJsonString(),
            ("If-Match", "*")
        );
}
