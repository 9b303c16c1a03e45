using Orchestra.Generation.Conditions.Language;

namespace Orchestra.Generation.Conditions.Paths;

/// <summary>The variables of conditions that a step knows.</summary>
/// <param name="Inputs">Those that it can send.</param>
/// <param name="Answers">Those that its answer has.</param>
internal sealed record StepVariables(
    IReadOnlyDictionary<VariablePath, SchemaMember> Inputs,
    IReadOnlyDictionary<VariablePath, SchemaMember> Answers
);
