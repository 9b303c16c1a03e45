using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.Journal;

namespace Orchestra.Benchmarks.Ledger;

/// <summary>What both sides write for each step: an ordinary small call and its answer.</summary>
internal static class StepSample
{
    /// <summary>Steps of a run.</summary>
    public const int StepsPerRun = 20;

    /// <summary>The alias of each step.</summary>
    public const string Alias = "submitApplication";

    /// <summary>How each step ended.</summary>
    public static StepOutcome Outcome { get; } =
        new(
            StepStatus.Passed,
            12.5,
            new StepPayload
            {
                Request = new HttpRequestRecord(
                    "POST",
                    "http://127.0.0.1:9080/applications",
                    new Dictionary<string, string>
                    {
                        ["content-type"] = "application/json",
                        ["idempotency-key"] = "0193e7a0-0000-7000-8000-000000000000:7:1",
                        ["traceparent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                    },
                    new JsonObject
                    {
                        ["customerId"] = "C-1001",
                        ["amount"] = 25000,
                        ["months"] = 36,
                    }
                ),
                Response = new HttpResponseRecord(
                    201,
                    new Dictionary<string, string> { ["content-type"] = "application/json; charset=utf-8", ["server"] = "Kestrel" },
                    new JsonObject
                    {
                        ["id"] = "7f1c8f1e",
                        ["status"] = "PENDING",
                        ["amount"] = 25000,
                    }
                ),
            }
        );
}
