using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Paths.Feasible;

/// <summary>What no walk may have together: a walk with all that is present and nothing that is absent cannot be run.</summary>
/// <param name="Present">What the walk passes.</param>
/// <param name="Absent">What it does not pass.</param>
/// <param name="Reason">Why it cannot be run.</param>
/// <param name="IsCertain">Whether this holds for every walk, or is only likely.</param>
internal sealed record Nogood(IReadOnlyList<Mark> Present, IReadOnlyList<Mark> Absent, Infeasibility Reason, bool IsCertain)
{
    /// <summary>Whether a walk is ruled out that passes each node and flow so many times.</summary>
    public bool RulesOut(IReadOnlyDictionary<string, int> passes) =>
        Present.All(mark => passes.GetValueOrDefault(mark.Id) >= mark.Pass)
        && Absent.All(mark => passes.GetValueOrDefault(mark.Id) < mark.Pass);

    /// <summary>Whether both rule out the same.</summary>
    public bool SameAs(Nogood other) =>
        IsCertain == other.IsCertain && Present.SequenceEqual(other.Present) && Absent.SequenceEqual(other.Absent);
}
