namespace Orchestra.Contracts.Scenarios;

/// <summary>Something that no scenario can cover.</summary>
/// <param name="NodeId">Where it is.</param>
/// <param name="Reason">Why not.</param>
public sealed record Infeasibility(string NodeId, string Reason);
