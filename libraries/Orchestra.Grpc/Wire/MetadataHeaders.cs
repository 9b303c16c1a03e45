using System.Buffers;
using System.Buffers.Text;
using Grpc.Core;

namespace Orchestra.Grpc.Wire;

/// <summary>Metadata as HTTP headers: text as it is, bytes in base64 without padding.</summary>
internal static class MetadataHeaders
{
    private static readonly SearchValues<char> Printable = SearchValues.Create(
        " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"
    );

    // The protocol says these itself.
    private static readonly HashSet<string> Own = new(StringComparer.OrdinalIgnoreCase)
    {
        WireNames.Status,
        WireNames.Message,
        WireNames.Timeout,
        WireNames.Encoding,
        WireNames.AcceptEncoding,
        "content-type",
        "te",
    };

    // They belong to a connection and would break the request.
    private static readonly HashSet<string> OfHttp = new(StringComparer.Ordinal)
    {
        "connection",
        "content-length",
        "host",
        "keep-alive",
        "proxy-connection",
        "transfer-encoding",
        "upgrade",
    };

    /// <summary>An entry's value as it travels.</summary>
    /// <exception cref="RpcException">It cannot travel.</exception>
    public static string ValueOf(Metadata.Entry entry)
    {
        if (Own.Contains(entry.Key) || OfHttp.Contains(entry.Key))
        {
            throw Unsendable($"metadata '{entry.Key}' is a header of the protocol itself");
        }

        if (entry.IsBinary)
        {
            return Convert.ToBase64String(entry.ValueBytes).TrimEnd('=');
        }

        return entry.Value.AsSpan().ContainsAnyExcept(Printable)
            ? throw Unsendable($"metadata '{entry.Key}' holds characters other than printable ASCII: use a name that ends in -bin")
            : entry.Value;
    }

    /// <summary>Adds a header that came; what is the protocol's own is left out.</summary>
    public static void Read(string name, string value, Metadata into)
    {
        if (name.StartsWith(':') || Own.Contains(name) || !TryKey(name, out var isBinary))
        {
            return;
        }

        if (!isBinary)
        {
            into.Add(name, value);
            return;
        }

        // Values of one name may come joined by commas, which base64 does not have.
        foreach (var part in value.Split(',', StringSplitOptions.TrimEntries))
        {
            if (TryDecode(part, out var bytes))
            {
                into.Add(name, bytes);
            }
        }
    }

    private static bool TryKey(string name, out bool isBinary)
    {
        isBinary = name.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.OrdinalIgnoreCase);
        return name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
    }

    private static bool TryDecode(string text, out byte[] bytes)
    {
        var padded = text.TrimEnd('=');
        padded = padded.PadRight((padded.Length + 3) / 4 * 4, '=');
        bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(padded.Length)];
        if (!Convert.TryFromBase64String(padded, bytes, out var length))
        {
            return false;
        }

        Array.Resize(ref bytes, length);
        return true;
    }

    private static RpcException Unsendable(string detail) => new(new Status(StatusCode.Internal, detail));
}
