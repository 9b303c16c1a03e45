namespace Orchestra.Modeling.Covering.Search;

/// <summary>
/// Local search for an array of a given number of rows: takes an uncovered tuple, changes a cell so that a row holds it, and accepts
/// the change by what it loses (Metropolis).
/// </summary>
internal interface IArraySearch
{
    /// <summary>Owed tuples that no row holds.</summary>
    int Uncovered { get; }

    int RowCount { get; }

    /// <summary>Effort so far, in units of about 20 ns; it depends on the steps only, never on the clock.</summary>
    long Work { get; }

    /// <summary>The rows now.</summary>
    int[][] Rows();

    /// <summary>Begins with these rows; cells of the first ones that are kept never change.</summary>
    void Load(IReadOnlyList<int[]> rows);

    /// <summary>Takes out the row whose tuples are most often in other rows too; false when only kept rows are left.</summary>
    bool RemoveRow();

    /// <summary>Searches until everything is covered or the work is done.</summary>
    void Run(Chance chance, double temperature, long work);
}
