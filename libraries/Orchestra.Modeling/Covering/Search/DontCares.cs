namespace Orchestra.Modeling.Covering.Search;

/// <summary>Finds cells that could hold any value that the constraints allow: all their tuples are in other rows too.</summary>
internal static class DontCares
{
    // Above this only the rows are given: a count for each tuple would take too much memory.
    private const int MaxTuples = 64_000_000;

    /// <summary>The rows without the cells that nothing depends on. Later rows give way first.</summary>
    public static IReadOnlyList<IReadOnlyList<int?>> Of(IReadOnlyList<int[]> rows, TupleSpace space, KeptCells kept)
    {
        var needed = rows.Select(row => row.Select(value => (int?)value).ToArray()).ToArray();
        if (space.Size > MaxTuples)
        {
            return needed;
        }

        var counts = Count(rows, space);
        var left = new int[space.Positions.Length];
        for (var row = rows.Count - 1; row >= 0; row--)
        {
            rows[row].CopyTo(left, 0);
            for (var factor = 0; factor < left.Length; factor++)
            {
                if (!kept.IsKept(row, factor) && IsFree(left, factor, space, counts))
                {
                    Release(left, factor, space, counts);
                    left[factor] = -1;
                    needed[row][factor] = null;
                }
            }
        }

        return needed;
    }

    private static byte[] Count(IReadOnlyList<int[]> rows, TupleSpace space)
    {
        var counts = new byte[space.Size];
        foreach (var row in rows)
        {
            for (var set = 0; set < space.SetCount; set++)
            {
                ref var count = ref counts[space.IndexOf(set, row)];
                count = (byte)Math.Min(count + 1, byte.MaxValue);
            }
        }

        return counts;
    }

    private static bool IsFree(int[] row, int factor, TupleSpace space, byte[] counts)
    {
        foreach (var position in space.Positions[factor])
        {
            var index = space.IndexOf(space.SetOf[position], row);
            if (index >= 0 && counts[index] == 1 && space.IsOwed(index))
            {
                return false;
            }
        }

        return true;
    }

    // A count that reached its ceiling stays there: the true one is not known.
    private static void Release(int[] row, int factor, TupleSpace space, byte[] counts)
    {
        foreach (var position in space.Positions[factor])
        {
            var index = space.IndexOf(space.SetOf[position], row);
            if (index >= 0 && counts[index] < byte.MaxValue)
            {
                counts[index]--;
            }
        }
    }
}
