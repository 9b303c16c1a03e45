using Orchestra.Contracts.Runs;
using Orchestra.Runs.States;

namespace Orchestra.Runs.Tests.States;

internal sealed class RunTransitionsTests
{
    // Written out once more: a change of the table must be meant.
    private static readonly Dictionary<RunStatus, RunStatus[]> Allowed = new()
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
    };

    [Test]
    public void Every_pair_of_states_is_allowed_or_refused_as_the_page_of_states_says([Values] RunStatus from, [Values] RunStatus to)
    {
        var allowed = Allowed.GetValueOrDefault(from, []).Contains(to);

        Assert.That(RunTransitions.Allows(from, to), Is.EqualTo(allowed));
        Assert.That(() => RunTransitions.Demand(from, to), allowed ? Throws.Nothing : Throws.InvalidOperationException);
    }

    [Test]
    public void A_state_is_final_when_nothing_follows([Values] RunStatus status) =>
        Assert.That(RunTransitions.IsFinal(status), Is.EqualTo(!Allowed.ContainsKey(status)));

    [Test]
    public void The_page_of_states_draws_every_move()
    {
        var page = File.ReadAllText(Path.Combine(Testing.Processes.BuiltPrograms.Root, "docs", "states.md"));
        var moves = from pair in Allowed from to in pair.Value select $"{WireNames.Of(pair.Key)} --> {WireNames.Of(to)}";

        Assert.That(moves.Where(move => !page.Contains(move, StringComparison.Ordinal)), Is.Empty);
    }
}
