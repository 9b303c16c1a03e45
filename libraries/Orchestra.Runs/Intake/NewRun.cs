using Orchestra.Contracts.Runs;

namespace Orchestra.Runs.Intake;

/// <summary>A run to accept.</summary>
/// <param name="Id">UUID v7.</param>
/// <param name="ScenarioId">The scenario.</param>
/// <param name="ScenarioVersion">Its version.</param>
/// <param name="Mode">How to go through the steps.</param>
/// <param name="StartStepIndex">The first step to run.</param>
/// <param name="Priority">Greater first.</param>
/// <param name="CorrelationId">Sent with every outgoing call.</param>
/// <param name="CreatedBy">Subject of the principal.</param>
/// <param name="TriggeredBy"><c>api</c>, <c>suite</c>, <c>rerun</c>.</param>
/// <param name="Plan">The frozen plan.</param>
/// <param name="SuiteRunId">The suite run that it belongs to.</param>
/// <param name="SuiteIndex">Its place in the suite.</param>
public sealed record NewRun(
    Guid Id,
    Guid ScenarioId,
    int ScenarioVersion,
    RunMode Mode,
    int StartStepIndex,
    int Priority,
    string CorrelationId,
    string CreatedBy,
    string TriggeredBy,
    RunPlan Plan,
    Guid? SuiteRunId = null,
    int? SuiteIndex = null
);
