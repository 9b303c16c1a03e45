using System.Text.Json.Nodes;

namespace Orchestra.Contracts.Runs;

/// <summary>One thing that was wrong.</summary>
/// <param name="Type">The kind.</param>
/// <param name="Code">Stable, finer than the kind, for example <c>status</c>, <c>rule.eq</c>, <c>schema.required</c>.</param>
/// <param name="Message">In plain words.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Actual">What came.</param>
/// <param name="Details">Where: pointers, the rule's sides.</param>
public sealed record Violation(
    ViolationType Type,
    string Code,
    string Message,
    JsonNode? Expected = null,
    JsonNode? Actual = null,
    JsonObject? Details = null
);
