namespace Orchestra.Benchmarks.Ledger;

/// <summary>One side of the comparison.</summary>
internal interface ILedgerSide
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>Claims runs and makes their steps durable until the time is over.</summary>
    Task<Pace> RunAsync(int runs, TimeSpan time);
}
