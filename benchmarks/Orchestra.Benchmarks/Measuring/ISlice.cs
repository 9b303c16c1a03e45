namespace Orchestra.Benchmarks.Measuring;

/// <summary>One side, measured once for some time.</summary>
internal interface ISlice
{
    /// <summary>Operations a second.</summary>
    double Rate { get; }

    /// <summary>CPU time an operation, of the process whose time is compared.</summary>
    double Cost { get; }
}
