using Orchestra.Generation.Conditions.Language;

namespace Orchestra.Generation.Conditions.Solving;

/// <summary>What all parts of one search share.</summary>
/// <param name="Domains">What schemas allow.</param>
/// <param name="Seed">Which of several equally good values is taken.</param>
/// <param name="Budget">What is left to spend.</param>
internal sealed record SolverQuestion(IReadOnlyDictionary<VariablePath, VariableDomain> Domains, int Seed, SolverBudget Budget);
