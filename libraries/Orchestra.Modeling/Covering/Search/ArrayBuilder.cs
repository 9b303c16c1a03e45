using Orchestra.Modeling.Covering.Constructions;
using Orchestra.Modeling.Covering.Solving;

namespace Orchestra.Modeling.Covering.Search;

/// <summary>One build: what cannot be is found, everything else is covered, and then the array is made smaller.</summary>
internal sealed class ArrayBuilder
{
    // Each about a third of a second on the reference machine.
    private const long DefaultWork = 20_000_000;
    private const long DevelopedWork = 10_000_000;

    // A small model is at its smallest, or stuck, long before.
    private const long WorkPerTuple = 10_000;

    // The part of the search time that is given to the starter rows, as work: the rows are the same for the same time.
    private const double DevelopedWorkPerSecond = 20_000_000;

    private const double MaxDevelopedWork = 5_000_000_000;

    // Candidates per row cost as much again; large models get fewer.
    private const double GreedyWork = 150_000_000;
    private const int MaxCandidates = 8;

    private readonly CoveringModel _model;
    private readonly CoveringOptions _options;
    private readonly CancellationToken _cancellationToken;
    private readonly long _started;
    private readonly TupleSpace _space;
    private readonly RowSolver _solver;
    private readonly Chance _chance;
    private readonly GreedyRows _greedy;
    private readonly List<int> _dropped = [];

    public ArrayBuilder(CoveringModel model, CoveringOptions options, CancellationToken cancellationToken)
    {
        (_model, _options, _cancellationToken) = (model, options, cancellationToken);
        _started = options.Time.GetTimestamp();
        _space = new TupleSpace(model, options.Strength);
        _solver = new RowSolver(model, cancellationToken);
        if (!_solver.IsSatisfiable)
        {
            throw Conflict.Explain(model, cancellationToken);
        }

        // The seeds 1, 2, 3 should not give neighbouring sequences.
        _chance = new Chance(new Chance((ulong)options.Seed).Next());
        _greedy = new GreedyRows(model, _space, _solver, _chance, cancellationToken);
    }

    // Only then is every tuple feasible and owed, as constructions promise.
    private bool IsPlain =>
        _model.Constraints.Count == 0 && _model.Groups.Count == 0 && _model.Factors.All(factor => factor.Free.Count == 0);

    public CoveringArray Build()
    {
        var (rows, kept) = SeedRows();
        _greedy.CoverAll(rows, Candidates());
        var lowerBound = LowerBound();
        var starts = Constructed(rows, kept, lowerBound);
        rows = Improve(Start(starts), kept, lowerBound);
        rows = starts.Append(rows).MinBy(array => array.Count)!;
        return new CoveringArray
        {
            Rows = DontCares.Of(rows, _space, kept),
            FullRows = rows,
            Strength = _options.Strength,
            Tuples = new CoveringTuples(_space.Total, _space.Total - _space.Infeasible, _space.Infeasible),
            LowerBound = lowerBound,
            DroppedSeedRows = _dropped,
            Elapsed = _options.Time.GetElapsedTime(_started),
        };
    }

    private (List<int[]> Rows, KeptCells Kept) SeedRows()
    {
        var rows = new List<int[]>();
        var seeds = new List<int[]>();
        for (var i = 0; i < _options.SeedRows.Count; i++)
        {
            int[] seed = [.. _options.SeedRows[i].Select(value => value ?? -1)];
            if (_greedy.Complete(seed) is not { } row)
            {
                _dropped.Add(i);
                continue;
            }

            seeds.Add(seed);
            rows.Add(row);
            _space.Cover(row);
        }

        return (rows, new KeptCells(seeds));
    }

    private int Candidates()
    {
        var work = (double)_space.Factors.Length * _model.Factors.Average(factor => factor.Values);
        return (int)Math.Clamp(GreedyWork / work / Math.Max(LowerBound(), 1), 1, MaxCandidates);
    }

