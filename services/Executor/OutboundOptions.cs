namespace Orchestra.Executor;

/// <summary>What steps may never reach, and what development opens.</summary>
public sealed class OutboundOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Outbound";

    /// <summary>Our own servers as <c>host:port</c>: blocked inside any allowed range.</summary>
    public IList<string> Forbidden { get; } = [];
}
