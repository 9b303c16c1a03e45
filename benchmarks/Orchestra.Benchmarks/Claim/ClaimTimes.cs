namespace Orchestra.Benchmarks.Claim;

/// <summary>What one run went through. Instants of rows are the starts of the transactions that wrote them.</summary>
/// <param name="Post">The request.</param>
/// <param name="RowAt"><c>test_run.created_at</c>.</param>
/// <param name="QueuedAt">The scheduler's transaction.</param>
/// <param name="ClaimedAt">The executor's claim.</param>
/// <param name="StepAt"><c>step_result.started_at</c> of the first step.</param>
internal sealed record ClaimTimes(
    ClaimPost Post,
    DateTimeOffset RowAt,
    DateTimeOffset QueuedAt,
    DateTimeOffset ClaimedAt,
    DateTimeOffset StepAt
)
{
    /// <summary>From before the request was sent.</summary>
    public double SentToStepMs => Ms(Post.SentAt, StepAt);

    /// <summary>From the start of the transaction that made the run: its commit lies a little later.</summary>
    public double RowToStepMs => Ms(RowAt, StepAt);

    /// <summary>From the answer, which follows the commit; below zero where the step was faster than the answer.</summary>
    public double AnswerToStepMs => Ms(Post.AnsweredAt, StepAt);

    /// <summary>The whole request.</summary>
    public double PostMs => Ms(Post.SentAt, Post.AnsweredAt);

    /// <summary>Reading the request, the scenario and the environment, and planning.</summary>
    public double SentToRowMs => Ms(Post.SentAt, RowAt);

    /// <summary>Inserts, commit, the scheduler's waking.</summary>
    public double RowToQueuedMs => Ms(RowAt, QueuedAt);

    /// <summary>The scheduler's statement, the wake-up over the bus, the executor's waking.</summary>
    public double QueuedToClaimedMs => Ms(QueuedAt, ClaimedAt);

    /// <summary>The claim, reading plan and journal, up to the first step's row.</summary>
    public double ClaimedToStepMs => Ms(ClaimedAt, StepAt);

    private static double Ms(DateTimeOffset from, DateTimeOffset until) => (until - from).TotalMilliseconds;
}
