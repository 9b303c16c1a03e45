using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;

namespace Orchestra.Runs.Intake;

/// <summary>A suite run to accept, together with its runs.</summary>
/// <param name="Id">UUID v7.</param>
/// <param name="SuiteId">The suite.</param>
/// <param name="SuiteName">Its name.</param>
/// <param name="EnvironmentName">The environment's name.</param>
/// <param name="Mode">How the runs go through their steps.</param>
/// <param name="Details">What the report tells besides: coverage, unbound tasks.</param>
/// <param name="CreatedBy">Subject of the principal.</param>
/// <param name="Runs">The runs, in the order of the suite.</param>
/// <param name="Dependencies">Which of them wait for which.</param>
/// <param name="StopOnFailure">Whether no further run starts after one that did not pass.</param>
/// <param name="RerunOf">The suite run that this one runs again.</param>
/// <param name="Replaced">Runs of that suite run that run again: what the others of it exported is taken over.</param>
public sealed record NewSuiteRun(
    Guid Id,
    Guid SuiteId,
    string SuiteName,
    string EnvironmentName,
    RunMode Mode,
    JsonObject Details,
    string CreatedBy,
    IReadOnlyList<NewRun> Runs,
    IReadOnlyList<RunDependency>? Dependencies = null,
    bool StopOnFailure = false,
    Guid? RerunOf = null,
    IReadOnlyList<Guid>? Replaced = null
);
