using System.ComponentModel.DataAnnotations;

namespace Orchestra.Gateway.Limits;

/// <summary>What one request, and all connections together, may take.</summary>
internal sealed class LimitOptions
{
    public const string Section = "Limits";

    /// <summary>Largest body in bytes; a larger one is answered with 413.</summary>
    /// <value>12 MiB by default, which holds a process file of 10 MiB in JSON; from 1 KiB to 1 GiB.</value>
    [Range(1024, 1024 * 1024 * 1024)]
    public long MaxBodyBytes { get; set; } = 12 * 1024 * 1024;

    /// <summary>All headers of a request in bytes; more is answered with 431.</summary>
    /// <value>32 KiB by default; from 4 KiB to 1 MiB.</value>
    [Range(4 * 1024, 1024 * 1024)]
    public int MaxHeaderBytes { get; set; } = 32 * 1024;

    /// <summary>The request line in bytes; a longer one is answered with 414.</summary>
    /// <value>8 KiB by default; from 1 KiB to 64 KiB.</value>
    [Range(1024, 64 * 1024)]
    public int MaxRequestLineBytes { get; set; } = 8 * 1024;

    /// <summary>Time in which all headers must have arrived.</summary>
    /// <value>10 seconds by default; from 100 milliseconds to 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan HeaderTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an idle connection is kept.</summary>
    /// <value>2 minutes by default; from 1 second to 1 hour.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Connections open at the same time; one more is closed at once.</summary>
    /// <value>5,000 by default; from 1 to 1,000,000.</value>
    [Range(1, 1_000_000)]
    public int MaxConnections { get; set; } = 5_000;
}
