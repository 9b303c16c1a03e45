namespace Orchestra.Api.Features.Reports.Junit;

/// <summary>One <c>testsuite</c>: a run of a scenario. Counts are of its cases, so that they always add up.</summary>
internal sealed record JunitSuite(
    string Name,
    string HostName,
    DateTimeOffset Timestamp,
    double? DurationMs,
    IReadOnlyList<JunitCase> Cases
)
{
    /// <summary>Name and value, in this order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Properties { get; init; } = [];

    public int Count(JunitOutcome outcome) => Cases.Count(one => one.Outcome == outcome);
}
