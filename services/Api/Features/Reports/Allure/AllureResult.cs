using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Orchestra.Contracts.Reports;
using Orchestra.Contracts.Runs;

namespace Orchestra.Api.Features.Reports.Allure;

/// <summary>
/// One run as an Allure test result (format: allure-framework/allure2, "Allure results directory"). Its identity over time comes from the
/// scenario's key: renaming a scenario keeps its history.
/// </summary>
internal static class AllureResult
{
    /// <summary>The content of <c>{runId}-result.json</c>.</summary>
    public static JsonObject Of(SuiteReport suite, RunReport run) =>
        new()
        {
            ["uuid"] = run.RunId.ToString(),
            ["testCaseId"] = HashOf(suite.SuiteId.ToString(), run.ScenarioKey),
            ["historyId"] = HashOf(suite.SuiteId.ToString(), run.ScenarioKey, run.Environment),
            ["fullName"] = $"{suite.SuiteName}: {run.ScenarioName}",
            ["name"] = run.ScenarioName,
            ["status"] = AllureStatus.Of(run.Status),
            ["statusDetails"] = DetailsOf(run),
            ["stage"] = "finished",
            ["start"] = (run.StartedAt ?? run.CreatedAt).ToUnixTimeMilliseconds(),
            ["stop"] = (run.FinishedAt ?? run.StartedAt ?? run.CreatedAt).ToUnixTimeMilliseconds(),
            ["labels"] = new JsonArray(Label("suite", suite.SuiteName), Label("framework", "orchestra"), Label("tag", run.Environment)),
            ["parameters"] = new JsonArray(new JsonObject { ["name"] = "environment", ["value"] = run.Environment }),
            ["steps"] = new JsonArray([.. run.Steps.Select(step => StepOf(run, step))]),
        };

    /// <summary>The name of a step's attachment; <paramref name="what"/> is request, response or violations.</summary>
    public static string AttachmentOf(RunReport run, StepReport step, string what) => $"{run.RunId}-{step.Index}-{what}-attachment.json";

    private static JsonObject StepOf(RunReport run, StepReport step)
    {
        var start = step.StartedAt ?? run.StartedAt ?? run.CreatedAt;
        return new JsonObject
        {
            ["name"] = step.Endpoint is null ? step.Name : $"{step.Name} ({step.Endpoint})",
            ["status"] = AllureStatus.Of(step.Status),
            ["statusDetails"] = DetailsOf(step),
            ["stage"] = "finished",
            ["start"] = start.ToUnixTimeMilliseconds(),
            ["stop"] = start.AddMilliseconds(step.DurationMs ?? 0).ToUnixTimeMilliseconds(),
            ["attachments"] = new JsonArray([.. Attachments(step.Payload).Select(what => Attachment(what, AttachmentOf(run, step, what)))]),
        };
    }

    /// <summary>What there is to attach to a step.</summary>
    public static IEnumerable<string> Attachments(StepPayload payload)
    {
        if (payload.Request is not null)
        {
            yield return "request";
        }

        if (payload.Response is not null)
        {
            yield return "response";
        }

        if (payload.Violations.Count > 0)
        {
            yield return "violations";
        }
    }

    // The first step that did not pass is the cause; the others are in their own details.
    private static JsonObject DetailsOf(RunReport run)
    {
        var first = run.Steps.FirstOrDefault(step => step.Status is StepStatus.Failed or StepStatus.Broken or StepStatus.Unknown);
        var details = first is null ? [] : DetailsOf(first);
        details["flaky"] = run.Steps.Any(step => step.Status == StepStatus.Flaky);
        return details;
    }

    private static JsonObject DetailsOf(StepReport step)
    {
        var messages = step.Payload.Violations.Select(violation => violation.Message).DefaultIfEmpty(step.Payload.Reason ?? "");
        var message = string.Join("\n", messages);
        return message.Length == 0 ? [] : new JsonObject { ["message"] = $"{step.Name}: {message}" };
    }

    private static JsonObject Label(string name, string value) => new() { ["name"] = name, ["value"] = value };

    private static JsonObject Attachment(string name, string source) =>
        new()
        {
            ["name"] = name,
            ["source"] = source,
            ["type"] = "application/json",
        };

    private static string HashOf(params ReadOnlySpan<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 16));
}
