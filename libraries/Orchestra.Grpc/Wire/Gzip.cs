using System.Buffers;
using System.IO.Compression;
using Grpc.Core;

namespace Orchestra.Grpc.Wire;

/// <summary>Unpacks a message, and stops where it grows above the limit: a few bytes can hold gigabytes.</summary>
internal static class Gzip
{
    public static ReadOnlySequence<byte> Decompress(ReadOnlySequence<byte> payload, int? limit)
    {
        var unpacked = new ArrayBufferWriter<byte>();
        using var gzip = new GZipStream(new MemoryStream(payload.ToArray()), CompressionMode.Decompress);
        try
        {
            while (true)
            {
                var read = gzip.Read(unpacked.GetSpan(4096));
                if (read == 0)
                {
                    return new ReadOnlySequence<byte>(unpacked.WrittenMemory);
                }

                unpacked.Advance(read);
                if (unpacked.WrittenCount > (limit ?? Array.MaxLength))
                {
                    throw FrameReader.TooLarge(limit);
                }
            }
        }
        catch (InvalidDataException exception)
        {
            throw new RpcException(new Status(StatusCode.Internal, "the compressed message cannot be unpacked", exception));
        }
    }
}
