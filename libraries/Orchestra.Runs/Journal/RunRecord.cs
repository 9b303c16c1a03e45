using Orchestra.Contracts.Runs;

namespace Orchestra.Runs.Journal;

/// <summary>What an executor folds into its context: the plan, and every step row so far.</summary>
/// <param name="Plan">The frozen plan.</param>
/// <param name="Steps">Rows by step and attempt.</param>
public sealed record RunRecord(RunPlan Plan, IReadOnlyList<StepEntry> Steps);
