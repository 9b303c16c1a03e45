using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Generation.Binding;
using Orchestra.Generation.Wiring;

namespace Orchestra.Generation.Steps;

/// <summary>Writes finished steps.</summary>
internal static class StepWriter
{
    private const string StatusCode = "{{response.statusCode}}";

    public static ScenarioStep Write(StepDraft draft, int index)
    {
        var step = new ScenarioStep
        {
            Id = draft.Alias,
            Alias = draft.Alias,
            Name = draft.Node.Name ?? draft.Node.Id,
            OrderIndex = index,
            ChannelType = ChannelType.HttpRest,
            NodeId = draft.Node.Id,
        };
        return draft.Binding is { } binding
            ? WriteCall(step, draft, binding)
            : step with
            {
                Kind = StepKind.Barrier,
                Action = new ActionDefinition { Meta = new StepMeta { TrackedSteps = draft.TrackedSteps } },
            };
    }

    private static ScenarioStep WriteCall(ScenarioStep step, StepDraft draft, TaskBinding binding)
    {
        var endpoint = binding.Endpoint;
        var success = SuccessResponse.Of(endpoint.Spec);
        return step with
        {
            // What waits for the SUT looks until it sees: that is an assertion, as long as looking changes nothing.
            Kind = BindableNodes.Waits(draft.Node) && endpoint.Spec.Method == "GET" ? StepKind.Assertion : StepKind.Action,
            EndpointRef = new EndpointRef("http", endpoint.ServiceName, endpoint.Spec.EndpointName),
            Action = new ActionDefinition
            {
                Mode = draft.Node.Mode ?? ActionMode.Sync,
                InputTemplate = draft.Input,
                Meta = new StepMeta { Evidence = draft.Evidence.Count > 0 ? [.. draft.Evidence.Distinct(StringComparer.Ordinal)] : null },
            },
            Expectations = new StepExpectations
            {
                ExpectedStatusCode = RuledStatus(draft) ?? success.Status,
                BusinessRules = [.. draft.Rules],
                SchemaRefs = success.Body?.SchemaPointer is null ? [] : ["response"],
            },
            Binding = binding.Binding,
            Wiring = draft.Wiring.Count > 0 ? draft.Wiring : null,
        };
    }

    // A rule that names the status says more than the spec's usual one.
    private static JsonNode? RuledStatus(StepDraft draft) =>
        draft
            .Rules.FindLast(rule => rule.Op == "eq" && IsStatusCode(rule.Left) && rule.Right?.GetValueKind() == JsonValueKind.Number)
            ?.Right?.DeepClone();

    private static bool IsStatusCode(JsonNode? left) =>
        left is JsonValue value && value.TryGetValue<string>(out var text) && string.Equals(text, StatusCode, StringComparison.Ordinal);
}
