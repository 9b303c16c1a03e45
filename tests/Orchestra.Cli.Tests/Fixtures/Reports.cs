namespace Orchestra.Cli.Tests.Fixtures;

/// <summary>Reports as the server writes them.</summary>
internal static class Reports
{
    private const string Violation = """
        {"type":"HTTP_ERROR","code":"status","message":"the status is not the expected one","expected":201,"actual":500}
        """;

    private const string Count = """{"total":5,"covered":5,"missing":[]}""";

    public static string OfSuite(string status) =>
        $$$"""
            {"schemaVersion":1,"suiteRunId":"{{{FakeOrchestra.RunId}}}","suiteId":"{{{FakeOrchestra.RunId}}}","suiteName":"Order",
            "environment":"local","status":"{{{status}}}","createdAt":"2026-01-02T03:04:05.000Z","durationMs":1234.5,"totals":{"{{{status}}}":1},
            "coverage":{"nodes":{{{Count}}},"edges":{{{Count}}},"decisions":{{{Count}}},"scenarios":1,"lowerBound":1},
            "runs":[{{{OfRun(status)}}}]}
            """;

    public static string OfRun(string status)
    {
        var (step, violations) = status == "PASSED" ? ("PASSED", "") : ("FAILED", Violation);
        var reason = status == "CANCELLED" ? "\"reason\":\"a barrier of another run ended the suite run\"," : "";
        return $$$"""
            {"schemaVersion":1,"runId":"{{{FakeOrchestra.RunId}}}","scenarioKey":"k","scenarioName":"the long way","environment":"local",
            "mode":"RUN_ALL_STEPS","status":"{{{status}}}",{{{reason}}}"correlationId":"c","createdAt":"2026-01-02T03:04:05.000Z","durationMs":1200,
            "steps":[{"index":0,"alias":"placeOrder","name":"Place order","kind":"ACTION","channelType":"HTTP_REST","endpoint":"POST /orders",
            "status":"{{{step}}}","payload":{"violations":[{{{violations}}}]}}],
            "path":{"planned":["F1","F2","F3"],"observed":["F2"],"broken":[],"unobserved":["F1","F3"],
            "decisions":[{"id":"G1","visit":1,"chosen":["F2"],"verdict":"AS_PLANNED"},{"id":"G2","visit":1,"chosen":["F3"],"verdict":"UNOBSERVED"}]}}
            """;
    }
}
