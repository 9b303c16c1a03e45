using System.Text.Json.Nodes;
using Orchestra.Engine.Language.Templates;

namespace Orchestra.Engine.Tests.Language;

/// <summary>The context that the tests of the language render in: a loan application after its first step.</summary>
internal static class RenderContexts
{
    public const string Token = "t0p-s3cret";

    public static RenderContext Loan { get; } =
        new()
        {
            Data = JsonNode.Parse(
                """
                { "amount": 1000.50, "big": 1e3, "tiny": 1.5e-7, "huge": 123456789012345678901234567890, "name": "Ann", "quote": "a\"b",
                  "none": null, "yes": true, "first name": "Bo", "emoji": "😀é", "list": [1, 2, 3], "empty": [], "nested": { "id": 7 } }
                """
            ),
            Steps = JsonNode.Parse(
                """
                { "submit": { "response": { "statusCode": 201, "headers": { "content-type": "application/json" },
                  "body": { "applicationId": "A-1", "status": "OPEN",
                            "items": [ { "id": 1, "state": "OPEN" }, { "id": 2, "state": "DONE" }, { "id": 3, "state": "DONE" } ] } } } }
                """
            ),
            Run = JsonNode.Parse("""{ "id": "run-1", "correlationId": "corr-1" }"""),
            Vars = JsonNode.Parse("""{ "region": "eu", "wanted": "DONE" }"""),
            Secrets = name =>
                name switch
                {
                    "TOKEN" => Token,
                    "STATE" => "DONE",
                    _ => null,
                },
            StartedAt = new DateTimeOffset(2026, 1, 31, 12, 30, 15, 250, TimeSpan.FromHours(2)),
            Seed = new RenderSeed(42, 3, 1),
        };

    /// <summary>The same, as the rules and exports of a step see it.</summary>
    public static RenderContext WithResponse { get; } = Loan with { Response = Loan.Steps!["submit"]!["response"]!.DeepClone() };

    public static JsonNode? Render(JsonNode? template) => Template.Parse(template).Render(Loan).Value;

    public static string Json(JsonNode? value) => value?.ToJsonString() ?? "null";
}
