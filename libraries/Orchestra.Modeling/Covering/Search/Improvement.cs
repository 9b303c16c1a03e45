namespace Orchestra.Modeling.Covering.Search;

/// <summary>Makes an array smaller: takes a row out, searches until the others cover everything again, and repeats.</summary>
internal sealed class Improvement(IArraySearch search, Chance chance, int lowerBound, CancellationToken cancellationToken)
{
    private const long Slice = 200_000;

    // Low temperatures settle, high ones escape; a round of all of them is tried until the work is done.
    private static readonly double[] _temperatures = [0.4, 0.4, 0.3, 0.5, 0.25];

    private List<int[]> _best = [];
    private bool _isStuck;

    /// <summary>The smallest array found that covers everything.</summary>
    public IReadOnlyList<int[]> Best => _best;

    /// <summary>Begins with rows that cover everything.</summary>
    public void Start(List<int[]> rows)
    {
        _best = rows;
        search.Load(rows);
        TakeRow();
    }

    /// <summary>Searches for so much work, or until <paramref name="isOver"/>, which is asked between slices.</summary>
    public void Run(long work, Func<bool> isOver)
    {
        var end = search.Work + work;
        for (var round = 0; search.Work < end && !IsSmallest && !isOver(); round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            search.Run(chance, _temperatures[round / 8 % _temperatures.Length], Math.Min(Slice, end - search.Work));
            while (search.Uncovered == 0 && !IsSmallest)
            {
                _best = [.. search.Rows()];
                TakeRow();
            }
        }
    }

    private bool IsSmallest => _best.Count <= lowerBound || _isStuck;

    private void TakeRow() => _isStuck = _best.Count <= 1 || !search.RemoveRow();
}
