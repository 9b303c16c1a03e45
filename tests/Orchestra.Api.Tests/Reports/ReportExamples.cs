using System.Text.Json.Nodes;
using Orchestra.Contracts.Reports;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Api.Tests.Reports;

/// <summary>Reports to write: every state once, a plain one, and whatever a test makes of them.</summary>
internal static class ReportExamples
{
    public static readonly DateTimeOffset Start = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public static SuiteReport Suite(SuiteRunStatus status, params RunReport[] runs) =>
        new()
        {
            SuiteRunId = Id(1),
            SuiteId = Id(2),
            SuiteName = "Credit application v1.2",
            Environment = "staging",
            Status = status,
            CreatedAt = Start.AddSeconds(-1),
            StartedAt = Start,
            FinishedAt = Start.AddSeconds(4.2),
            DurationMs = 4200,
            Totals = runs.CountBy(run => run.Status).ToDictionary(),
            Runs = runs,
        };

    public static RunReport Run(RunStatus status, string name, params StepReport[] steps) =>
        new()
        {
            RunId = Id(name.Length + 100),
            SuiteRunId = Id(1),
            ScenarioKey = "9f2c41d0" + name.Length,
            ScenarioName = name,
            ScenarioVersion = 3,
            Environment = "staging",
            Mode = RunMode.RunAllSteps,
            Status = status,
            CorrelationId = "orc-" + name.Length,
            Attempt = 1,
            CreatedAt = Start,
            StartedAt = Start,
            FinishedAt = Start.AddMilliseconds(1500),
            DurationMs = 1500,
            Steps = [.. steps.Select((step, i) => step with { Index = i })],
        };

    public static StepReport Step(StepStatus status, string alias = "submit", params Violation[] violations) =>
        new()
        {
            Index = 0,
            Alias = alias,
            Name = "Step " + alias,
            Kind = StepKind.Action,
            ChannelType = ChannelType.HttpRest,
            NodeId = "Task_" + alias,
            Endpoint = "POST /applications",
            Status = status,
            Attempts = status is StepStatus.Skipped or StepStatus.Pending ? 0 : 1,
            Sends = status is StepStatus.Skipped or StepStatus.Pending ? 0 : 1,
            StartedAt = status is StepStatus.Skipped or StepStatus.Pending ? null : Start.AddMilliseconds(120),
            DurationMs = status is StepStatus.Skipped or StepStatus.Pending ? null : 250,
            Payload = new StepPayload { Violations = violations },
        };

    public static Violation WrongStatus { get; } =
        new(ViolationType.HttpError, "status", "status 500 is not the expected 201", JsonValue.Create(201), JsonValue.Create(500));

    /// <summary>Every state of runs and steps, with all that a report can hold.</summary>
    public static SuiteReport Everything()
    {
        var report = Suite(
            SuiteRunStatus.Failed,
            Run(RunStatus.Failed, "score is high; amount is small", FailingSteps()) with
            {
                Path = new PathComparison(
                    ["Flow_start", "Flow_high", "Flow_small", "Flow_join", "Flow_end"],
                    ["Flow_high"],
                    ["Flow_small"],
                    ["Flow_start", "Flow_join"]
                )
                {
                    Decisions =
                    [
                        new DecisionComparison("Gateway_score", 1, ["Flow_high"], DecisionVerdict.AsPlanned),
                        new DecisionComparison("Gateway_score", 2, ["Flow_small"], DecisionVerdict.Otherwise),
                        new DecisionComparison("Gateway_join", 1, ["Flow_join"], DecisionVerdict.Unobserved),
                    ],
                },
            },
            Run(RunStatus.Passed, "score is low", PassingSteps()) with
            {
                Attempt = 2,
            },
            Run(RunStatus.Broken, "score is missing", Step(StepStatus.Broken, "score", Blocked()), Step(StepStatus.Unknown, "pay")),
            Run(RunStatus.FailedStuck, "executor dies", Step(StepStatus.Passed)),
            Run(RunStatus.Cancelled, "stopped by hand", Step(StepStatus.Passed), Step(StepStatus.Pending, "decide")),
            Run(RunStatus.Skipped, "depends on another", Step(StepStatus.Skipped)),
            Run(RunStatus.InProgress, "under way", Step(StepStatus.Running), Step(StepStatus.Pending, "decide")) with
            {
                FinishedAt = null,
                DurationMs = null,
            }
        );
        return report with
        {
            Coverage = new SuiteCoverage
            {
                Nodes = new CoverageCount(21, 20, ["Task_manual"]),
                Edges = new CoverageCount(26, 24, ["Flow_manual", "Flow_back"]),
                Decisions = new CoverageCount(6, 6, []),
                Scenarios = 7,
                LowerBound = 6,
                Infeasible = [new Infeasibility("Flow_never", "its condition contradicts the one before it")],
            },
            Unbound = [new UnboundTask("Task_manual", "Check by hand", new EndpointScore("GET /checks", 0.41))],
        };
    }

