using Orchestra.Runs.Leases;

namespace Orchestra.Runs.Journal;

/// <summary>One write that waits for its turn, and for its answer.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Lease">Under which lease.</param>
/// <param name="Event">The event's payload, as JSON.</param>
internal sealed record JournalWrite(JournalWriteKind Kind, RunLease Lease, string Event)
{
    private readonly TaskCompletionSource<JournalAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _withdrawn;

    /// <summary>The step; 0 for a run's end.</summary>
    public int Step { get; init; }

    /// <summary>The step's attempt.</summary>
    public int Attempt { get; init; }

    /// <summary>The final state of the step or of the run.</summary>
    public string? Status { get; init; }

    /// <summary>Milliseconds that the step took.</summary>
    public double? DurationMs { get; init; }

    /// <summary>The step's payload, as JSON.</summary>
    public string? Payload { get; init; }

    /// <summary>Its share of a group's size.</summary>
    public int Size => Event.Length + (Payload?.Length ?? 0);

    /// <summary>Nobody waits for it any more: if it has not gone out, it need not.</summary>
    public bool IsWithdrawn => _withdrawn;

    /// <summary>Waits for the answer.</summary>
    public async Task<JournalAnswer> AnsweredAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _answer.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _withdrawn = true;
            throw;
        }
    }

    /// <summary>Gives the answer.</summary>
    public void Answer(JournalAnswer answer) => _answer.TrySetResult(answer);

    /// <summary>Says that the outcome could not be learnt.</summary>
    public void Fail(Exception exception)
    {
        _answer.TrySetException(exception);
        // Who withdrew does not look.
        _ = _answer.Task.Exception;
    }
}
