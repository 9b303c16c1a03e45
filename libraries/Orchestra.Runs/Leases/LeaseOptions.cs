using System.ComponentModel.DataAnnotations;

namespace Orchestra.Runs.Leases;

/// <summary>How long an executor owns a claimed run, and what happens when it falls silent.</summary>
public sealed class LeaseOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Leases";

    /// <summary>Time that a run is owned without a heartbeat; a heartbeat comes every third of it.</summary>
    /// <value>10 seconds by default; from 1 second to 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Duration { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often lapsed leases are looked for.</summary>
    /// <value>1 second by default; from 100 milliseconds to 1 minute.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan ReapEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Executors that may die on one run before it is FAILED_STUCK.</summary>
    /// <value>3 by default; from 1 to 100.</value>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 3;
}
