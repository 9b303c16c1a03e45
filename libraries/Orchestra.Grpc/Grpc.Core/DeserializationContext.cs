using System.Buffers;

namespace Grpc.Core;

/// <summary>Gives the bytes of one message.</summary>
public abstract class DeserializationContext
{
    /// <summary>How many there are.</summary>
    public abstract int PayloadLength { get; }

    /// <summary>A copy that may be kept.</summary>
    public virtual byte[] PayloadAsNewBuffer() => throw new NotImplementedException();

    /// <summary>The bytes where they lie; they are gone when the message has been read.</summary>
    public virtual ReadOnlySequence<byte> PayloadAsReadOnlySequence() => throw new NotImplementedException();
}
