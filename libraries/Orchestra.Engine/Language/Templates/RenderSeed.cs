namespace Orchestra.Engine.Language.Templates;

/// <summary>What <c>uuid()</c> and the random functions depend on: the same seed gives the same bytes, in every process and version of this dialect.</summary>
/// <param name="RunSeed">The run's seed.</param>
/// <param name="StepIndex">The step's place in the plan.</param>
/// <param name="Attempt">The attempt, from 1: a decided retry draws new values, a re-send the same ones.</param>
public readonly record struct RenderSeed(long RunSeed, int StepIndex, int Attempt);
