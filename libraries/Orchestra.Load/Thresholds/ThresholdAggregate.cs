namespace Orchestra.Load.Thresholds;

/// <summary>What a threshold looks at.</summary>
public enum ThresholdAggregate
{
    /// <summary>A percentile of the corrected latencies, in milliseconds.</summary>
    Percentile,

    /// <summary>Their mean, in milliseconds.</summary>
    Average,

    /// <summary>The lowest of them, in milliseconds.</summary>
    Minimum,

    /// <summary>The highest of them, in milliseconds.</summary>
    Maximum,

    /// <summary>Failed requests out of all, from 0 to 1.</summary>
    ErrorRate,

    /// <summary>How many requests there were.</summary>
    RequestCount,

    /// <summary>How many of them failed.</summary>
    ErrorCount,

    /// <summary>How many starts were dropped.</summary>
    DroppedCount,
}
