namespace Orchestra.Modeling.Covering.Search;

/// <summary>Which cells are given: seed rows are the first rows of the array, and null in them is for the engine to fill.</summary>
internal sealed class KeptCells(IReadOnlyList<int[]> seeds)
{
    /// <summary>The rows that are kept.</summary>
    public int RowCount => seeds.Count;

    public bool IsKept(int row, int factor) => row < seeds.Count && seeds[row][factor] >= 0;
}
