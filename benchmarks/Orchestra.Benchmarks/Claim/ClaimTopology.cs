using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orchestra.Testing.Processes;
using Orchestra.Testing.Servers;

namespace Orchestra.Benchmarks.Claim;

/// <summary>The Api and one executor as processes, a target that answers 200, and a scenario of one step.</summary>
internal sealed class ClaimTopology : IAsyncDisposable
{
    private const string Process = """
        <?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:o="urn:orchestra:bpmn:1" targetNamespace="urn:bench">
          <process id="bench" isExecutable="true">
            <startEvent id="start"/>
            <serviceTask id="ping" name="Ping" o:endpoint="GET /ping"/>
            <endEvent id="end"/>
            <sequenceFlow id="f1" sourceRef="start" targetRef="ping"/>
            <sequenceFlow id="f2" sourceRef="ping" targetRef="end"/>
          </process>
        </definitions>
        """;

    private const string Spec = """
        {"openapi":"3.0.3","info":{"title":"target","version":"1"},"paths":{"/ping":{"get":{"operationId":"ping","responses":{"200":{"description":"it answers"}}}}}}
        """;

    private readonly WebApplication _target;
    private readonly ServiceProcess _api;
    private readonly ServiceProcess _executor;
    private readonly HttpClient _client;
    private JsonObject _run = [];

    private ClaimTopology(WebApplication target, ServiceProcess api, ServiceProcess executor)
    {
        (_target, _api, _executor) = (target, api, executor);
        _client = new HttpClient { BaseAddress = api.Address };
    }

    /// <summary>Starts all of it and imports the scenario.</summary>
    public static async Task<ClaimTopology> StartAsync(TestDatabase database)
    {
        var environment = new Dictionary<string, string>
        {
            ["ConnectionStrings__orchestra_app"] = database.AppConnectionString,
            ["ConnectionStrings__orchestra_worker"] = database.WorkerConnectionString,
            ["ConnectionStrings__messaging"] = await TestServers.RabbitMqAsync(),
        };
        var target = await StartTargetAsync();
        var api = await ServiceProcess.StartAsync("Orchestra.Api", environment);
        var executor = await ServiceProcess.StartAsync("Orchestra.Executor", environment);
        var topology = new ClaimTopology(target, api, executor);
        await topology.ImportAsync();
        return topology;
    }

    /// <summary>Asks for a run.</summary>
    /// <returns>Its id.</returns>
    public async Task<Guid> PostRunAsync() => (await PostAsync("testruns", _run))["id"]!.GetValue<Guid>();

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _executor.DisposeAsync();
        await _api.DisposeAsync();
        await _target.DisposeAsync();
    }

    private static async Task<WebApplication> StartTargetAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var target = builder.Build();
        target.Urls.Add("http://127.0.0.1:0");
        target.MapGet("/ping", () => Results.Ok());
        await target.StartAsync();
        return target;
    }

    private async Task ImportAsync()
    {
        var address = _target.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var process = await PostAsync(
            "processes",
            new JsonObject
            {
                ["key"] = "bench",
                ["sourceType"] = "BPMN",
                ["source"] = Process,
            }
        );
        var spec = await PostAsync(
            "specs",
            new JsonObject
            {
                ["protocolId"] = "http",
                ["serviceName"] = "target",
                ["content"] = Spec,
            }
        );
        var suite = await PostAsync(
            "suites",
            new JsonObject { ["processId"] = process["id"]!.DeepClone(), ["specIds"] = new JsonArray(spec["id"]!.DeepClone()) }
        );
        var environment = await PostAsync(
            "environments",
            new JsonObject
            {
                ["name"] = "bench",
                ["serviceUrls"] = new JsonObject { ["target"] = address },
            }
        );
        _run = new JsonObject
        {
            ["scenarioId"] = suite["scenarios"]![0]!["id"]!.DeepClone(),
            ["environmentId"] = environment["id"]!.DeepClone(),
        };
    }

    private async Task<JsonObject> PostAsync(string route, JsonObject body)
    {
        using var response = await _client.PostAsJsonAsync(new Uri($"/api/v1/{route}", UriKind.Relative), body);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode && JsonNode.Parse(text) is JsonObject answer
            ? answer
            : throw new BenchmarkException($"POST {route} answered {(int)response.StatusCode}: {text}");
    }
}
