namespace Orchestra.Modeling.Paths.Pairs;

/// <summary>All combinations of values of as many different factors as the strength says, and which of them are still to be covered.</summary>
internal sealed class TupleSet
{
    /// <summary>The most combinations: more would be no suite that anybody runs.</summary>
    public const int Ceiling = 2_000_000;

    // Two values together must fit into a square of them.
    private const int MostValues = 8_000;

    private readonly FactorTable _table;
    private readonly HashSet<ulong> _open = [];
    private readonly Queue<ulong> _order = new();

    // For pairs, which are asked for most by far: whether two values are open together.
    private readonly bool[]? _pairs;

    // Open combinations of each value.
    private readonly int[] _left;

    private TupleSet(FactorTable table, int strength)
    {
        (_table, Strength) = (table, strength);
        _left = new int[table.ValueCount];
        _pairs = strength == 2 ? new bool[table.ValueCount * table.ValueCount] : null;
    }

    /// <summary>The number of values of a combination: the strength asked for, or the number of factors where there are fewer.</summary>
    public int Strength { get; }

    /// <summary>How many are still open.</summary>
    public int Open => _open.Count;

    /// <summary>Lists all combinations; null where there are more than <see cref="Ceiling"/>.</summary>
    public static TupleSet? Of(FactorTable table, int strength)
    {
        if (table.ValueCount > MostValues)
        {
            return null;
        }

        var tuples = new TupleSet(table, Math.Min(strength, table.Factors.Count));
        return tuples.Strength == 0 || tuples.Fill(0, 0, 0) ? tuples : null;
    }

    /// <summary>The first open combination, in the order of the source.</summary>
    public int[]? First()
    {
        while (_order.TryPeek(out var code) && !_open.Contains(code))
        {
            _order.Dequeue();
        }

        return _order.Count == 0 ? null : Decode(_order.Peek());
    }

    /// <summary>An open combination by chance, near a random place of the order.</summary>
    public int[] Any(Random random) => Decode(_open.ElementAt(random.Next(Math.Min(_open.Count, 256))));

    /// <summary>How many open combinations a set of values covers.</summary>
    public int Count(IReadOnlyList<int> values) => Combinations(values, Strength).Count(_open.Contains);

    /// <summary>How many open combinations one more value would cover.</summary>
    public int Gain(int value, IReadOnlyList<int> values)
    {
        if (_pairs is null)
        {
            return Combinations(values, Strength - 1).Count(code => _open.Contains(Encode([.. Decode(code), value])));
        }

        var gain = 0;
        foreach (var other in values)
        {
            gain += _pairs[(value * _table.ValueCount) + other] ? 1 : 0;
        }

        return gain;
    }

    /// <summary>How many open combinations a value is part of.</summary>
    public int Left(int value) => _left[value];

    /// <summary>Closes all combinations that a set of values covers.</summary>
    public void Close(IReadOnlyList<int> values)
    {
        foreach (var code in Combinations(values, Strength).Where(_open.Remove))
        {
            Note(code, false);
        }
    }

    /// <summary>Closes all but some combinations.</summary>
    public void Keep(HashSet<ulong> kept)
    {
        foreach (var code in _order.Where(code => !kept.Contains(code)))
        {
            _open.Remove(code);
            Note(code, false);
        }
    }

    /// <summary>The combinations that a set of values covers, open or not.</summary>
    public IEnumerable<ulong> CoveredBy(IReadOnlyList<int> values) => Combinations(values, Strength);

    /// <summary>The values of a combination.</summary>
    public static int[] Decode(ulong code)
    {
        var values = new List<int>(4);
        for (; code != 0; code >>= 16)
        {
            values.Insert(0, (int)(code & 0xFFFF) - 1);
        }

        return [.. values];
    }

    /// <summary>The combination of some values; it sorts them.</summary>
    public static ulong Encode(int[] values)
    {
        Array.Sort(values);
        return values.Aggregate(0UL, (code, value) => (code << 16) | (uint)(value + 1));
    }

    private bool Fill(int factor, int depth, ulong code)
    {
        if (depth == Strength)
        {
            _open.Add(code);
            _order.Enqueue(code);
            Note(code, true);
            return _open.Count <= Ceiling;
        }

        for (; factor <= _table.Factors.Count - (Strength - depth); factor++)
        {
            var values = _table.Factors[factor];
            for (var i = 0; i < values.Values.Count; i++)
            {
                if (!Fill(factor + 1, depth + 1, (code << 16) | (uint)(values.FirstValue + i + 1)))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private void Note(ulong code, bool open)
    {
        for (var rest = code; rest != 0; rest >>= 16)
        {
            _left[(int)(rest & 0xFFFF) - 1] += open ? 1 : -1;
        }

        if (_pairs is not null)
        {
            var (one, other) = ((int)(code >> 16) - 1, (int)(code & 0xFFFF) - 1);
            _pairs[(one * _table.ValueCount) + other] = _pairs[(other * _table.ValueCount) + one] = open;
        }
    }

    // Values in rising order; two of one factor make a combination that is in no set.
    private static IEnumerable<ulong> Combinations(IReadOnlyList<int> values, int size, int first = 0, ulong code = 0)
    {
        if (size == 0)
        {
            yield return code;
            yield break;
        }

        for (var i = first; i <= values.Count - size; i++)
        {
            foreach (var combination in Combinations(values, size - 1, i + 1, (code << 16) | (uint)(values[i] + 1)))
            {
                yield return combination;
            }
        }
    }
}
