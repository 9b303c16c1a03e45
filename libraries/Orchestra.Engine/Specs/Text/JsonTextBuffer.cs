using System.Globalization;
using System.Text;

namespace Orchestra.Engine.Specs.Text;

/// <summary>A growing JSON text whose parts can be repeated: an alias is a copy of bytes.</summary>
internal sealed class JsonTextBuffer(int capacity)
{
    private byte[] _bytes = new byte[Math.Max(256, capacity)];

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>What is written.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>Writes one ASCII character.</summary>
    public void Write(char ascii)
    {
        Room(1)[0] = (byte)ascii;
        Length++;
    }

    /// <summary>Writes ASCII text as it is: numbers and literals.</summary>
    public void WriteRaw(string ascii) => Length += Encoding.UTF8.GetBytes(ascii, Room(ascii.Length * 3));

    /// <summary>Writes a string with quotes and escapes.</summary>
    public void WriteString(string value)
    {
        Write('"');
        var rest = value.AsSpan();
        while (rest.Length > 0)
        {
            var special = rest.IndexOfAny(Escaped);
            var plain = special < 0 ? rest : rest[..special];
            Length += Encoding.UTF8.GetBytes(plain, Room(Encoding.UTF8.GetMaxByteCount(plain.Length)));
            if (special < 0)
            {
                break;
            }

            WriteRaw(
                rest[special] is '"' or '\\'
                    ? $"\\{rest[special]}"
                    : $"\\u{((int)rest[special]).ToString("x4", CultureInfo.InvariantCulture)}"
            );
            rest = rest[(special + 1)..];
        }

        Write('"');
    }

    /// <summary>Writes again what was written from <paramref name="start"/> to <paramref name="end"/>.</summary>
    public void Repeat(int start, int end)
    {
        var room = Room(end - start);
        _bytes.AsSpan(start, end - start).CopyTo(room);
        Length += end - start;
    }

    private static readonly System.Buffers.SearchValues<char> Escaped = System.Buffers.SearchValues.Create(
        "\"\\" + string.Concat(Enumerable.Range(0, 0x20).Select(code => (char)code))
    );

    private Span<byte> Room(int size)
    {
        if (_bytes.Length - Length < size)
        {
            Array.Resize(ref _bytes, Math.Max(Length + size, _bytes.Length * 2));
        }

        return _bytes.AsSpan(Length);
    }
}
