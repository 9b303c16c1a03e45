using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using ExecutionContext = Orchestra.Engine.Execution.ExecutionContext;

namespace Orchestra.Executor.Execution;

/// <summary>
/// The steps of one run that are under way while others go on (FIRE_AND_FORGET). Their results are read from the barrier on that
/// waits for them, or from the end of the run: so every owner of the run sees the same, however fast the answers come.
/// </summary>
internal sealed class InFlightSteps
{
    private readonly SortedDictionary<int, Flight> _flights = [];

    /// <summary>What becomes of the run by those that have ended.</summary>
    public StepProgress Progress =>
        _flights.Values.Select(flight => flight.End?.Progress ?? StepProgress.Done).Append(StepProgress.Done).Max();

    /// <summary>States of those that have ended.</summary>
    public IEnumerable<StepStatus> Statuses => _flights.Values.Select(flight => flight.End?.Verdict?.Status).OfType<StepStatus>();

    /// <summary>Takes in a step that is under way.</summary>
    public void Add(ScenarioStep step, Task<StepEnd> ending) => _flights.Add(step.OrderIndex, new Flight(step, ending));

    /// <summary>Waits until all, or those of these aliases, have ended.</summary>
    /// <exception cref="OperationCanceledException">The patience was over.</exception>
    public Task WaitAsync(IReadOnlyCollection<string>? aliases, CancellationToken cancellationToken) =>
        Task.WhenAll(Those(aliases).Select(flight => flight.Landing)).WaitAsync(cancellationToken);

    /// <summary>Gives the results of those that have ended to the run's context, in the order of the plan.</summary>
    /// <returns>What becomes of the run.</returns>
    public StepProgress Join(IReadOnlyCollection<string>? aliases, ExecutionContext context)
    {
        var progress = StepProgress.Done;
        foreach (var flight in Those(aliases))
        {
            if (flight.End is not { } end)
            {
                continue;
            }

            _flights.Remove(flight.Step.OrderIndex);
            if (end.Verdict is { } verdict)
            {
                context.Fold(flight.Step, verdict.Status, verdict.Payload);
            }

            progress = end.Progress > progress ? end.Progress : progress;
        }

        return progress;
    }

    /// <summary>Waits until nothing is under way, whatever becomes of it: the run is given up, or its end has thrown already.</summary>
    public async Task SettleAsync()
    {
        foreach (var flight in _flights.Values)
        {
            await flight.Landing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Aliases of these that are still under way.</summary>
    public IReadOnlyList<string> UnderWay(IReadOnlyCollection<string> aliases) =>
        [.. Those(aliases).Where(flight => flight.End is null).Select(flight => flight.Step.Alias)];

    private List<Flight> Those(IReadOnlyCollection<string>? aliases) =>
        [.. _flights.Values.Where(flight => aliases is null || aliases.Contains(flight.Step.Alias, StringComparer.Ordinal))];

    private sealed class Flight
    {
        private StepEnd? _end;

        public Flight(ScenarioStep step, Task<StepEnd> ending)
        {
            Step = step;
            Landing = LandAsync(ending);
        }

        public ScenarioStep Step { get; }

        /// <summary>Completes after <see cref="End"/> is there.</summary>
        public Task Landing { get; }

        public StepEnd? End => Volatile.Read(ref _end);

        private async Task LandAsync(Task<StepEnd> ending) => Volatile.Write(ref _end, await ending);
    }
}
