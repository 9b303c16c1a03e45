using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Outbound;
using Orchestra.Engine.Plugins.Grpc;
using Orchestra.Testing.Builders;
using ExecutionContext = Orchestra.Engine.Execution.ExecutionContext;

namespace Orchestra.Engine.Tests.Plugins.Grpc;

/// <summary>The gRPC plug-in against a real server of it.</summary>
internal abstract class GrpcPluginFixture
{
    private static readonly GuardedConnector Connector = new(new DnsHostResolver(), TimeProvider.System);

    internal static readonly GrpcPlugin Plugin = new(Connector, new GuardedHttpClient(Connector, TimeProvider.System), TimeProvider.System);

    private static readonly IReadOnlyList<SpecEndpoint> Endpoints = Plugin.Specs.Parse(ScoringSet.Bytes()).Endpoints;

    private static readonly DateTimeOffset StartedAt = new(2026, 1, 31, 10, 30, 15, TimeSpan.Zero);

    /// <summary>A server on a free port of this machine.</summary>
    protected static async Task<WebApplication> StartAsync(
        X509Certificate2? certificate = null,
        bool asksForCertificate = false,
        bool reflects = true
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(
                IPAddress.Loopback,
                0,
                listen =>
                {
                    listen.Protocols = HttpProtocols.Http2;
                    if (certificate is not null)
                    {
                        listen.UseHttps(
                            certificate,
                            https =>
                            {
                                https.ClientCertificateMode = asksForCertificate
                                    ? ClientCertificateMode.RequireCertificate
                                    : ClientCertificateMode.NoCertificate;
                                https.AllowAnyClientCertificate();
                            }
                        );
                    }
                }
            )
        );
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.MapGrpcService<ScoringService>();
        if (reflects)
        {
            app.MapGrpcService<ReflectionService>();
        }

        await app.StartAsync();
        return app;
    }

    protected static string UrlOf(WebApplication server) => server.Urls.Single();

    /// <summary>A call of one of the Scoring service's methods.</summary>
    protected static ScenarioStep Call(
        string method,
        string messages,
        StepExpectations? expectations = null,
        StepMeta? meta = null,
        string? metadata = null,
        StepKind kind = StepKind.Action
    ) =>
        new()
        {
            Id = "s",
            Alias = "s",
            Name = "s",
            Kind = kind,
            ChannelType = ChannelType.Grpc,
            EndpointRef = new EndpointRef("grpc", "scoring", "orchestra.scoring.v1.Scoring/" + method),
            Action = new ActionDefinition
            {
                InputTemplate = new StepInput
                {
                    Messages = [.. JsonNode.Parse(messages)!.AsArray().Select(message => message?.DeepClone())],
                    Metadata = (JsonNode.Parse(metadata ?? "{}") as JsonObject)!.ToDictionary(
                        entry => entry.Key,
                        entry => entry.Value?.DeepClone()
                    ),
                },
                Meta = meta ?? new StepMeta(),
            },
            Expectations = expectations ?? new StepExpectations(),
        };

    /// <summary>Carries a step out alone.</summary>
    protected static Task<StepVerdict> ExecuteAsync(
        ScenarioStep step,
        string url,
        Func<PlanEnvironment, PlanEnvironment>? environment = null,
        OutboundPolicy? policy = null,
        CancellationToken cancellationToken = default
    )
    {
        var plan = A.Plan(step);
        var given = plan.Environment with { ServiceUrls = new Dictionary<string, string> { ["scoring"] = url } };
        plan = plan with
        {
            Environment = environment?.Invoke(given) ?? given,
            Endpoints = Endpoints.ToDictionary(endpoint => "scoring#" + endpoint.EndpointName),
        };
        var context = new ExecutionContext(plan, new RunIdentity(Guid.Empty, Guid.Empty, "corr-1", StartedAt));
        var execution = new StepExecution(step, context, 1, StartedAt, policy ?? new OutboundPolicy { AllowLoopback = true });
        return Plugin.Steps.ExecuteAsync(execution, cancellationToken);
    }

    protected static string[] Told(StepVerdict verdict) =>
        [.. verdict.Payload.Violations.Select(violation => $"{violation.Type} {violation.Code}")];

    protected static string All(StepVerdict verdict) => string.Join('\n', verdict.Payload.Violations);
}
