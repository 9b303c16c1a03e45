using System.Buffers.Binary;
using System.IO.Compression;

namespace Orchestra.Grpc.Tests.Fixtures;

/// <summary>Messages as bytes on the wire, well made or not.</summary>
internal static class Frames
{
    /// <summary>A prefix and a payload; the length may be a lie.</summary>
    public static byte[] Of(byte[] payload, byte flag = 0, uint? length = null)
    {
        var frame = new byte[5 + payload.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), length ?? (uint)payload.Length);
        payload.CopyTo(frame, 5);
        return frame;
    }

    public static byte[] Gzipped(byte[] payload)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(payload);
        }

        return packed.ToArray();
    }
}
