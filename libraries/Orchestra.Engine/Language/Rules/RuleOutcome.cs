using System.Text.Json.Nodes;

namespace Orchestra.Engine.Language.Rules;

/// <summary>What a rule came to, with everything a report needs. Values are not masked; <see cref="Explanation" /> is.</summary>
public sealed record RuleOutcome
{
    /// <summary>Whether the rule holds, is violated, or cannot be judged.</summary>
    public required RuleVerdict Verdict { get; init; }

    /// <summary>Whether the rule holds.</summary>
    public bool Passed => Verdict == RuleVerdict.Holds;

    /// <summary>The left side as written.</summary>
    public required string Left { get; init; }

    /// <summary>The operator as written.</summary>
    public required string Op { get; init; }

    /// <summary>The right side as written; empty where there is none.</summary>
    public required string Right { get; init; }

    /// <summary>The left value; an array where several were selected, null where nothing was.</summary>
    public JsonNode? LeftValue { get; init; }

    /// <summary>The right value.</summary>
    public JsonNode? RightValue { get; init; }

    /// <summary>Normalized paths of the values on the left.</summary>
    public IReadOnlyList<string> LeftPaths { get; init; } = [];

    /// <summary>Normalized paths of the values on the right.</summary>
    public IReadOnlyList<string> RightPaths { get; init; } = [];

    /// <summary>One sentence: what was expected, what was there; starts with the author's message where there is one.</summary>
    public required string Explanation { get; init; }

    /// <summary>Why the rule cannot be judged; empty unless it is faulty.</summary>
    public IReadOnlyList<LanguageFault> Faults { get; init; } = [];

    /// <summary>Texts of secrets that the values may hold.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];
}
