using Orchestra.ServiceDefaults.Bus;

namespace Orchestra.Api.Streaming;

/// <summary>Set when some run may have changed: wakes the streams and the scheduler of this process.</summary>
internal sealed class LedgerSignal
{
    public Signal Signal { get; } = new();
}
