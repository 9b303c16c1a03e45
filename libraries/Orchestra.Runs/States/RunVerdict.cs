using Orchestra.Contracts.Runs;

namespace Orchestra.Runs.States;

/// <summary>A run's final state as a function of its steps (invariant I7), and a suite run's of its runs.</summary>
public static class RunVerdict
{
    /// <summary>FAILED wins over BROKEN and UNKNOWN, which win over passing.</summary>
    public static RunStatus Of(IEnumerable<StepStatus> steps)
    {
        var broken = false;
        foreach (var step in steps)
        {
            switch (step)
            {
                case StepStatus.Failed:
                    return RunStatus.Failed;
                case StepStatus.Broken or StepStatus.Unknown or StepStatus.Running or StepStatus.Pending:
                    broken = true;
                    break;
                default:
                    break;
            }
        }

        return broken ? RunStatus.Broken : RunStatus.Passed;
    }

    /// <summary>FAILED wins, then BROKEN and FAILED_STUCK, then CANCELLED; SKIPPED alone does not fail.</summary>
    public static SuiteRunStatus OfSuite(IReadOnlyCollection<RunStatus> runs)
    {
        if (runs.Any(run => !RunTransitions.IsFinal(run)))
        {
            return SuiteRunStatus.InProgress;
        }

        return runs switch
        {
            _ when runs.Contains(RunStatus.Failed) => SuiteRunStatus.Failed,
            _ when runs.Contains(RunStatus.Broken) || runs.Contains(RunStatus.FailedStuck) => SuiteRunStatus.Broken,
            _ when runs.Contains(RunStatus.Cancelled) => SuiteRunStatus.Cancelled,
            _ => SuiteRunStatus.Passed,
        };
    }
}
