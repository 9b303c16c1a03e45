namespace Orchestra.Engine.Language;

/// <summary>What parsing and evaluation may cost at most. All limits are counts, not times: the same input gives the same outcome on any machine.</summary>
public sealed record LanguageLimits
{
    /// <summary>The limits that the product uses.</summary>
    public static LanguageLimits Default { get; } = new();

    /// <summary>Characters in one expression between braces, or in one JSONPath query.</summary>
    /// <value>4096 by default.</value>
    public int MaxExpressionLength { get; init; } = 4096;

    /// <summary>Parentheses, filters and calls inside each other in one expression.</summary>
    /// <value>64 by default.</value>
    public int MaxNesting { get; init; } = 64;

    /// <summary>Levels of a JSON tree of templates, or of a value that a template puts in.</summary>
    /// <value>128 by default.</value>
    public int MaxTreeDepth { get; init; } = 128;

    /// <summary>Bytes of UTF-8 that one render may produce.</summary>
    /// <value>16 MiB by default.</value>
    public long MaxOutputBytes { get; init; } = 16L * 1024 * 1024;

    /// <summary>Evaluation steps of one render or one rule: about one a JSON value looked at.</summary>
    /// <value>One million by default.</value>
    public long MaxSteps { get; init; } = 1_000_000;

    /// <summary>Faults listed before the rest is left out.</summary>
    /// <value>100 by default.</value>
    public int MaxFaults { get; init; } = 100;
}
