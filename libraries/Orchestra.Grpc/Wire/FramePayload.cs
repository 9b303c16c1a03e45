using System.Buffers;
using Grpc.Core;

namespace Orchestra.Grpc.Wire;

/// <summary>The bytes of one message that came.</summary>
internal sealed class FramePayload(ReadOnlySequence<byte> bytes) : DeserializationContext
{
    public override int PayloadLength => (int)bytes.Length;

    public override byte[] PayloadAsNewBuffer() => bytes.ToArray();

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => bytes;
}
