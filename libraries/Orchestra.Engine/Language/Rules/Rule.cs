using System.Text.Json.Nodes;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Engine.Language.Rules;

/// <summary>A rule about a step's result.</summary>
public sealed record Rule
{
    /// <summary>What is looked at: usually a template that is one path.</summary>
    public JsonNode? Left { get; init; }

    /// <summary>How it is compared.</summary>
    public required RuleOperator Op { get; init; }

    /// <summary>What it is compared with: a value, or templates.</summary>
    public JsonNode? Right { get; init; }

    /// <summary>How many of several selected values must satisfy the rule.</summary>
    public RuleMatch? Match { get; init; }

    /// <summary>What to say, in the author's words, where the rule does not hold.</summary>
    public string? Message { get; init; }
}
