namespace Orchestra.Benchmarks.Claim;

/// <summary>A request for a run, by the client's clock.</summary>
/// <param name="RunId">The run.</param>
/// <param name="SentAt">Before the request was sent.</param>
/// <param name="AnsweredAt">When its answer was read.</param>
internal sealed record ClaimPost(Guid RunId, DateTimeOffset SentAt, DateTimeOffset AnsweredAt);
