namespace Orchestra.Contracts.Scenarios;

/// <summary>Something that coverage asks for.</summary>
/// <param name="Kind"><c>NODE</c>, <c>EDGE</c>, <c>DECISION</c>, <c>PAIR</c>.</param>
/// <param name="Id">The element; for a decision <c>gateway=flow</c>.</param>
public sealed record Obligation(string Kind, string Id);
