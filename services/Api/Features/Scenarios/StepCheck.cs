using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Api.Validation;
using Orchestra.Contracts;
using Orchestra.Contracts.Json;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Language;
using Orchestra.Engine.Language.Rules;
using Orchestra.Engine.Language.Templates;
using Orchestra.Engine.Plugins.Grpc.Calls;

namespace Orchestra.Api.Features.Scenarios;

/// <summary>Every fault of a scenario's steps: names, places, endpoints, templates, rules and bounds. Pure.</summary>
/// <param name="endpoints">What the suite's specs declare.</param>
/// <param name="faults">Where the faults go.</param>
internal sealed class StepCheck(IReadOnlySet<EndpointRef> endpoints, FaultList faults)
{
    private const int MaxTimeoutMs = 600_000;
    private const int MaxBodyBytes = 16 * 1024 * 1024;

    /// <summary>The faults of <paramref name="steps"/>, each with the alias of its step.</summary>
    public static IEnumerable<(string Alias, string Message)> FaultsByStep(
        IReadOnlyList<ScenarioStep> steps,
        IReadOnlySet<EndpointRef> endpoints
    )
    {
        var faults = new FaultList();
        new StepCheck(endpoints, faults).Check(steps);
        return faults.All.Select(fault =>
            (steps.Where((_, i) => fault.Path!.StartsWith($"steps[{i}]", StringComparison.Ordinal)).First().Alias, fault.Message)
        );
    }

