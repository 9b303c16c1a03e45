namespace Orchestra.Contracts.Scenarios;

/// <summary>How a task found its endpoint.</summary>
/// <param name="Source"><c>EXTENSION</c>, <c>NAME</c> or <c>OVERRIDE</c>.</param>
/// <param name="Score">From 0 to 1; 1 for an explicit binding.</param>
/// <param name="RunnerUp">The second best endpoint, so that a close call is seen.</param>
public sealed record StepBinding(string Source, double Score, EndpointScore? RunnerUp = null);