    private static Violation Blocked() => new(ViolationType.OutboundBlocked, "blocked", "the address 169.254.169.254 may not be reached");

    private static StepReport[] PassingSteps() =>
        [
            Step(StepStatus.Passed) with
            {
                Payload = new StepPayload
                {
                    Request = Request(),
                    Response = new HttpResponseRecord(201, Headers(), JsonNode.Parse("""{"id":"a-17","state":"OPEN"}""")),
                    Exports = new JsonObject { ["id"] = "a-17" },
                },
            },
            Step(StepStatus.Flaky, "score") with
            {
                Attempts = 3,
                Sends = 2,
                StartedAt = Start.AddMilliseconds(400),
                DurationMs = 640,
            },
            Step(StepStatus.Passed, "state") with
            {
                Kind = StepKind.Assertion,
                StartedAt = Start.AddMilliseconds(1050),
                DurationMs = 430,
                Payload = new StepPayload { Polls = 4, SettlingTimeMs = 402 },
            },
        ];

    private static StepReport[] FailingSteps() =>
        [
            Step(StepStatus.Passed) with
            {
                DurationMs = 180,
                Payload = new StepPayload
                {
                    Request = Request(),
                    Response = new HttpResponseRecord(201, Headers(), JsonNode.Parse("""{"id":"a-18"}""")),
                },
            },
            Step(StepStatus.Failed, "score", WrongStatus, Contract()) with
            {
                Endpoint = "POST /applications/{id}/score",
                StartedAt = Start.AddMilliseconds(310),
                DurationMs = 720,
                Payload = new StepPayload
                {
                    Request = Request(),
                    Response = new HttpResponseRecord(
                        500,
                        Headers(),
                        JsonNode.Parse("""{"error":"scoring is down","score":"high"}"""),
                        Truncated: true
                    ),
                    Violations = [WrongStatus, Contract()],
                },
            },
            Step(StepStatus.Skipped, "decide") with
            {
                Payload = new StepPayload { Reason = "steps.score.response.body.score is missing" },
            },
        ];

    private static Violation Contract() =>
        new(
            ViolationType.ContractViolation,
            "schema.type",
            "the value at /score is a string, the spec wants an integer",
            JsonNode.Parse("""{"type":"integer","minimum":0,"maximum":1000}"""),
            JsonValue.Create("high"),
            new JsonObject { ["instance"] = "/score", ["schema"] = "#/components/schemas/Score/properties/score/type" }
        );

    private static HttpRequestRecord Request() =>
        new(
            "POST",
            "http://bank.test/applications?channel=web",
            new Dictionary<string, string> { ["Authorization"] = "***", ["Content-Type"] = "application/json" },
            JsonNode.Parse("""{"customer":{"name":"Ada Lovelace","income":4200},"amount":1500,"tags":["new","web"]}""")
        );

    private static Dictionary<string, string> Headers() => new() { ["content-type"] = "application/json", ["set-cookie"] = "***" };

    /// <summary>Fixed ids: two calls give the same report.</summary>
    public static Guid Id(int number) => new(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);
}
