using System.Buffers;

namespace Orchestra.Engine.Outbound;

/// <summary>Reads a body up to a limit, with memory in proportion to what came and not to what was announced.</summary>
internal static class BoundedBody
{
    private const int FirstBlock = 16 * 1024;

    /// <summary>At most <paramref name="maxBytes"/> bytes, and whether there was more.</summary>
    public static async Task<(ReadOnlyMemory<byte> Body, bool Truncated)> ReadAsync(
        Stream stream,
        int maxBytes,
        CancellationToken cancellationToken
    )
    {
        // One byte more than is kept tells a body that just fits from one that was cut.
        var limit = (long)maxBytes + 1;
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(limit, FirstBlock));
        var count = 0;
        try
        {
            while (count < limit)
            {
                if (count == buffer.Length)
                {
                    buffer = Grow(buffer, count, limit);
                }

                var room = (int)Math.Min(buffer.Length - count, limit - count);
                var read = await stream.ReadAsync(buffer.AsMemory(count, room), cancellationToken);
                if (read == 0)
                {
                    return (buffer.AsSpan(0, count).ToArray(), false);
                }

                count += read;
            }

            return (buffer.AsSpan(0, maxBytes).ToArray(), true);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] buffer, int count, long limit)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(limit, buffer.Length * 2L));
        buffer.AsSpan(0, count).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
