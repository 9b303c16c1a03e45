using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Paths.Feasible;

/// <summary>What no walk covers.</summary>
internal sealed class CoverageGaps
{
    private readonly List<Infeasibility> _infeasible = [];
    private readonly HashSet<Obligation> _impossible = [];
    private readonly List<(string Id, int Tries)> _notFound = [];

    /// <summary>What none can, with the reasons.</summary>
    public IReadOnlyList<Infeasibility> Infeasible => _infeasible;

    /// <summary>What none can.</summary>
    public IReadOnlySet<Obligation> Impossible => _impossible;

    /// <summary>What some walk may cover that was not found in so many tries.</summary>
    public IReadOnlyList<(string Id, int Tries)> NotFound => _notFound;

    /// <summary>Notes that an obligation cannot be covered.</summary>
    public void Add(Obligation obligation, string reason)
    {
        _impossible.Add(obligation);
        _infeasible.Add(new Infeasibility(obligation.Id, reason));
    }

    /// <summary>Notes what a search came to that found no walk.</summary>
    public void Add(Obligation obligation, SearchAnswer answer)
    {
        if (answer.IsProven)
        {
            Add(obligation, Reason(answer.Against));
        }
        else
        {
            _notFound.Add((obligation.Id, Math.Max(1, answer.Tries)));
        }
    }

    /// <summary>What rules every way out, in one line.</summary>
    public static string Reason(IReadOnlyList<Infeasibility> against)
    {
        const int Most = 3;
        var reasons = string.Join("; ", against.Take(Most).Select(one => one.Reason));
        return against.Count > Most ? $"{reasons}; and {against.Count - Most} more" : reasons;
    }
}
