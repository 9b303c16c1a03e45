namespace Orchestra.Engine.Outbound;

/// <summary>
/// Knows whether any byte of the current request was handed to a connection. The handler writes HTTP/1 requests in the caller's own
/// asynchronous flow, so a value of that flow says whose bytes they are; the TLS handshake is below the stream that tells.
/// </summary>
internal sealed class SendTracker
{
    private static readonly AsyncLocal<SendTracker?> CurrentOfFlow = new();
    private volatile bool _sent;

    /// <summary>Whether bytes of the request may have left.</summary>
    public bool Sent => _sent;

    /// <summary>Starts tracking in the caller's flow; it ends with the asynchronous method that called.</summary>
    public static SendTracker Start()
    {
        var tracker = new SendTracker();
        CurrentOfFlow.Value = tracker;
        return tracker;
    }

    /// <summary>Says that bytes of the current flow's request are about to leave.</summary>
    public static void MarkCurrent()
    {
        if (CurrentOfFlow.Value is { } tracker)
        {
            tracker._sent = true;
        }
    }
}
