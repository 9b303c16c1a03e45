using System.Numerics;

namespace Orchestra.Modeling.Covering.Search;

/// <summary>
/// Every tuple that is owed, as a bit. The tuples of a set of factors lie together: a tuple's index is the set's base plus the sum
/// of stride times value.
/// </summary>
internal sealed class TupleSpace
{
    private const long MaxTuples = 1L << 28;
    private const int MaxSets = 4_000_000;

    private readonly CoveringModel _model;
    private readonly int[] _bases;
    private readonly int[] _starts;
    private readonly int[] _remaining;
    private readonly ulong[] _open;
    private readonly ulong[] _owed;

    /// <exception cref="CoveringException">There are too many tuples.</exception>
    public TupleSpace(CoveringModel model, int strength)
    {
        _model = model;
        CheckSize(model, strength);
        var sets = FactorSets.Of(model, strength);
        Factors = new int[sets.Sum(set => set.Length)];
        Strides = new int[Factors.Length];
        SetOf = new int[Factors.Length];
        _starts = new int[sets.Count + 1];
        _bases = new int[sets.Count + 1];
        _remaining = new int[sets.Count];
        var (position, size) = (0, 0L);
        for (var set = 0; set < sets.Count; set++)
        {
            (_starts[set], _bases[set]) = (position, (int)size);
            var stride = 1;
            for (var i = sets[set].Length - 1; i >= 0; i--)
            {
                var factor = sets[set][i];
                (Factors[position + i], Strides[position + i], SetOf[position + i]) = (factor, stride, set);
                stride *= model.Factors[factor].Values;
            }

            position += sets[set].Length;
            size += stride;
            if (size > MaxTuples)
            {
                throw TooMany(size);
            }
        }

        (_starts[^1], _bases[^1]) = (position, (int)size);
        Positions = FactorSets.PositionsByFactor(Factors, model.Factors.Count);
        _open = new ulong[(size + 63) >> 6];
        Open();
        _owed = [.. _open];
    }

    public int SetCount => _remaining.Length;

    /// <summary>One more than the highest index.</summary>
    public int Size => _bases[^1];

    /// <summary>Tuples that are owed or infeasible.</summary>
    public long Total { get; private set; }

    public long Infeasible { get; private set; }

    /// <summary>Owed tuples that are not covered yet.</summary>
    public long OpenCount { get; private set; }

    /// <summary>The factors of all sets, one after the other.</summary>
    public int[] Factors { get; }

    public int[] Strides { get; }

    /// <summary>The set of each position in <see cref="Factors"/>.</summary>
    public int[] SetOf { get; }

    /// <summary>By factor, where it is in <see cref="Factors"/>.</summary>
    public int[][] Positions { get; }

    public int Base(int set) => _bases[set];

    public int Start(int set) => _starts[set];

    public int End(int set) => _starts[set + 1];

    public int Remaining(int set) => _remaining[set];

    public bool IsOpen(int index) => (_open[index >> 6] >> index & 1) != 0;

    public bool IsOwed(int index) => (_owed[index >> 6] >> index & 1) != 0;

    /// <summary>The tuples of one set that are owed: no array has fewer rows than the most of any set.</summary>
    public int OwedOf(int set)
    {
        var count = 0;
        for (var index = _bases[set]; index < _bases[set + 1]; index++)
        {
            count += IsOwed(index) ? 1 : 0;
        }

        return count;
    }

    /// <summary>The set of a tuple.</summary>
    public int FindSet(int index)
    {
        var set = Array.BinarySearch(_bases, 0, SetCount, index);
        return set < 0 ? ~set - 1 : set;
    }

    /// <summary>The value that a tuple has at a position of its set.</summary>
    public int ValueAt(int index, int position) =>
        (index - _bases[SetOf[position]]) / Strides[position] % _model.Factors[Factors[position]].Values;

    /// <summary>The tuple of a set in a row; -1 when the row has no value for one of its factors.</summary>
    public int IndexOf(int set, ReadOnlySpan<int> row)
    {
        var index = _bases[set];
        for (var position = _starts[set]; position < _starts[set + 1]; position++)
        {
            var value = row[Factors[position]];
            if (value < 0)
            {
                return -1;
            }

            index += Strides[position] * value;
        }

        return index;
    }

    /// <summary>The first open tuple of a set at or after an index, going round; the set must have one.</summary>
    public int NextOpen(int set, int from)
    {
        for (var index = from; ; index = index + 1 == _bases[set + 1] ? _bases[set] : index + 1)
        {
            if (IsOpen(index))
            {
                return index;
            }
        }
    }

    /// <summary>Marks every tuple of a row as covered; factors without a value are -1.</summary>
    public void Cover(ReadOnlySpan<int> row)
    {
        for (var set = 0; set < SetCount; set++)
        {
            if (_remaining[set] > 0 && IndexOf(set, row) is >= 0 and var index && IsOpen(index))
            {
                Close(index, set);
            }
        }
    }

    /// <summary>An open tuple turned out to be in no row that satisfies the constraints.</summary>
    public void MarkInfeasible(int index)
    {
        Close(index, FindSet(index));
        _owed[index >> 6] &= ~(1UL << index);
        Infeasible++;
    }

    /// <summary>Everything that is owed is open again.</summary>
    public void Reopen()
    {
        _owed.CopyTo(_open, 0);
        OpenCount = 0;
        for (var set = 0; set < SetCount; set++)
        {
            _remaining[set] = OwedOf(set);
            OpenCount += _remaining[set];
        }
    }

    private void Close(int index, int set)
    {
        _open[index >> 6] &= ~(1UL << index);
        _remaining[set]--;
        OpenCount--;
    }

    // All tuples without a free value.
    private void Open()
    {
        var free = _model
            .Factors.Select(factor =>
                factor.Free.Count == 0 ? null : Enumerable.Range(0, factor.Values).Select(factor.Free.Contains).ToArray()
            )
            .ToArray();
        for (var set = 0; set < SetCount; set++)
        {
            for (var index = _bases[set]; index < _bases[set + 1]; index++)
            {
                if (!HasFreeValue(free, set, index))
                {
                    _open[index >> 6] |= 1UL << index;
                    _remaining[set]++;
                }
            }

            Total += _remaining[set];
        }

        OpenCount = Total;
    }

    private bool HasFreeValue(bool[]?[] free, int set, int index)
    {
        for (var position = _starts[set]; position < _starts[set + 1]; position++)
        {
            if (free[Factors[position]] is { } values && values[ValueAt(index, position)])
            {
                return true;
            }
        }

        return false;
    }

    // Counted before anything is allocated: a careless strength must not take all memory.
    private static void CheckSize(CoveringModel model, int strength)
    {
        var (sets, tuples) = FactorSets.Count(model, strength);
        if (tuples > MaxTuples || sets > MaxSets)
        {
            throw TooMany(tuples);
        }
    }

    private static CoveringException TooMany(BigInteger tuples) =>
        new(
            $"{(double)tuples:0.##e0} tuples are too many, {MaxTuples:N0} are the most: lower the strength, or group the parameters that need it"
        );
}
