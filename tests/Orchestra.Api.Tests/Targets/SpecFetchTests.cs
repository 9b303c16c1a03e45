using System.Text.Json.Nodes;
using Orchestra.Api.Tests.Hosting;
using Orchestra.Testing.Http;

namespace Orchestra.Api.Tests.Targets;

/// <summary>A spec is asked for where the service serves it, as far as the environment opens the way.</summary>
internal sealed class SpecFetchTests : ApiFixture
{
    private const string OpenApi =
        "openapi: 3.0.3\ninfo: { title: t, version: \"7\" }\npaths: { /a: { get: { responses: { \"200\": { description: d } } } } }";

    private FakeHttpTarget _target = null!;
    private JsonNode? _environment;

    protected override async Task PrepareAsync()
    {
        _target = await FakeHttpTarget.StartAsync();
        _target.On("/openapi.yaml", 200, OpenApi, "application/yaml").On("/none", 404, "{}").On("/words", 200, "just words", "text/plain");
        await Tenant.AllowLoopbackAsync();
        _environment = await Tenant.Api.CreateAsync(
            "/api/v1/environments",
            new
            {
                name = "open",
                serviceUrls = new { loans = _target.Url },
                allow = new[] { "127.0.0.0/8" },
            }
        );
    }

    [OneTimeTearDown]
    public async Task StopTargetAsync() => await _target.DisposeAsync();

    [Test]
    public async Task A_document_at_a_url_is_imported_and_kept()
    {
        var imported = await AskAsync("/openapi.yaml", _environment!["id"]);

        Assert.That(imported.Status, Is.EqualTo(201), imported.Text);
        var kept = (await Tenant.Api.GetAsync($"/api/v1/specs/{imported.Json["id"]}")).Json;
        Assert.That($"{kept["content"]} {kept["version"]}", Is.EqualTo($"{OpenApi} 7"));
    }

    [TestCase("/none", "answers with 404")]
    [TestCase("/words", "")]
    public async Task What_is_no_document_is_refused_with_what_came(string path, string says)
    {
        var answer = await AskAsync(path, _environment!["id"]);

        Assert.That(answer.Status, Is.EqualTo(400), answer.Text);
        Assert.That(answer.Text, Does.Contain(says));
    }

    [Test]
    public async Task An_environment_of_nobody_is_not_found_before_anything_is_sent()
    {
        var before = _target.Requests.Count;

        Assert.That((await AskAsync("/openapi.yaml", "01a1fdfe-9119-70e8-8fe5-4942dc6df3c7")).Status, Is.EqualTo(404));
        Assert.That(_target.Requests, Has.Count.EqualTo(before));
    }

    private Task<ApiAnswer> AskAsync(string path, JsonNode? environment) =>
        Tenant.Api.SendAsync(
            "POST",
            "/api/v1/specs",
            new JsonObject
            {
                ["protocolId"] = "http",
                ["serviceName"] = "loans",
                ["url"] = _target.Url + path,
                ["environmentId"] = environment?.DeepClone(),
            }.ToJsonString()
        );
}
