using System.ComponentModel.DataAnnotations;

namespace Orchestra.Gateway.Routing;

/// <summary>How long the gateway waits for the services behind it.</summary>
internal sealed class ProxyOptions
{
    public const string Section = "Proxy";

    /// <summary>Time to reach a service.</summary>
    /// <value>5 seconds by default; from 100 milliseconds to 1 minute.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest time without a byte in either direction of a request.</summary>
    /// <value>100 seconds by default; from 100 milliseconds to 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan ActivityTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>The same for event streams; services send a comment every 15 seconds.</summary>
    /// <value>1 hour by default; from 1 minute to 1 day.</value>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan StreamTimeout { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often each replica is asked whether it is ready; one that is not gets no requests while another is.</summary>
    /// <value>2 seconds by default; from 100 milliseconds to 1 minute.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan ProbeEvery { get; set; } = TimeSpan.FromSeconds(2);
}
