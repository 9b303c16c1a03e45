namespace Orchestra.Contracts.Scenarios;

/// <summary>How a task found its endpoint.</summary>
/// <param name="Source"><c>EXTENSION</c>, <c>NAME</c> or <c>OVERRIDE</c>; <c>MESSAGE_FLOW</c> is a name that was looked up first in the service of the pool at the other end.</param>
/// <param name="Score">From 0 to 1; 1 for an explicit binding.</param>
/// <param name="RunnerUp">The second best endpoint, so that a close call is seen.</param>
/// <param name="Parts">What the score is made of; null for an explicit binding.</param>
/// <param name="Threshold">The score from which a name binds; null for an explicit binding.</param>
public sealed record StepBinding(
    string Source,
    double Score,
    EndpointScore? RunnerUp = null,
    ScoreParts? Parts = null,
    double? Threshold = null
);
