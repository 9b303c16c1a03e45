namespace Orchestra.Testing.Topologies;

/// <summary>The bank's process, contract and data as Orchestra has imported them.</summary>
/// <param name="SuiteId">The EDGE suite.</param>
/// <param name="EnvironmentId">The environment that leads to the bank.</param>
/// <param name="Scenarios">Ids and keys of the scenarios, in the suite's order.</param>
public sealed record BankProject(Guid SuiteId, Guid EnvironmentId, IReadOnlyList<(Guid Id, string Key)> Scenarios);
