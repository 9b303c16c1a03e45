using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Paths;

/// <summary>The paths chosen for a process and what they cover.</summary>
/// <param name="Process">The process they walk through.</param>
/// <param name="Paths">The paths, in a stable order.</param>
/// <param name="Coverage">What they cover, with the lower bound.</param>
/// <param name="Warnings">What was left out and why.</param>
public sealed record PathSelection(
    ProcessGraph Process,
    IReadOnlyList<ProcessPath> Paths,
    SuiteCoverage Coverage,
    IReadOnlyList<ImportWarning> Warnings
);
