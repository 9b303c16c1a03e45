namespace Orchestra.Contracts.Reports;

/// <summary>One visit of a decision: what the plan says against what was seen.</summary>
/// <param name="Id">The gateway, or whatever else decides.</param>
/// <param name="Visit">Which visit of it along the path, from 1.</param>
/// <param name="Chosen">The flows that the plan takes.</param>
/// <param name="Verdict">How it went.</param>
public sealed record DecisionComparison(string Id, int Visit, IReadOnlyList<string> Chosen, DecisionVerdict Verdict);
