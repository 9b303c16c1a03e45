using Orchestra.Contracts.Runs;

namespace Orchestra.Runs.States;

/// <summary>
/// The one table of a run's states and allowed moves (docs/states.md draws it). Each move is one guarded UPDATE that names the state
/// it comes from: zero rows mean that somebody else was first.
/// </summary>
public static class RunTransitions
{
    private static readonly Dictionary<RunStatus, RunStatus[]> Moves = new()
    {
        [RunStatus.Pending] = [RunStatus.Queued, RunStatus.Cancelled, RunStatus.Skipped],
        [RunStatus.Queued] = [RunStatus.InProgress, RunStatus.Cancelled, RunStatus.Skipped],
        [RunStatus.InProgress] =
        [
            RunStatus.Queued,
            RunStatus.Passed,
            RunStatus.Failed,
            RunStatus.Broken,
            RunStatus.FailedStuck,
            RunStatus.Cancelled,
        ],
        [RunStatus.Passed] = [],
        [RunStatus.Failed] = [],
        [RunStatus.Broken] = [],
        [RunStatus.FailedStuck] = [],
        [RunStatus.Cancelled] = [],
        [RunStatus.Skipped] = [],
    };

    /// <summary>Whether nothing can follow <paramref name="status"/>.</summary>
    public static bool IsFinal(RunStatus status) => Moves[status].Length == 0;

    /// <summary>Whether a run may move from one state to another.</summary>
    public static bool Allows(RunStatus from, RunStatus to) => Moves[from].Contains(to);

    /// <summary>States that a run may move to.</summary>
    public static IReadOnlyList<RunStatus> From(RunStatus status) => Moves[status];

    /// <summary>Throws when the move is not in the table: a fault of our own code.</summary>
    public static void Demand(RunStatus from, RunStatus to)
    {
        if (!Allows(from, to))
        {
            throw new InvalidOperationException($"a run cannot move from {from} to {to}");
        }
    }
}
