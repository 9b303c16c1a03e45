using Orchestra.Load.Histograms;

namespace Orchestra.Load;

/// <summary>What was seen of one step, one scenario or a whole load, in an interval or from its start on: adds up over both and over runners.</summary>
public sealed class LoadMeasure
{
    /// <summary>Latencies from the scheduled start on: what somebody who came on time waited (without coordinated omission).</summary>
    public LatencyHistogram Corrected { get; } = new();

    /// <summary>Latencies from the moment of sending on: how long the service took.</summary>
    public LatencyHistogram Actual { get; } = new();

    /// <summary>Requests that ended, well or not.</summary>
    public long Requests { get; set; }

    /// <summary>Requests that failed.</summary>
    public long Errors { get; set; }

    /// <summary>Starts that found no free user and were not made.</summary>
    public long Dropped { get; set; }

    /// <summary>Adds another's.</summary>
    public void Add(LoadMeasure other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Corrected.Add(other.Corrected);
        Actual.Add(other.Actual);
        Requests += other.Requests;
        Errors += other.Errors;
        Dropped += other.Dropped;
    }
}
