using Orchestra.Modeling.Covering.Search;

namespace Orchestra.Modeling.Covering;

/// <summary>Rows in which every owed tuple of values occurs, and every row of which satisfies the constraints.</summary>
public sealed class CoveringArray
{
    internal CoveringArray() { }

    /// <summary>
    /// The rows, value by value in the order of the model's factors; null where nothing depends on the value. Any value may be put
    /// there with which the row satisfies the constraints; <see cref="FullRows"/> has one.
    /// </summary>
    public required IReadOnlyList<IReadOnlyList<int?>> Rows { get; init; }

    /// <summary>The same rows with a value in every cell.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> FullRows { get; init; }

    /// <summary>The strength that was asked for.</summary>
    public required int Strength { get; init; }

    /// <summary>What is covered and what cannot be.</summary>
    public required CoveringTuples Tuples { get; init; }

    /// <summary>No array has fewer rows; there may be none with so few either.</summary>
    public required int LowerBound { get; init; }

    /// <summary>Seed rows, by index, that were dropped because no row with their values satisfies the constraints.</summary>
    public required IReadOnlyList<int> DroppedSeedRows { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Builds an array.</summary>
    /// <exception cref="CoveringException">The strength does not fit the model, the model is too large, or no row satisfies its constraints.</exception>
    /// <exception cref="ArgumentException">The model names factors or values that it does not have.</exception>
    public static CoveringArray Build(CoveringModel model, CoveringOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        ModelCheck.Check(model, options);
        return new ArrayBuilder(model, options, cancellationToken).Build();
    }
}
