using Orchestra.Generation.Conditions.Solving;

namespace Orchestra.Generation.Conditions.Paths;

/// <summary>A member of a body, or a parameter.</summary>
/// <param name="Path">Its names from the root.</param>
/// <param name="Words">Stems of all words of the path: <c>customer.age</c> and <c>customerAge</c> have the same.</param>
/// <param name="Domain">What its schema allows.</param>
internal sealed record SchemaMember(IReadOnlyList<string> Path, string Words, VariableDomain Domain);
