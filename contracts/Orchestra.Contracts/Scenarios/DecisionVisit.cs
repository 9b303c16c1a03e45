namespace Orchestra.Contracts.Scenarios;

/// <summary>One visit of a decision along a path.</summary>
/// <param name="Id">The gateway, or the loop.</param>
/// <param name="Chosen">The flows taken; null for a loop.</param>
/// <param name="Iterations">How often a loop ran; null for a gateway.</param>
public sealed record DecisionVisit(string Id, IReadOnlyList<string>? Chosen = null, int? Iterations = null);
