namespace Orchestra.Testing.Topologies;

/// <summary>The bank's process, contract and data as Orchestra has imported them.</summary>
/// <param name="ProcessId">The process, or the sequence diagram.</param>
/// <param name="SpecId">The bank's contract.</param>
/// <param name="SuiteId">The suite, EDGE if nothing else was asked for.</param>
/// <param name="EnvironmentId">The environment that leads to the bank.</param>
/// <param name="Scenarios">Ids and keys of the scenarios, in the suite's order.</param>
public sealed record BankProject(
    Guid ProcessId,
    Guid SpecId,
    Guid SuiteId,
    Guid EnvironmentId,
    IReadOnlyList<(Guid Id, string Key)> Scenarios
);
