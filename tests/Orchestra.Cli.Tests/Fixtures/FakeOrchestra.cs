using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Orchestra.Cli.Tests.Fixtures;

/// <summary>A server that speaks the routes of <c>run</c>; its event stream is cut once, after the first event.</summary>
internal sealed class FakeOrchestra : IAsyncDisposable
{
    public const string RunId = "0198c0de-0000-7000-8000-000000000001";

    private readonly WebApplication _app;
    private volatile bool _isOver;
    private volatile bool _hasEndedEarly;
    private TaskCompletionSource _nextLook = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FakeOrchestra(WebApplication app) => _app = app;

    /// <summary>Method and path of every request, in order.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Bodies of POST requests by path.</summary>
    public ConcurrentDictionary<string, JsonNode> Bodies { get; } = new();

    /// <summary><c>Last-Event-ID</c> of every stream asked for; empty for none.</summary>
    public ConcurrentQueue<string> Streams { get; } = new();

    public ConcurrentQueue<string> ApiKeys { get; } = new();

    /// <summary>How the run ends.</summary>
    public string Status { get; set; } = "PASSED";

    /// <summary>No stream at all: only looking at the run tells that it ended.</summary>
    public bool HasStreams { get; set; } = true;

    /// <summary>The first stream does not just end after its first event: its connection breaks.</summary>
    public bool BreaksConnection { get; set; }

    /// <summary>Answers for paths in the place of the usual ones: status and body.</summary>
    public Dictionary<string, (int Status, string Body)> Refusals { get; } = [];

    /// <summary>Paths that answer a POST with 409.</summary>
    public HashSet<string> Conflicts { get; } = [];

    /// <summary>What the answer 409 says.</summary>
    public string ConflictBody { get; set; } = "";

    /// <summary>Environments and data sets that are there already.</summary>
    public JsonArray Present { get; set; } = [];

    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<FakeOrchestra> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var fake = new FakeOrchestra(builder.Build());
        fake.Map();
        await fake._app.StartAsync();
        return fake;
    }

    public Task<CliRun> RunAsync(params string[] arguments) => CliRun.OfAsync([.. arguments, "--server", Url, "--api-key", "key-1"]);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Map()
    {
        _app.Use(
            async (http, next) =>
            {
                var path = http.Request.Path.Value!;
                Requests.Enqueue($"{http.Request.Method} {path}");
                ApiKeys.Enqueue(http.Request.Headers["X-API-Key"].ToString());
                if (http.Request.Method == "POST")
                {
                    // Whatever is posted, a run comes after it.
                    (_isOver, _hasEndedEarly) = (false, false);
                    Bodies[path] = (await JsonNode.ParseAsync(http.Request.Body))!;
                }

                if (http.Request.Method == "POST" && Conflicts.Contains(path))
                {
                    http.Response.StatusCode = 409;
                    await http.Response.WriteAsync(ConflictBody);
                    return;
                }

                if (Refusals.TryGetValue(path, out var refusal))
                {
                    http.Response.StatusCode = refusal.Status;
                    await http.Response.WriteAsync(refusal.Body);
                    return;
                }

                await next();
            }
        );
        Post("processes", """{"id":"p1","key":"order","name":"Order","version":3,"created":true,"warnings":[]}""");
        Post("specs", """{"id":"s1","endpoints":[]}""");
        Post("datasets", """{"id":"d1"}""");
        Post("environments", """{"id":"e1"}""");
        Post("suites", """{"id":"u1","name":"Order","scenarios":[{"id":"c1","key":"k","name":"the long way"}]}""");
        Post("suiteruns", $$"""{"id":"{{RunId}}","status":"PENDING","runIds":["r1"]}""");
        Post("testruns", $$"""{"id":"{{RunId}}","status":"PENDING","correlationId":"c"}""");
        Post("tenants", """{"id":"t1","name":"acme","adminKey":"secret-1"}""");
        Post("apikeys", """{"id":"a1","name":"ci","key":"secret-2"}""");
        Named("environments");
        Named("datasets");
        Get("suites/u1/scenarios", () => """{"items":[{"id":"c1","name":"the long way"}]}""");
        Get(
            $"suiteruns/{RunId}",
            () =>
            {
                var status = Look();
                return $$"""{"suiteRun":{"status":"{{status}}"},"runs":[{"id":"r1","scenarioId":"c1","status":"{{status}}"}]}""";
            }
        );
        Get($"testruns/{RunId}", () => $$"""{"id":"{{RunId}}","status":"{{Look()}}"}""");
        Report("suiteruns", () => Reports.OfSuite(Status));
        Report("testruns", () => Reports.OfRun(Status));
        _app.MapGet($"/api/v1/suiteruns/{RunId}/events", http => StreamAsync(http, "suite:status", "suite:complete"));
        _app.MapGet($"/api/v1/testruns/{RunId}/events", http => StreamAsync(http, "step:result", "run:complete"));
    }

    // A list leaves the large members out; they are in each one's own answer.
    private static JsonNode Listed(JsonNode? item)
    {
        var listed = item!.DeepClone().AsObject();
        foreach (var large in (string[])["data", "variables", "allow", "mask"])
        {
            listed.Remove(large);
        }

        return listed;
    }

    private void Named(string path)
    {
        Get(path, () => new JsonObject { ["items"] = new JsonArray([.. Present.Select(Listed)]) }.ToJsonString());
        _app.MapGet(
            $"/api/v1/{path}/{{id}}",
            (string id) => Results.Text(Present.Single(item => (string?)item!["id"] == id)!.ToJsonString(), "application/json")
        );
    }

    private string Look()
    {
        var status = _isOver ? Status : "IN_PROGRESS";
        Interlocked.Exchange(ref _nextLook, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        return status;
    }

    private void Post(string path, string answer) =>
        _app.MapPost("/api/v1/" + path, () => Results.Text(answer, "application/json", statusCode: 201));

    private void Get(string path, Func<string> answer) => _app.MapGet("/api/v1/" + path, () => Results.Text(answer(), "application/json"));

    private void Report(string kind, Func<string> json) =>
        _app.MapGet(
            $"/api/v1/{kind}/{RunId}/report",
            (string? format) =>
                Results.Text(format is null or "json" ? json() : $"<{format}/>", format is null or "json" ? "application/json" : "text/xml")
        );

    private async Task StreamAsync(HttpContext http, string first, string last)
    {
        if (!HasStreams)
        {
            _isOver = true;
            http.Response.StatusCode = 502;
            return;
        }

        var after = http.Request.Headers["Last-Event-ID"].ToString();
        Streams.Enqueue(after);
        var look = _nextLook.Task;
        http.Response.ContentType = "text/event-stream";
        if (!_hasEndedEarly)
        {
            _hasEndedEarly = true;
            await http.Response.WriteAsync(
                $": hello\n\nid: 41\nevent: {first}\ndata: {{\"status\":\"PASSED\",\"alias\":\"placeOrder\"}}\n\n"
            );
            await http.Response.Body.FlushAsync();
            if (BreaksConnection)
            {
                // Breaking at once could overtake the event. The first look may come at the same moment, the second a second later.
                await look;
                await _nextLook.Task;
                http.Abort();
            }

            return;
        }

        _isOver = true;
        await http.Response.WriteAsync($"id: 42\nevent: {last}\ndata: {{\"status\":\"{Status}\"}}\n\n");
    }
}
