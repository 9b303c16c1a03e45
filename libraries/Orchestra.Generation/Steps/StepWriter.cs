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
            Name = draft.Name ?? draft.Node.Name ?? draft.Node.Id,
            OrderIndex = index,
            ChannelType = draft.Binding?.Endpoint.Channel ?? ChannelType.HttpRest,
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
        return step with
        {
            Kind = IsLook(draft, endpoint) ? StepKind.Assertion : StepKind.Action,
            EndpointRef = new EndpointRef(endpoint.ProtocolId, endpoint.ServiceName, endpoint.Spec.EndpointName),
            Action = new ActionDefinition
            {
                Mode = draft.Node.Mode ?? ActionMode.Sync,
                InputTemplate = ChannelInputs.Of(draft.Input, endpoint, draft.Node.MessageKey),
                Meta = draft.Meta with
                {
                    TimeoutMs = draft.Node.TimeoutMs,
                    Evidence = draft.Evidence.Count > 0 ? [.. draft.Evidence.Distinct(StringComparer.Ordinal)] : null,
                },
            },
            Expectations = ExpectationsOf(draft, endpoint),
            Binding = binding.Binding,
            Wiring = draft.Wiring.Count > 0 ? [.. draft.Wiring.Select(wiring => ChannelInputs.Of(wiring, endpoint))] : null,
        };
    }

    // What waits for the SUT looks until it sees: that is an assertion, as long as looking changes nothing. Messages and rows are only looked for.
    private static bool IsLook(StepDraft draft, BoundEndpoint endpoint) =>
        endpoint.OnlyLooks && (BindableNodes.Waits(draft.Node) || endpoint.Spec.Method is BoundEndpoint.Consume or BoundEndpoint.Select);

    private static StepExpectations ExpectationsOf(StepDraft draft, BoundEndpoint endpoint)
    {
        var success = SuccessResponse.Of(endpoint.Spec);
        var hasStatus = endpoint.Channel is ChannelType.HttpRest or ChannelType.Grpc;
        var (seen, schema) = hasStatus
            ? (success.Body, "response")
            : (LookWriter.BodyOf(endpoint), endpoint.Channel == ChannelType.Db ? "rows" : "message");
        return new StepExpectations
        {
            ExpectedStatusCode = hasStatus ? RuledStatus(draft) ?? success.Status : null,
            BusinessRules = [.. draft.Rules],
            SchemaRefs = seen?.SchemaPointer is null ? [] : [schema],
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
