using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Outbound;
using Orchestra.Engine.Plugins.Http;
using Orchestra.Testing.Builders;
using Orchestra.Testing.Http;
using ExecutionContext = Orchestra.Engine.Execution.ExecutionContext;

namespace Orchestra.Engine.Tests.Plugins.Http;

/// <summary>The HTTP plug-in against a real web server.</summary>
[CancelAfter(30_000)]
internal abstract class HttpPluginFixture
{
    protected static readonly Guid RunId = new("01234567-89ab-7def-8123-456789abcdef");

    protected static readonly DateTimeOffset StartedAt = new(2026, 1, 31, 10, 30, 15, TimeSpan.Zero);

    private static readonly EndpointRef Reference = new("http", "bank", "the operation");

    private GuardedHttpClient _client = null!;

    protected FakeHttpTarget Target { get; private set; } = null!;

    /// <summary>A new one for each test: it keeps tokens.</summary>
    protected HttpPlugin Plugin { get; set; } = null!;

    protected GuardedHttpClient Client => _client;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        Target = await FakeHttpTarget.StartAsync();
        _client = new GuardedHttpClient(new GuardedConnector(new DnsHostResolver(), TimeProvider.System), TimeProvider.System);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _client.Dispose();
        await Target.DisposeAsync();
    }

    [SetUp]
    public void Forget()
    {
        Target.Reset();
        Plugin = new HttpPlugin(_client, TimeProvider.System);
    }

    /// <summary>A step of input, expectations and meta.</summary>
    protected static ScenarioStep Step(
        StepInput input,
        StepExpectations? expectations = null,
        StepMeta? meta = null,
        StepKind kind = StepKind.Action
    ) =>
        new()
        {
            Id = "s",
            Alias = "s",
            Name = "s",
            Kind = kind,
            Action = new ActionDefinition { InputTemplate = input, Meta = meta ?? new StepMeta() },
            Expectations = expectations ?? new StepExpectations(),
        };

    /// <summary>A GET of the target's <c>/a</c>.</summary>
    protected ScenarioStep Get(StepExpectations? expectations = null, StepMeta? meta = null, StepKind kind = StepKind.Action) =>
        Step(new StepInput { Url = Target.Url + "/a" }, expectations, meta, kind);

    /// <summary>Carries a step out alone.</summary>
    protected Task<StepVerdict> ExecuteAsync(
        ScenarioStep step,
        Func<RunPlan, RunPlan>? plan = null,
        OutboundPolicy? policy = null,
        int attempt = 1,
        Guid tenant = default,
        SecretLookup? secrets = null,
        CancellationToken cancellationToken = default
    )
    {
        var frozen = A.Plan(step);
        frozen = frozen with
        {
            Environment = frozen.Environment with { ServiceUrls = new Dictionary<string, string> { ["bank"] = Target.Url + "/base/" } },
        };
        var identity = new RunIdentity(RunId, tenant, "corr-1", StartedAt);
        var context = new ExecutionContext(plan?.Invoke(frozen) ?? frozen, identity, secrets);
        var execution = new StepExecution(step, context, attempt, StartedAt, policy ?? new OutboundPolicy { AllowLoopback = true });
        return Plugin.Steps.ExecuteAsync(execution, cancellationToken);
    }

    /// <summary>Carries a step out that calls an operation whose 200 answers a schema.</summary>
    protected Task<StepVerdict> ExecuteAgainstAsync(
        string schema,
        string dialect = "2020-12",
        string? bodyType = "application/json",
        StepMeta? meta = null,
        string method = "GET",
        bool anyStatus = false,
        SpecBody? body = null,
        IReadOnlyList<SpecParameter>? headers = null
    )
    {
        var step = Step(new StepInput(), new StepExpectations { SchemaRefs = ["response"] }, meta) with { EndpointRef = Reference };
        return ExecuteAsync(
            step,
            plan =>
            {
                var with = WithEndpoint(plan, method, "/a", schema, dialect, bodyType);
                var endpoint = with.Endpoints.Single().Value;
                var answer = new SpecResponse(null, body ?? endpoint.Responses["200"].Body) { HeaderParameters = headers };
                return WithEndpoint(
                    with,
                    endpoint with
                    {
                        Responses = new Dictionary<string, SpecResponse>(endpoint.Responses)
                        {
                            ["200"] = answer,
                            ["204"] = anyStatus ? answer : endpoint.Responses["204"],
                        },
                    }
                );
            }
        );
    }

    /// <summary>Puts this operation into a plan.</summary>
    protected static RunPlan WithEndpoint(RunPlan plan, SpecEndpoint endpoint) =>
        plan with
        {
            Endpoints = new Dictionary<string, SpecEndpoint> { [RunPlan.EndpointKey(Reference)] = endpoint },
        };

    /// <summary>Puts the operation into a plan.</summary>
    protected static RunPlan WithEndpoint(
        RunPlan plan,
        string method,
        string path,
        string schema = "{}",
        string dialect = "2020-12",
        string? bodyType = "application/json"
    ) =>
        plan with
        {
            Endpoints = new Dictionary<string, SpecEndpoint>
            {
                [RunPlan.EndpointKey(Reference)] = new()
                {
                    EndpointName = "the operation",
                    Method = method,
                    Path = path,
                    Dialect = dialect,
                    SchemaDocument = JsonSerializer.SerializeToElement(new JsonObject { ["answer"] = JsonNode.Parse(schema) }),
                    Responses = new Dictionary<string, SpecResponse>
                    {
                        ["200"] = new(null, bodyType is null ? null : new SpecBody(bodyType, "/answer")),
                        ["204"] = new(null, null),
                    },
                },
            },
        };

    protected static ScenarioStep ToEndpoint(ScenarioStep step) => step with { EndpointRef = Reference };

    protected static string[] Told(StepVerdict verdict) =>
        [.. verdict.Payload.Violations.Select(violation => $"{violation.Type} {violation.Code}")];
}
