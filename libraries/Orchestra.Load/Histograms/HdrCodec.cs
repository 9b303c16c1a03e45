using System.Buffers.Binary;
using System.IO.Compression;

namespace Orchestra.Load.Histograms;

/// <summary>
/// The binary forms that HdrHistogram's libraries share (V2, github.com/HdrHistogram/HdrHistogram): a header of 40 bytes, then the counts
/// as ZigZag LEB128 numbers of at most 9 bytes, runs of empty slots as one negative number; compressed, a header of 8 bytes before zlib.
/// </summary>
public static class HdrCodec
{
    private const int Cookie = 0x1c849313;
    private const int CompressedCookie = 0x1c849314;
    private const int HeaderBytes = 40;
    private const int CompressedHeaderBytes = 8;
    private const int MaxBytes = HeaderBytes + (HdrLayout.Slots * 9);

    /// <summary>The histogram as bytes.</summary>
    public static byte[] Encode(LatencyHistogram histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        var buffer = new byte[MaxBytes];
        var length = HeaderBytes + WriteCounts(histogram.Counts[..Math.Max(1, histogram.LastSlot + 1)], buffer.AsSpan(HeaderBytes));
        BinaryPrimitives.WriteInt32BigEndian(buffer, Cookie);
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(4), length - HeaderBytes);
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(8), 0);
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(12), HdrLayout.Digits);
        BinaryPrimitives.WriteInt64BigEndian(buffer.AsSpan(16), 1);
        BinaryPrimitives.WriteInt64BigEndian(buffer.AsSpan(24), HdrLayout.HighestValue);
        BinaryPrimitives.WriteDoubleBigEndian(buffer.AsSpan(32), 1.0);
        return buffer[..length];
    }

    /// <summary>The same, compressed as histogram logs have it.</summary>
    public static byte[] Compress(LatencyHistogram histogram)
    {
        using var output = new MemoryStream();
        output.Write(stackalloc byte[CompressedHeaderBytes]);
        using (var zlib = new ZLibStream(output, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(Encode(histogram));
        }

        var bytes = output.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(bytes, CompressedCookie);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), bytes.Length - CompressedHeaderBytes);
        return bytes;
    }

    /// <summary>Adds what <see cref="Encode"/> wrote to a histogram.</summary>
    /// <exception cref="FormatException">The bytes are no histogram of this layout; nothing was added.</exception>
    public static void AddTo(LatencyHistogram histogram, ReadOnlySpan<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        var counts = CountsOf(bytes);
        for (var slot = 0; slot < counts.Length; slot++)
        {
            if (counts[slot] != 0)
            {
                histogram.AddToSlot(slot, counts[slot]);
            }
        }
    }

    /// <summary>Adds what <see cref="Compress"/> wrote to a histogram.</summary>
    /// <exception cref="FormatException">The bytes are no compressed histogram of this layout; nothing was added.</exception>
    public static void AddCompressedTo(LatencyHistogram histogram, byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (
            bytes.Length < CompressedHeaderBytes
            || BinaryPrimitives.ReadInt32BigEndian(bytes) != CompressedCookie
            || BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(4)) != bytes.Length - CompressedHeaderBytes
        )
        {
            throw new FormatException("this is no compressed histogram of HdrHistogram's V2");
        }

        var plain = new byte[MaxBytes + 1];
        int length;
        try
        {
            using var zlib = new ZLibStream(
                new MemoryStream(bytes, CompressedHeaderBytes, bytes.Length - CompressedHeaderBytes),
                CompressionMode.Decompress
            );
            length = zlib.ReadAtLeast(plain, plain.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException e)
        {
            throw new FormatException("the compressed histogram is damaged", e);
        }

        AddTo(histogram, plain.AsSpan(0, length));
    }

    private static int WriteCounts(ReadOnlySpan<long> counts, Span<byte> output)
    {
        var written = 0;
        for (var slot = 0; slot < counts.Length; )
        {
            var run = counts[slot..].IndexOfAnyExcept(0L);
            run = run < 0 ? counts.Length - slot : run;
            // One empty slot is a plain 0; only runs are negative.
            var value = run switch
            {
                0 => counts[slot],
                1 => 0,
                _ => -run,
            };
            written += WriteNumber(value, output[written..]);
            slot += Math.Max(1, run);
        }

        return written;
    }

    private static int WriteNumber(long value, Span<byte> output)
    {
        var rest = (ulong)((value << 1) ^ (value >> 63));
        var at = 0;
        while (at < 8 && rest > 0x7F)
        {
            output[at++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        // The ninth byte has all its eight bits.
        output[at++] = (byte)rest;
        return at;
    }

    private static long[] CountsOf(ReadOnlySpan<byte> bytes)
    {
        if (
            bytes.Length < HeaderBytes
            || BinaryPrimitives.ReadInt32BigEndian(bytes) != Cookie
            || BinaryPrimitives.ReadInt32BigEndian(bytes[4..]) != bytes.Length - HeaderBytes
            // Slots that were shifted; hdr-histogram-js writes 1 there and shifts none.
            || BinaryPrimitives.ReadInt32BigEndian(bytes[8..]) is not (0 or 1)
            || BinaryPrimitives.ReadInt32BigEndian(bytes[12..]) != HdrLayout.Digits
            || BinaryPrimitives.ReadInt64BigEndian(bytes[16..]) != 1
        )
        {
            throw new FormatException("this is no histogram of HdrHistogram's V2 with three digits from 1");
        }

        var counts = new long[HdrLayout.Slots];
        var (slot, total) = (0L, 0L);
        for (var rest = bytes[HeaderBytes..]; rest.Length > 0; )
        {
            var value = ReadNumber(ref rest);
            // The empty run of -2^63 has no positive, and no array so many slots.
            var step = value < 0 ? -Math.Max(value, -HdrLayout.Slots - 1L) : 1;
            if (slot + step > HdrLayout.Slots || (value > 0 && (total += value) < 0))
            {
                throw new FormatException("the histogram has more slots than an hour in microseconds, or more samples than can be counted");
            }

            if (value > 0)
            {
                counts[slot] = value;
            }

            slot += step;
        }

        return counts;
    }

    private static long ReadNumber(ref ReadOnlySpan<byte> bytes)
    {
        var (value, shift, at) = (0UL, 0, 0);
        while (true)
        {
            if (at == bytes.Length)
            {
                throw new FormatException("the histogram breaks off");
            }

            var next = bytes[at++];
            value |= (ulong)(at == 9 ? next : next & 0x7F) << shift;
            shift += 7;
            if (at == 9 || next < 0x80)
            {
                bytes = bytes[at..];
                return (long)(value >> 1) ^ -(long)(value & 1);
            }
        }
    }
}
