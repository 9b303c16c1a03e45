using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Paths.Feasible;

/// <summary>What a search for a walk came to.</summary>
/// <param name="Walk">A walk that can be run; null where none was found.</param>
/// <param name="IsProven">Whether none exists where none was found.</param>
/// <param name="Against">What ruled walks out.</param>
/// <param name="Tries">How many walks were tried.</param>
internal sealed record SearchAnswer(Walk? Walk, bool IsProven, IReadOnlyList<Infeasibility> Against, int Tries)
{
    /// <summary>What this search and another one, of other walks, came to together.</summary>
    public SearchAnswer And(SearchAnswer other) =>
        new(Walk ?? other.Walk, IsProven && other.IsProven, [.. Against.Union(other.Against)], Tries + other.Tries);
}
