using System.Net;
using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Outbound;
using Orchestra.Engine.Plugins;
using Orchestra.Engine.Plugins.Http;
using Orchestra.Testing.Http;

namespace Orchestra.Engine.Tests.Plugins.Http;

/// <summary>What every plug-in promises, of HTTP.</summary>
internal sealed class HttpConformanceTests : PluginConformance
{
    private readonly GuardedHttpClient _client = new(Connector, TimeProvider.System);
    private FakeHttpTarget _target = null!;

    public HttpConformanceTests() => Plugin = new HttpPlugin(_client, TimeProvider.System);

    protected override IProtocolPlugin Plugin { get; }

    protected override DnsEndPoint Server => new("127.0.0.1", new Uri(_target.Url).Port);

    [OneTimeSetUp]
    public async Task StartAsync() => _target = await FakeHttpTarget.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _client.Dispose();
        await _target.DisposeAsync();
    }

    protected override ScenarioStep Sending(string marker) =>
        Step(
            new StepInput
            {
                Method = "POST",
                Url = "{{ vars.sut }}/a",
                Body = new JsonObject { ["marker"] = marker },
                Headers = new Dictionary<string, JsonNode?> { ["x-text"] = "a" },
            },
            new StepMeta()
        );

    protected override ScenarioStep ToUnknown(ScenarioStep step) =>
        step with
        {
            Action = step.Action with { InputTemplate = step.Action.InputTemplate with { Url = "{{ vars.nobody }}/a" } },
        };

    protected override PlanEnvironment Connected(PlanEnvironment environment, DnsEndPoint server) =>
        environment with
        {
            Variables = new Dictionary<string, string> { ["sut"] = $"http://{server.Host}:{server.Port}" },
        };

    protected override Task<IReadOnlyList<string>> ArrivedAsync(string marker, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([
            .. _target
                .Requests.Where(request => request.Text.Contains(marker, StringComparison.Ordinal))
                .Select(request =>
                    $"{request.Method} {request.Target} {string.Join(',', request.Headers.Select(header => $"{header.Key}={header.Value}").Order())} {request.Text}"
                ),
        ]);
}
