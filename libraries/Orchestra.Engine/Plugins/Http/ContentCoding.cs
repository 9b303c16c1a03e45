using System.IO.Compression;
using Orchestra.Contracts.Runs;
using Orchestra.Engine.Outbound;

namespace Orchestra.Engine.Plugins.Http;

/// <summary>
/// Undoes the compression that a step asked for (<c>Accept-Encoding</c>; Orchestra itself asks for none), up to the limit that holds for
/// every body: a few kilobytes can stand for gigabytes.
/// </summary>
internal static class ContentCoding
{
    private const int Block = 16 * 1024;

    /// <summary>The answer with its body as it is meant, or why that cannot be read; then it is kept as it came.</summary>
    public static (OutboundResponse Response, Violation? Fault) Decode(OutboundResponse response, int maxBytes)
    {
        var codings = response
            .Headers.Where(header => header.Key.Equals("Content-Encoding", StringComparison.OrdinalIgnoreCase))
            .SelectMany(header => header.Value.Split(','))
            .Select(coding => coding.Trim().ToLowerInvariant())
            .Where(coding => coding is not ("" or "identity"))
            .ToList();
        if (codings.Count == 0 || response.Body.Length == 0)
        {
            return (response, null);
        }

        if (codings is not [var only] || Open(only, response.Body) is not { } stream)
        {
            return (response, Fault($"its Content-Encoding is {string.Join(", ", codings)}: gzip, deflate and br are read, one at a time"));
        }

        try
        {
            using (stream)
            {
                var (body, isCut) = Read(stream, maxBytes);
                return (response with { Body = body, Truncated = response.Truncated || isCut }, null);
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException or InvalidOperationException)
        {
            return response.Truncated ? (response, null) : (response, Fault($"it is not {only} as its Content-Encoding says"));
        }
    }

    private static Stream? Open(string coding, ReadOnlyMemory<byte> body)
    {
        var bytes = new MemoryStream(body.ToArray(), writable: false);
        return coding switch
        {
            "gzip" or "x-gzip" => new GZipStream(bytes, CompressionMode.Decompress),
            "deflate" => new ZLibStream(bytes, CompressionMode.Decompress),
            "br" => new BrotliStream(bytes, CompressionMode.Decompress),
            _ => null,
        };
    }

    private static (byte[] Body, bool IsCut) Read(Stream stream, int maxBytes)
    {
        using var body = new MemoryStream();
        var block = new byte[Block];
        while (stream.Read(block) is > 0 and var read)
        {
            var room = maxBytes - (int)body.Length;
            body.Write(block, 0, Math.Min(read, room));
            if (read > room)
            {
                return (body.ToArray(), true);
            }
        }

        return (body.ToArray(), false);
    }

    private static Violation Fault(string why) =>
        new(ViolationType.ValidationError, "body-encoding", $"the body cannot be judged: {why}; it is kept as it came");
}
