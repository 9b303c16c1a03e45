using Orchestra.Contracts.Runs;

namespace Orchestra.Runs.Intake;

/// <summary>A run waits until another one has ended.</summary>
/// <param name="RunId">The run that waits.</param>
/// <param name="DependsOn">The other one: of the same suite run, or, ended before, of the one that is run again.</param>
/// <param name="OnStatus">How it must have ended.</param>
public sealed record RunDependency(Guid RunId, Guid DependsOn, IReadOnlyList<RunStatus> OnStatus);
