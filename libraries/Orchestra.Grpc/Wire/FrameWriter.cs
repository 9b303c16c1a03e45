using System.Buffers;
using System.Buffers.Binary;
using Grpc.Core;

namespace Orchestra.Grpc.Wire;

/// <summary>
/// One message being serialised: the prefix of five bytes and the payload in one pooled buffer, so that both leave in one write.
/// </summary>
internal sealed class FrameWriter : SerializationContext, IBufferWriter<byte>, IDisposable
{
    public const int PrefixLength = 5;

    private readonly int? _limit;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(256);
    private int _length = PrefixLength;
    private bool _isComplete;

    private FrameWriter(int? limit) => _limit = limit;

    /// <summary>Prefix and payload.</summary>
    public ReadOnlyMemory<byte> Frame => _buffer.AsMemory(0, _length);

    /// <summary>Serialises a message.</summary>
    /// <exception cref="RpcException">It is above the limit, or its serialiser failed.</exception>
    public static FrameWriter Of<T>(Marshaller<T> marshaller, T message, int? limit)
    {
        var frame = new FrameWriter(limit);
        try
        {
            marshaller.ContextualSerializer(message, frame);
            frame.Seal();
            return frame;
        }
        catch (Exception exception)
        {
            frame.Dispose();
            throw exception as RpcException
                ?? new RpcException(new Status(StatusCode.Internal, "the message cannot be serialised", exception));
        }
    }

    public override void Complete(byte[] payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        SetPayloadLength(payload.Length);
        payload.CopyTo(GetSpan(payload.Length));
        Advance(payload.Length);
        Complete();
    }

    public override void Complete() => _isComplete = !_isComplete ? true : throw new InvalidOperationException("already complete");

    public override IBufferWriter<byte> GetBufferWriter() => this;

    public override void SetPayloadLength(int payloadLength)
    {
        Check(payloadLength);
        Ensure(payloadLength);
    }

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _buffer.Length - _length);
        _length += count;
        Check(_length - PrefixLength);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(Math.Max(sizeHint, 1));
        return _buffer.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Gives the buffer back: only when nobody can be sending it any more.</summary>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void Seal()
    {
        if (!_isComplete)
        {
            throw new InvalidOperationException("the serialiser did not complete the message");
        }

        _buffer[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(1), _length - PrefixLength);
    }

    private void Check(int payloadLength)
    {
        if (payloadLength > _limit)
        {
            throw new RpcException(
                new Status(StatusCode.ResourceExhausted, $"the message to send is larger than the limit of {_limit} bytes")
            );
        }
    }

    private void Ensure(int room)
    {
        if (_buffer.Length - _length >= room)
        {
            return;
        }

        var wanted = Math.Max((long)_length + room, Math.Min(_buffer.Length * 2L, Array.MaxLength));
        var larger = ArrayPool<byte>.Shared.Rent(checked((int)wanted));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
