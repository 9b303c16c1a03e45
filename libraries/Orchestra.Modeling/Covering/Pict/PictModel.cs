namespace Orchestra.Modeling.Covering.Pict;

/// <summary>A model that was read from PICT's format.</summary>
/// <param name="Covering">What the array is built for.</param>
/// <param name="Values">The values' texts, by parameter.</param>
/// <param name="ConstraintLines">The line of each constraint of <paramref name="Covering"/>.</param>
public sealed record PictModel(CoveringModel Covering, IReadOnlyList<IReadOnlyList<string>> Values, IReadOnlyList<int> ConstraintLines)
{
    /// <summary>The texts of a row.</summary>
    public IReadOnlyList<string> Texts(IReadOnlyList<int> row) => [.. row.Select((value, factor) => Values[factor][value])];
}
