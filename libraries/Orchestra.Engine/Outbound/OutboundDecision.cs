namespace Orchestra.Engine.Outbound;

/// <summary>The judge's verdict on one address and port.</summary>
/// <param name="Allowed">Whether a connection may be opened.</param>
/// <param name="Reason">Why not; empty when allowed.</param>
public sealed record OutboundDecision(bool Allowed, string Reason)
{
    /// <summary>The one error code of everything this guard stops.</summary>
    public const string BlockedCode = "OUTBOUND_BLOCKED";

    /// <summary>The verdict that lets a connection through.</summary>
    public static OutboundDecision Allow { get; } = new(true, "");

    /// <summary>A verdict that stops it.</summary>
    public static OutboundDecision Block(string reason) => new(false, reason);
}
