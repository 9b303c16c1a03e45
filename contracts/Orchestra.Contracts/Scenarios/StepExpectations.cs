using System.Text.Json.Nodes;

namespace Orchestra.Contracts.Scenarios;

/// <summary>What a step's answer must be.</summary>
public sealed record StepExpectations
{
    /// <summary>A number, a list of numbers, or a class such as <c>2xx</c>; any 2xx when absent. GRPC: a number from 0 to 16, a name such as <c>NOT_FOUND</c>, or a list; OK when absent.</summary>
    public JsonNode? ExpectedStatusCode { get; init; }

    /// <summary>Rules over the answer.</summary>
    public IReadOnlyList<BusinessRule> BusinessRules { get; init; } = [];

    /// <summary>Schemas to check, for example <c>response:201</c>; <c>response</c> means the one of the status that came.</summary>
    public IReadOnlyList<string> SchemaRefs { get; init; } = [];
}