    private int LowerBound()
    {
        var bound = 1;
        for (var set = 0; set < _space.SetCount; set++)
        {
            // The set's size is at least what is owed of it, and quicker to know.
            if (_space.Base(set + 1) - _space.Base(set) > bound)
            {
                bound = Math.Max(bound, _space.OwedOf(set));
            }
        }

        var several = _model.Factors.Count(factor => factor.Values > 1);
        return IsPlain && _options.Strength == 2 && several >= 2 ? Math.Max(bound, BinaryArray.Rows(several)) : bound;
    }

    // Constructions start from nothing: seed rows would only be added to them.
    private List<List<int[]>> Constructed(List<int[]> rows, KeptCells kept, int lowerBound)
    {
        var found = new List<List<int[]>> { rows };
        if (!IsPlain || kept.RowCount > 0 || rows.Count <= lowerBound)
        {
            return found;
        }

        if (OrthogonalArray.Build(_model.Factors, _options.Strength, lowerBound, _chance) is { } orthogonal)
        {
            found.Add(orthogonal);
        }

        if (_options.Strength == 2)
        {
            found.AddRange(BinaryArray.Build(_model.Factors) is { } binary ? [binary] : Developed());
        }

        return found;
    }

    // An array that was nearly complete and got rows for the rest is slack: the search takes more out of it than out of a tight one.
    private static List<int[]> Start(List<List<int[]>> starts)
    {
        var smallest = starts.MinBy(array => array.Count)!;
        return starts[^1].Count <= smallest.Count * 1.05 ? starts[^1] : smallest;
    }

    // Worth its time where most pairs are of the largest size: smaller factors leave the values empty that they do not have.
    private IEnumerable<List<int[]>> Developed()
    {
        var values = _model.Factors.Max(factor => factor.Values);
        var columns = _model.Factors.Count;
        if (values is < 5 or > 60 || columns > 200 || _space.Total < 0.7 * values * values * columns * (columns - 1) / 2)
        {
            return [];
        }

        var developed = new DevelopedArray(columns, values, _chance);
        developed.Run(
            Math.Min(DevelopedWork, WorkPerTuple * _space.Total)
                + (long)Math.Min(_options.SearchTime.TotalSeconds * DevelopedWorkPerSecond, MaxDevelopedWork),
            _cancellationToken
        );
        return new[] { developed.Complete, developed.Incomplete }.Where(array => array.Count > 0).Select(Finish);
    }

    private List<int[]> Finish(List<int[]> rows)
    {
        foreach (var row in rows)
        {
            for (var factor = 0; factor < row.Length; factor++)
            {
                row[factor] = row[factor] < _model.Factors[factor].Values ? row[factor] : _chance.Below(_model.Factors[factor].Values);
            }
        }

        _space.Reopen();
        foreach (var row in rows)
        {
            _space.Cover(row);
        }

        List<int[]> finished = [.. rows];
        _greedy.CoverAll(finished, MaxCandidates);
        return finished;
    }

    private List<int[]> Improve(List<int[]> rows, KeptCells kept, int lowerBound)
    {
        if (rows.Count <= lowerBound || Search(rows, kept) is not { } search)
        {
            return rows;
        }

        var improvement = new Improvement(search, _chance, lowerBound, _cancellationToken);
        improvement.Start(rows);
        improvement.Run(Math.Min(DefaultWork, WorkPerTuple * _space.Total), () => false);
        if (_options.SearchTime > TimeSpan.Zero)
        {
            improvement.Run(long.MaxValue / 2, () => _options.Time.GetElapsedTime(_started) >= _options.SearchTime);
        }

        return [.. improvement.Best];
    }

    private IArraySearch? Search(List<int[]> rows, KeptCells kept)
    {
        if (rows.Count == 0)
        {
            return null;
        }

        var onlyPairs = _options.Strength == 2 && _model.Groups.All(group => group.Strength == 2);
        return onlyPairs && _model.Factors.Sum(factor => factor.Values) <= PairSearch.MaxFlatValues ? new PairSearch(_model, _space, kept)
            : _space.Size <= TupleSearch.MaxTuples ? new TupleSearch(_model, _space, kept)
            : null;
    }
}