    public void Check(IReadOnlyList<ScenarioStep> steps)
    {
        var earlier = new HashSet<string>(StringComparer.Ordinal);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            var path = $"steps[{i}]";
            CheckNames(step, i, path);
            faults.Demand(ids.Add(step.Id), $"{path}.id", $"{path}.id: an earlier step has the id '{step.Id}' already");
            CheckTarget(step, path, earlier);
            CheckMeta(step.Action.Meta, $"{path}.action.meta");
            ChannelMembers.Check(AsJson(step.Action.InputTemplate), AsJson(step.Action.Meta), step.ChannelType, $"{path}.action", faults);
            CheckVerification(step.Action.Meta, steps, $"{path}.action.meta.verifyBy", earlier);
            CheckTemplates(step, path, earlier);
            CheckExpectations(step.Expectations, step.ChannelType, $"{path}.expectations", earlier);
            faults.Demand(
                earlier.Add(step.Alias),
                $"{path}.alias",
                $"{path}.alias: an earlier step has the alias '{step.Alias}' already: later steps read answers by it"
            );
        }
    }

    private static JsonObject AsJson<T>(T record) => JsonSerializer.SerializeToNode(record, OrchestraJson.Options)!.AsObject();

    private void CheckNames(ScenarioStep step, int place, string path)
    {
        faults
            .Text(step.Id, $"{path}.id", 200)
            .Text(step.Name, $"{path}.name", 500)
            .Text(step.Alias, $"{path}.alias", 200)
            .Demand(
                step.Alias.Length == 0 || (!char.IsDigit(step.Alias[0]) && step.Alias.All(c => char.IsLetterOrDigit(c) || c == '_')),
                $"{path}.alias",
                $"{path}.alias must have letters, digits and _ only, and start with no digit"
            )
            .Demand(
                step.OrderIndex == place,
                $"{path}.orderIndex",
                $"{path}.orderIndex must be {place}: steps are listed in their order, from 0"
            );
    }

    private void CheckTarget(ScenarioStep step, string path, HashSet<string> earlier)
    {
        if (step.Kind == StepKind.Barrier)
        {
            faults.Demand(step.EndpointRef is null, $"{path}.endpointRef", $"{path}.endpointRef: a BARRIER calls nothing");
            foreach (var (tracked, i) in (step.Action.Meta.TrackedSteps ?? []).Select((alias, i) => (alias, i)))
            {
                var place = $"{path}.action.meta.trackedSteps[{i}]";
                faults.Demand(earlier.Contains(tracked), place, $"{place}: no step '{tracked}' comes before this one");
            }
        }
        else if (step.EndpointRef is { } endpoint)
        {
            faults.Demand(
                endpoints.Contains(endpoint),
                $"{path}.endpointRef",
                $"{path}.endpointRef: no {endpoint.ProtocolId} spec of the suite declares {endpoint.ServiceName}#{endpoint.EndpointName}"
            );
        }
        else if (step.ChannelType == ChannelType.HttpRest)
        {
            faults.Demand(
                step.Action.InputTemplate.Url is not null,
                $"{path}.endpointRef",
                $"{path}.endpointRef is required, or an absolute URL in action.inputTemplate.url"
            );
        }
    }

    private void CheckMeta(StepMeta meta, string path) =>
        faults
            .Demand(meta.TimeoutMs is null or (>= 1 and <= MaxTimeoutMs), $"{path}.timeoutMs", "timeoutMs must be from 1 to 600000")
            .Demand(
                meta.PollIntervalMs is null or (>= 1 and <= MaxTimeoutMs),
                $"{path}.pollIntervalMs",
                "pollIntervalMs must be from 1 to 600000"
            )
            .Demand(
                meta.MaxBodyBytes is null or (>= 0 and <= MaxBodyBytes),
                $"{path}.maxBodyBytes",
                $"maxBodyBytes must be from 0 to {MaxBodyBytes}"
            )
            .Demand(
                meta.Retry is null or { MaxAttempts: >= 1 and <= 20 },
                $"{path}.retry.maxAttempts",
                "retry.maxAttempts must be from 1 to 20"
            )
            .Demand(
                meta.Retry is null or { BackoffMs: >= 0 and <= MaxTimeoutMs },
                $"{path}.retry.backoffMs",
                "retry.backoffMs must be from 0 to 600000"
            );

    // The assertion looks in place of the step, so it may read what the step may: nothing of the step's own answer, nothing later.
    private void CheckVerification(StepMeta meta, IReadOnlyList<ScenarioStep> steps, string path, HashSet<string> earlier)
    {
        if (meta.VerifyBy is not { } alias)
        {
            faults.Demand(
                meta.OnResume != ResumePolicy.Verify,
                path,
                $"{path} is required where onResume is VERIFY: the alias of an ASSERTION of the scenario that sees whether the step took effect"
            );
            return;
        }

        faults.Demand(meta.OnResume == ResumePolicy.Verify, path, $"{path} is read only where onResume is VERIFY");
        if (steps.FirstOrDefault(step => step.Alias == alias) is not { } assertion)
        {
            faults.Add(path, $"{path}: no step of the scenario has the alias '{alias}'");
        }
        else if (assertion.Kind != StepKind.Assertion)
        {
            faults.Add(path, $"{path}: the step '{alias}' is no ASSERTION: only a look can be repeated safely");
        }
        else
        {
            var input = JsonSerializer.SerializeToNode(assertion.Action.InputTemplate, OrchestraJson.Options);
            var rules = new JsonArray([
                .. assertion.Expectations.BusinessRules.SelectMany(rule =>
                    new JsonNode?[] { rule.Left?.DeepClone(), rule.Right?.DeepClone() }
                ),
            ]);
            foreach (var name in TemplateCheck.FindReferences(input).StepAliases.Union(TemplateCheck.FindReferences(rules).StepAliases))
            {
                faults.Demand(
                    earlier.Contains(name),
                    path,
                    $"{path}: the assertion '{alias}' reads steps.{name}, which is not there when the step is verified"
                );
            }
        }
    }

    private void CheckTemplates(ScenarioStep step, string path, HashSet<string> earlier)
    {
        Templates(
            JsonSerializer.SerializeToNode(step.Action.InputTemplate, OrchestraJson.Options),
            $"{path}.action.inputTemplate",
            earlier,
            hasOwnResult: false
        );
        Templates(
            JsonSerializer.SerializeToNode(step.Action.Meta.ExportAs, OrchestraJson.Options),
            $"{path}.action.meta.exportAs",
            earlier,
            hasOwnResult: true
        );
    }

    private void CheckExpectations(StepExpectations expectations, ChannelType channel, string path, HashSet<string> earlier)
    {
        faults.Demand(
            IsStatus(expectations.ExpectedStatusCode, channel),
            $"{path}.expectedStatusCode",
            channel == ChannelType.Grpc
                ? "expectedStatusCode must be a status from 0 to 16, a name such as NOT_FOUND, or a list of them"
                : "expectedStatusCode must be a status from 100 to 599, a class such as 2xx, or a list of them"
        );
        for (var i = 0; i < expectations.BusinessRules.Count; i++)
        {
            var rule = expectations.BusinessRules[i];
            var place = $"{path}.businessRules[{i}]";
            var known = CompiledRule.Compile(rule.Left, rule.Op, rule.Right, rule.Match, rule.Message).Faults;
            Add(known, place);
            if (known.Count == 0)
            {
                var sides = new JsonObject { ["left"] = rule.Left?.DeepClone(), ["right"] = rule.Right?.DeepClone() };
                Templates(sides, place, earlier, hasOwnResult: true);
            }
        }

        var seen =
            channel == ChannelType.Db ? "rows"
            : channel is ChannelType.Kafka or ChannelType.Queue ? "message"
            : "response";
        for (var i = 0; i < expectations.SchemaRefs.Count; i++)
        {
            var parts = expectations.SchemaRefs[i].Split(':');
            faults.Demand(
                (parts.Length == 1 && parts[0] == seen)
                    || (parts[0] == "response" && (parts.Length == 1 || (parts.Length == 2 && IsStatus(parts[1], channel)))),
                $"{path}.schemaRefs[{i}]",
                seen == "response"
                    ? $"{path}.schemaRefs[{i}] must be 'response', or 'response:' and a status"
                    : $"{path}.schemaRefs[{i}] must be '{seen}'"
            );
        }
    }

    private void Templates(JsonNode? tree, string path, HashSet<string> earlier, bool hasOwnResult)
    {
        if (StorableJson.FaultOf(tree) is { } fault)
        {
            faults.Add(path, $"{path} {fault}");
        }
        else
        {
            Add(TemplateCheck.Check(tree, earlier, hasOwnResult), path);
        }
    }

    private void Add(IEnumerable<LanguageFault> found, string path)
    {
        foreach (var fault in found)
        {
            faults.Add(path + fault.Location.Replace('/', '.'), $"{path}: {fault}");
        }
    }

    private static bool IsStatus(JsonNode? status, ChannelType channel) =>
        status switch
        {
            null => true,
            JsonArray list => list.Count > 0 && list.All(item => item is JsonValue && IsStatus(item.ToString(), channel)),
            JsonValue => IsStatus(status.ToString(), channel),
            _ => false,
        };

    private static bool IsStatus(string text, ChannelType channel) =>
        channel == ChannelType.Grpc ? GrpcStatuses.Read(text) is not null : IsHttpStatus(text);

    private static bool IsHttpStatus(string text) =>
        text.Length == 3
        && text[0] is >= '1' and <= '5'
        && (
            text[1..].Equals("xx", StringComparison.OrdinalIgnoreCase)
            || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        );
}
