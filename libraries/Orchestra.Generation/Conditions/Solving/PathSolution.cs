using Orchestra.Generation.Conditions.Language;

namespace Orchestra.Generation.Conditions.Solving;

/// <summary>What the conditions of a path come to.</summary>
/// <param name="Values">Values of the variables that were solved; every condition solved holds for them.</param>
/// <param name="Contradiction">Why there are no values at all; null where nothing rules them out.</param>
/// <param name="Unsolved">Conditions for which no values were found and none ruled out.</param>
internal sealed record PathSolution(
    IReadOnlyDictionary<VariablePath, ConditionValue> Values,
    Contradiction? Contradiction,
    IReadOnlyList<Conjunct> Unsolved
);
