namespace Grpc.Core;

/// <summary>Hints for a write.</summary>
[Flags]
public enum WriteFlags
{
    /// <summary>More follows: it need not be sent at once.</summary>
    BufferHint = 0x1,

    /// <summary>Not to be compressed.</summary>
    NoCompress = 0x2,
}
