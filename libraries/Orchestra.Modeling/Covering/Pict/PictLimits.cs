namespace Orchestra.Modeling.Covering.Pict;

/// <summary>What a model may be at most: no text may take long to read.</summary>
internal static class PictLimits
{
    public const int TextLength = 1024 * 1024;
    public const int Parameters = 1_000;
    public const int Values = 1_000;
    public const int AllValues = 20_000;
    public const int NameLength = 1_000;
    public const int Constraints = 5_000;
    public const int Depth = 50;
    public const int Faults = 200;
    public const int SeedRows = 20_000;

    /// <summary>Characters and values compared while the constraints are read.</summary>
    public const long Comparisons = 20_000_000;
}
