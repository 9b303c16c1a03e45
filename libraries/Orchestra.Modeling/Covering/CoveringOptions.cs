namespace Orchestra.Modeling.Covering;

/// <summary>How a covering array is built.</summary>
public sealed record CoveringOptions
{
    /// <summary>How many factors a tuple has.</summary>
    /// <value>2 by default; from 2 to 6, and at most the number of factors.</value>
    public int Strength { get; init; } = 2;

    /// <summary>The same model, options and seed give the same rows.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Rows that are kept, in this order, before all others; null is for the engine to fill.</summary>
    public IReadOnlyList<IReadOnlyList<int?>> SeedRows { get; init; } = [];

    /// <summary>
    /// The search goes on until so much time has passed since the start. Without it the effort is counted in steps and not in time,
    /// and the rows are the same on every machine; with it the steps are still the same, but the machine decides how many are done.
    /// </summary>
    /// <value>Zero by default.</value>
    public TimeSpan SearchTime { get; init; }

    /// <summary>Measures <see cref="SearchTime"/> and the result's elapsed time.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
