namespace Orchestra.Engine.Outbound;

/// <summary>How long a request may take and how much of its answer is kept.</summary>
public sealed record OutboundLimits
{
    /// <summary>The most redirects that any request may follow.</summary>
    public const int RedirectCeiling = 5;

    /// <summary>Time for everything: lookup, connection, redirects, headers and body.</summary>
    /// <value>10 seconds by default; more than 0, at most 1 day.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes of the body that are kept; what comes after is cut and flagged.</summary>
    /// <value>1 MiB by default; from 0 to 1 GiB.</value>
    public int MaxBodyBytes { get; init; } = 1024 * 1024;

    /// <summary>Redirects that are followed; with 0 the redirect itself is the answer.</summary>
    /// <value>5 by default; from 0 to 5.</value>
    public int MaxRedirects { get; init; } = RedirectCeiling;

    internal string? Fault() =>
        Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromDays(1) ? "the timeout must be more than 0 and at most 1 day"
        : MaxBodyBytes is < 0 or > 1024 * 1024 * 1024 ? "maxBodyBytes must be from 0 to 1 GiB"
        : MaxRedirects is < 0 or > RedirectCeiling ? $"redirects must be from 0 to {RedirectCeiling}"
        : null;
}
