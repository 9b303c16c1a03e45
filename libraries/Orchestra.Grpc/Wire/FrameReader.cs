using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Grpc.Core;

namespace Orchestra.Grpc.Wire;

/// <summary>
/// Cuts a body into messages. A message above the limit is refused by its prefix, before any of it is buffered; nothing is read that
/// nobody has asked for, so a slow reader slows the other side down.
/// </summary>
/// <param name="body">The body.</param>
/// <param name="encoding">What <c>grpc-encoding</c> says, which holds for messages with the compressed flag.</param>
/// <param name="limit">The most bytes of one message, compressed or not.</param>
internal sealed class FrameReader(PipeReader body, string? encoding, int? limit)
{
    /// <summary>The next message; null at the end of the body.</summary>
    /// <exception cref="RpcException">What came is no message.</exception>
    public async ValueTask<T?> ReadAsync<T>(Marshaller<T> marshaller, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            var result = await body.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            // Whatever happens, the reader is told how far it was read: else it could not be closed.
            var (consumed, examined) = (buffer.Start, buffer.End);
            try
            {
                if (TryReadPrefix(buffer, out var isCompressed, out var length) && buffer.Length - FrameWriter.PrefixLength >= length)
                {
                    var payload = buffer.Slice(FrameWriter.PrefixLength, length);
                    (consumed, examined) = (payload.End, payload.End);
                    return Deserialise(marshaller, isCompressed ? Gzip.Decompress(payload, limit) : payload);
                }

                if (result.IsCompleted)
                {
                    return buffer.IsEmpty ? null : throw Broken("the body ends in the middle of a message");
                }
            }
            finally
            {
                body.AdvanceTo(consumed, examined);
            }
        }
    }

    private static T Deserialise<T>(Marshaller<T> marshaller, ReadOnlySequence<byte> payload)
        where T : class
    {
        try
        {
            return marshaller.ContextualDeserializer(new FramePayload(payload)) ?? throw Broken("the message cannot be read");
        }
        catch (Exception exception) when (exception is not RpcException)
        {
            throw Broken("the message cannot be read", exception);
        }
    }

    private bool TryReadPrefix(ReadOnlySequence<byte> buffer, out bool isCompressed, out uint length)
    {
        isCompressed = false;
        length = 0;
        if (buffer.Length < FrameWriter.PrefixLength)
        {
            return false;
        }

        Span<byte> prefix = stackalloc byte[FrameWriter.PrefixLength];
        buffer.Slice(0, FrameWriter.PrefixLength).CopyTo(prefix);
        isCompressed = prefix[0] switch
        {
            0 => false,
            1 => CanDecompress(),
            var flag => throw Broken($"the message begins with the flag {flag}, which is neither 0 nor 1"),
        };
        length = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        if (length > (uint)(limit ?? Array.MaxLength))
        {
            throw TooLarge(limit);
        }

        return true;
    }

    private bool CanDecompress() =>
        encoding switch
        {
            WireNames.Gzip => true,
            null or WireNames.Identity => throw Broken("the message says that it is compressed, but grpc-encoding does not say how"),
            _ => throw new RpcException(new Status(StatusCode.Unimplemented, $"messages compressed by '{encoding}' cannot be read")),
        };

    public static RpcException TooLarge(int? limit) =>
        new(new Status(StatusCode.ResourceExhausted, $"the received message is larger than the limit of {limit ?? Array.MaxLength} bytes"));

    private static RpcException Broken(string detail, Exception? exception = null) =>
        new(new Status(StatusCode.Internal, detail, exception));
}
