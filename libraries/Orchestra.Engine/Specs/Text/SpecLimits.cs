namespace Orchestra.Engine.Specs.Text;

/// <summary>How much of a spec is read: beyond these sizes a small text could eat a server's memory or stack.</summary>
internal static class SpecLimits
{
    /// <summary>Size of the text.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>Objects and arrays inside each other.</summary>
    public const int MaxDepth = 64;

    /// <summary>Values of a text that repeats nothing.</summary>
    public const int MaxNodes = 1_000_000;

    /// <summary>Values once aliases are written out: the alias bomb's cap.</summary>
    public const int MaxExpandedNodes = 200_000;

    /// <summary>Size of the text once aliases are written out.</summary>
    public const int MaxExpandedBytes = 2 * MaxBytes;

    /// <summary>Faults that are listed; the rest is counted.</summary>
    public const int MaxFaults = 500;
}
