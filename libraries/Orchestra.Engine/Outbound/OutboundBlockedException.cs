namespace Orchestra.Engine.Outbound;

/// <summary>The guard refused a connection; nothing was sent, not even a SYN.</summary>
public sealed class OutboundBlockedException(string message) : Exception(message)
{
    /// <summary>The error code that steps report: always <see cref="OutboundDecision.BlockedCode"/>.</summary>
    public static string Code => OutboundDecision.BlockedCode;
}
