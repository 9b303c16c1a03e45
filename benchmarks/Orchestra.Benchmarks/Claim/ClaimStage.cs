using Orchestra.Benchmarks.Measuring;

namespace Orchestra.Benchmarks.Claim;

/// <summary>How long a part of the way took over all runs, in milliseconds.</summary>
internal sealed record ClaimStage(string Name, double P50, double P90, double P99, double Max)
{
    private static readonly (string Name, Func<ClaimTimes, double> Ms)[] Parts =
    [
        ("POST sent -> first step RUNNING", time => time.SentToStepMs),
        ("run's row (start of its transaction) -> first step", time => time.RowToStepMs),
        ("POST answered -> first step", time => time.AnswerToStepMs),
        ("POST, whole", time => time.PostMs),
        ("  POST sent -> run's row", time => time.SentToRowMs),
        ("  run's row -> scheduler's transaction (QUEUED)", time => time.RowToQueuedMs),
        ("  QUEUED -> claim's transaction (IN_PROGRESS)", time => time.QueuedToClaimedMs),
        ("  claim -> first step's transaction (RUNNING)", time => time.ClaimedToStepMs),
    ];

    /// <summary>Every stage of these runs.</summary>
    public static IReadOnlyList<ClaimStage> Of(IReadOnlyList<ClaimTimes> times) =>
        [.. Parts.Select(part => Of(part.Name, [.. times.Select(part.Ms).Order()]))];

    private static ClaimStage Of(string name, double[] sorted) =>
        new(name, Quantile.Of(sorted, 0.5), Quantile.Of(sorted, 0.9), Quantile.Of(sorted, 0.99), sorted[^1]);
}
