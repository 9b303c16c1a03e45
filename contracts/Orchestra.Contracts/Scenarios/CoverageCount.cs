namespace Orchestra.Contracts.Scenarios;

/// <summary>How much of one kind is covered.</summary>
/// <param name="Total">Obligations in all.</param>
/// <param name="Covered">Those that some scenario covers.</param>
/// <param name="Missing">Ids of the others.</param>
public sealed record CoverageCount(int Total, int Covered, IReadOnlyList<string> Missing);
