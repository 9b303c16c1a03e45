using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Api.Validation;
using Orchestra.Contracts;
using Orchestra.Contracts.Json;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Masking;

namespace Orchestra.Api.Features.TestRuns;

/// <summary>
/// The <c>context</c> of a run of one step: what earlier steps would have brought, in the shape in which templates read it, and data laid
/// over the scenario's own. Pure.
/// </summary>
internal static class StepContext
{
    private const int MaxBytes = 256 * 1024;

    private static readonly string[] Members = ["steps", "data"];
    private static readonly string[] Results = ["response", "dbResult", "message", "exports"];
    private static readonly string[] Answer = ["statusCode", "headers", "body"];

    /// <summary>Every fault of a context.</summary>
    public static void Check(JsonObject? context, IReadOnlyList<ScenarioStep> steps, int start, FaultList faults)
    {
        if (StorableJson.FaultOf(context) is { } unstorable)
        {
            faults.Add("context", $"context {unstorable}");
            return;
        }

        var earlier = steps.Take(start).Select(step => step.Alias).ToHashSet(StringComparer.Ordinal);
        if (context is not null)
        {
            Known(context, Members, "context", faults);
            Shape(context["data"], "context.data", faults);
            faults.Demand(
                Encoding.UTF8.GetByteCount(context.ToJsonString(OrchestraJson.Options)) <= MaxBytes,
                "context",
                "context must be at most 256 KiB"
            );
            NoMasks(context, "context", faults);
            foreach (var (alias, results) in Shape(context["steps"], "context.steps", faults))
            {
                var path = $"context.steps.{alias}";
                faults.Demand(earlier.Contains(alias), path, $"{path}: no step '{alias}' comes before step {start}");
                CheckResults(results, path, faults);
            }
        }

        var given = (context?["steps"] as JsonObject ?? []).Select(step => step.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var alias in Needed(steps[start]).Where(alias => earlier.Contains(alias) && !given.Contains(alias)))
        {
            faults.Add($"context.steps.{alias}", $"context.steps.{alias} is required: the step '{steps[start].Alias}' reads steps.{alias}");
        }
    }

    /// <summary>The results for the run's plan; header names become lower case, as templates read them.</summary>
    public static JsonObject InitialOf(JsonObject? context)
    {
        var steps = context?["steps"]?.DeepClone() as JsonObject ?? [];
        foreach (var (_, results) in steps)
        {
            if (results?["response"] is JsonObject response && response["headers"] is JsonObject headers)
            {
                var lower = new JsonObject();
                foreach (var (name, value) in headers)
                {
                    lower[name.ToLowerInvariant()] = value?.DeepClone();
                }

                response["headers"] = lower;
            }
        }

        return new JsonObject { ["steps"] = steps, ["withheld"] = new JsonArray() };
    }

    private static void CheckResults(JsonNode? results, string path, FaultList faults)
    {
        if (results is not JsonObject members)
        {
            faults.Add(path, $"{path} must be an object with {string.Join(", ", Results)}");
            return;
        }

        Known(members, Results, path, faults);
        Shape(members["exports"], $"{path}.exports", faults);
        var response = Shape(members["response"], $"{path}.response", faults);
        Known(response, Answer, $"{path}.response", faults);
        faults.Demand(
            response["statusCode"] is null || (response["statusCode"] is JsonValue status && status.TryGetValue<int>(out _)),
            $"{path}.response.statusCode",
            $"{path}.response.statusCode must be a whole number"
        );
        foreach (var (name, value) in Shape(response["headers"], $"{path}.response.headers", faults))
        {
            faults.Demand(
                value?.GetValueKind() == JsonValueKind.String,
                $"{path}.response.headers.{name}",
                $"{path}.response.headers.{name} must be a string"
            );
        }
    }

    // An absent object is an empty one.
    private static JsonObject Shape(JsonNode? node, string path, FaultList faults)
    {
        faults.Demand(node is null or JsonObject, path, $"{path} must be an object");
        return node as JsonObject ?? [];
    }

    private static void Known(JsonObject node, string[] members, string path, FaultList faults)
    {
        foreach (var (name, _) in node)
        {
            faults.Demand(
                members.Contains(name, StringComparer.Ordinal),
                $"{path}.{name}",
                $"{path}.{name} is unknown: the members are {string.Join(", ", members)}"
            );
        }
    }

    // What was copied out of a report has masks where values were.
    private static void NoMasks(JsonNode? node, string path, FaultList faults)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    NoMasks(value, $"{path}.{name}", faults);
                }

                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    NoMasks(items[i], $"{path}[{i}]", faults);
                }

                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() == Masker.Mask:
                faults.Add(path, $"{path} is a mask, which is no value: give what it hides, or leave it out");
                break;
            default:
                break;
        }
    }

    private static IEnumerable<string> Needed(ScenarioStep step) =>
        StepReferences
            .Of(step)
            .Where(reference => reference is { Root: "steps", Name: not null, HasDefault: false })
            .Select(reference => reference.Name!)
            .Distinct(StringComparer.Ordinal);
}
