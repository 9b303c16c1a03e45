using System.Text.Json.Nodes;

namespace Orchestra.Contracts.Scenarios;

/// <summary>A rule that an answer must satisfy.</summary>
/// <param name="Left">The value looked at: a template.</param>
/// <param name="Op">One of <see cref="RuleOperators.All"/>.</param>
/// <param name="Right">What it is compared with; absent for exists and notExists.</param>
/// <param name="Match">How many of several selected values must satisfy the rule.</param>
/// <param name="Message">What to say when it is broken.</param>
/// <param name="Evidence">The flows that the rule proves, among those in the step's own evidence; a flow that no rule names is proven by all rules.</param>
public sealed record BusinessRule(
    JsonNode? Left,
    string Op,
    JsonNode? Right = null,
    RuleMatch? Match = null,
    string? Message = null,
    IReadOnlyList<string>? Evidence = null
)
{
    /// <summary>The same rule, proving one flow more.</summary>
    public BusinessRule Proving(string flow) =>
        this with
        {
            Evidence = [.. (Evidence ?? []).Append(flow).Distinct(StringComparer.Ordinal)],
        };
}
