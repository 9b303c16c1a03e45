using Orchestra.Generation.Conditions.Language;

namespace Orchestra.Generation.Conditions.Solving;

/// <summary>Values to try for a variable, the best first.</summary>
/// <param name="Values">The values.</param>
/// <param name="RulesOut">Whether no other value can satisfy the atoms when none of these does.</param>
/// <param name="IsWhole">Whether no other value can satisfy them whatever values other variables have.</param>
internal sealed record CandidateList(IReadOnlyList<ConditionValue> Values, bool RulesOut, bool IsWhole);
