using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Outbound;
using Orchestra.Engine.Plugins;
using Orchestra.Engine.Plugins.Grpc;
using Orchestra.Engine.Tests.Plugins.Grpc.Protos;

namespace Orchestra.Engine.Tests.Plugins.Grpc;

/// <summary>What every plug-in promises, of gRPC.</summary>
internal sealed class GrpcConformanceTests : PluginConformance
{
    private const string Service = "scoring";
    private const string Method = "orchestra.scoring.v1.Scoring/Score";

    private readonly Seen _seen = new();
    private WebApplication _server = null!;

    protected override IProtocolPlugin Plugin { get; } =
        new GrpcPlugin(Connector, new GuardedHttpClient(Connector, TimeProvider.System), TimeProvider.System);

    protected override DnsEndPoint Server => new("127.0.0.1", new Uri(_server.Urls.Single()).Port);

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2)
        );
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(_seen);
        _server = builder.Build();
        _server.MapGrpcService<RecordingService>();
        await _server.StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    protected override ScenarioStep Sending(string marker) =>
        Step(
            new StepInput
            {
                Messages = [new JsonObject { ["name"] = marker }],
                Metadata = new Dictionary<string, JsonNode?> { ["x-text"] = "a" },
            },
            new StepMeta()
        ) with
        {
            EndpointRef = new EndpointRef("grpc", Service, Method),
        };

    protected override ScenarioStep ToUnknown(ScenarioStep step) =>
        step with
        {
            EndpointRef = step.EndpointRef! with { ServiceName = "nobody" },
        };

    protected override PlanEnvironment Connected(PlanEnvironment environment, DnsEndPoint server) =>
        environment with
        {
            ServiceUrls = new Dictionary<string, string> { [Service] = $"http://{server.Host}:{server.Port}" },
        };

    protected override RunPlan Planned(RunPlan plan) =>
        plan with
        {
            Endpoints = Plugin.Specs.Parse(ScoringSet.Bytes()).Endpoints.ToDictionary(endpoint => $"{Service}#{endpoint.EndpointName}"),
        };

    protected override Task<IReadOnlyList<string>> ArrivedAsync(string marker, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. _seen.Calls.Where(call => call.Contains(marker, StringComparison.Ordinal))]);

    private sealed class Seen
    {
        public ConcurrentQueue<string> Calls { get; } = [];
    }

    private sealed class RecordingService(Seen seen) : Scoring.ScoringBase
    {
        public override Task<Answer> Score(Question request, ServerCallContext context)
        {
            // What the client has left of its time differs from call to call.
            var metadata = context.RequestHeaders.Where(entry => entry.Key != "grpc-timeout").Select(entry => $"{entry.Key}={entry.Value}");
            seen.Calls.Enqueue($"{request} {string.Join(',', metadata.Order())}");
            return Task.FromResult(new Answer { Name = request.Name });
        }
    }
}
