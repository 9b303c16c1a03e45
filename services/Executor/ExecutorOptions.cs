using System.ComponentModel.DataAnnotations;

namespace Orchestra.Executor;

/// <summary>How much one executor does at once.</summary>
public sealed class ExecutorOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Executor";

    /// <summary>Runs advanced at the same time.</summary>
    /// <value>32 by default; from 1 to 1000.</value>
    [Range(1, 1000)]
    public int MaxConcurrentRuns { get; set; } = 32;

    /// <summary>How often work is looked for without a wake-up.</summary>
    /// <value>2 seconds by default; from 50 milliseconds to 1 minute.</value>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:01:00")]
    public TimeSpan PollEvery { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a step under way may go on after SIGTERM before its run is handed over.</summary>
    /// <value>2 seconds by default, less than the local host waits before it kills; from 0 to 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan StopGrace { get; set; } = TimeSpan.FromSeconds(2);
}
