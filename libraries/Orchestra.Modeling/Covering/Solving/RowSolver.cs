using System.Runtime.InteropServices;

namespace Orchestra.Modeling.Covering.Solving;

/// <summary>
/// Knows which partial rows can be completed: backtracking over the values that are left, with propagation of every constraint.
/// A solution found before (the witness) answers most questions without a search.
/// </summary>
internal sealed class RowSolver
{
    // A search that needs more steps is no use to anybody who waits for a suite.
    private const int MaxSteps = 100_000;
    private const long MaxTotalSteps = 20_000_000;

    private readonly CoveringModel _model;
    private readonly CoveringDomains _domains;
    private readonly ConstraintNetwork _network;
    private readonly Propagation _propagation;
    private readonly List<(int Word, ulong Before)> _trail = [];
    private readonly int[] _witness;
    private readonly CancellationToken _cancellationToken;
    private int _steps;
    private long _totalSteps;

    /// <exception cref="CoveringException">No row satisfies the constraints.</exception>
    public RowSolver(CoveringModel model, CancellationToken cancellationToken)
    {
        _model = model;
        _cancellationToken = cancellationToken;
        _domains = new CoveringDomains(model.Factors);
        _network = new ConstraintNetwork(model);
        _propagation = new Propagation(model, _network, _domains, _trail);
        _witness = new int[model.Factors.Count];
        IsSatisfiable = _propagation.Everything() && _network.Components.All(Solve);
        _trail.Clear();
    }

    /// <summary>Whether any row satisfies the constraints.</summary>
    public bool IsSatisfiable { get; }

    /// <summary>A row that satisfies the constraints and everything assigned; unconstrained factors are not in it.</summary>
    public ReadOnlySpan<int> Witness => _witness;

    /// <summary>The values left after what was assigned.</summary>
    public CoveringDomains Domains => _domains;

    public bool IsConstrained(int factor) => _network.ComponentOf(factor) is not null;

    /// <summary>Forgets every assignment.</summary>
    public void Reset() => Undo(0);

    /// <summary>Assigns the value if the row can still be completed; else nothing changes.</summary>
    public bool TryAssign(int factor, int value)
    {
        if (!_domains.Allows(factor, value))
        {
            return false;
        }

        if (_network.ComponentOf(factor) is not { } component)
        {
            return true;
        }

        var mark = _trail.Count;
        if (_propagation.Fix(factor, value) && (_witness[factor] == value || Solve(component)))
        {
            return true;
        }

        Undo(mark);
        return false;
    }

    /// <summary>Whether a row can hold these values; nothing stays assigned.</summary>
    public bool IsFeasible(ReadOnlySpan<int> factors, ReadOnlySpan<int> values)
    {
        Reset();
        var feasible = true;
        for (var i = 0; i < factors.Length && feasible; i++)
        {
            feasible = TryAssign(factors[i], values[i]);
        }

        Reset();
        return feasible;
    }

    private bool Solve(IReadOnlyList<int> component)
    {
        _steps = 0;
        var mark = _trail.Count;
        var solved = Search(component);
        Undo(mark);
        return solved;
    }

    private bool Search(IReadOnlyList<int> component)
    {
        var factor = Narrowest(component);
        if (factor < 0)
        {
            foreach (var fixedFactor in component)
            {
                _witness[fixedFactor] = _domains.First(fixedFactor);
            }

            return true;
        }

        Count();
        // The witness's own value first: it is likely to be still right.
        var first = _domains.Allows(factor, _witness[factor]) ? _witness[factor] : -1;
        if (first >= 0 && Try(component, factor, first))
        {
            return true;
        }

        for (var value = _domains.First(factor); value >= 0; value = _domains.Next(factor, value))
        {
            if (value != first && Try(component, factor, value))
            {
                return true;
            }
        }

        return false;
    }

    private bool Try(IReadOnlyList<int> component, int factor, int value)
    {
        var mark = _trail.Count;
        if (_propagation.Fix(factor, value) && Search(component))
        {
            return true;
        }

        Undo(mark);
        return false;
    }

    private int Narrowest(IReadOnlyList<int> component)
    {
        var (best, least) = (-1, int.MaxValue);
        foreach (var factor in component)
        {
            var count = _domains.Count(factor);
            if (count > 1 && count < least)
            {
                (best, least) = (factor, count);
            }
        }

        return best;
    }

    private void Count()
    {
        if ((++_steps & 1023) == 0)
        {
            _cancellationToken.ThrowIfCancellationRequested();
        }

        if (_steps > MaxSteps || ++_totalSteps > MaxTotalSteps)
        {
            throw new CoveringException(
                "the constraints are too hard: no answer after "
                    + $"{Math.Min(_totalSteps, MaxTotalSteps):N0} steps; constrain fewer parameters together, or give them fewer values"
            );
        }
    }

    private void Undo(int mark)
    {
        var trail = CollectionsMarshal.AsSpan(_trail);
        for (var i = trail.Length - 1; i >= mark; i--)
        {
            _domains[trail[i].Word] = trail[i].Before;
        }

        CollectionsMarshal.SetCount(_trail, mark);
    }
}
