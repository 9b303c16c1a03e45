using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Orchestra.Engine.JsonSchema.Values;

/// <summary>
/// A fixed set of texts, found by the bytes that stand in the JSON: nothing is decoded unless an escape is in the way.
/// Positions are those of the list it was made from.
/// </summary>
internal sealed class NameTable
{
    // The quick hash looks at length, head and tail. A set that shares those, made so on purpose or not, gets the thorough one.
    private const int MaxChain = 8;

    private readonly byte[][] _texts;
    private readonly int[] _heads;
    private readonly int[] _next;
    private readonly bool _thorough;
    private readonly Dictionary<string, int> _decoded = new(StringComparer.Ordinal);

    public NameTable(IReadOnlyList<string> texts)
    {
        _texts = [.. texts.Select(Encoding.UTF8.GetBytes)];
        _heads = new int[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, texts.Count * 2))];
        _next = new int[texts.Count];
        for (var i = 0; i < texts.Count; i++)
        {
            _decoded[texts[i]] = i;
        }

        _thorough = Link(thorough: false) > MaxChain;
        if (_thorough)
        {
            Link(thorough: true);
        }
    }

    /// <summary>How many texts there are.</summary>
    public int Count => _texts.Length;

    /// <summary>The position of a text given as raw string content; -1 when it is not in the set.</summary>
    public int Find(ReadOnlySpan<byte> raw)
    {
        for (var i = _heads[Bucket(raw, _thorough)]; i > 0; i = _next[i - 1])
        {
            if (raw.SequenceEqual(_texts[i - 1]))
            {
                return i - 1;
            }
        }

        return raw.Contains((byte)'\\') ? _decoded.GetValueOrDefault(JsonText.Decode(raw), -1) : -1;
    }

    // Returns the length of the longest chain. Texts that hold a backslash stand escaped in JSON, and lone surrogates
    // have no bytes of their own: those are found by decoding only.
    private int Link(bool thorough)
    {
        Array.Clear(_heads);
        var lengths = new int[_heads.Length];
        foreach (var (text, i) in _decoded)
        {
            if (
                _texts[i].AsSpan().Contains((byte)'\\')
                || !string.Equals(Encoding.UTF8.GetString(_texts[i]), text, StringComparison.Ordinal)
            )
            {
                continue;
            }

            var bucket = Bucket(_texts[i], thorough);
            _next[i] = _heads[bucket];
            _heads[bucket] = i + 1;
            lengths[bucket]++;
        }

        return lengths.Max();
    }

    private int Bucket(ReadOnlySpan<byte> text, bool thorough)
    {
        var hash = thorough ? ThoroughHash(text) : QuickHash(text);
        return (int)(hash & (uint)(_heads.Length - 1));
    }

    private static uint QuickHash(ReadOnlySpan<byte> text)
    {
        ulong head;
        ulong tail;
        if (text.Length >= 8)
        {
            head = BinaryPrimitives.ReadUInt64LittleEndian(text);
            tail = BinaryPrimitives.ReadUInt64LittleEndian(text[^8..]);
        }
        else if (text.Length >= 4)
        {
            head = BinaryPrimitives.ReadUInt32LittleEndian(text);
            tail = BinaryPrimitives.ReadUInt32LittleEndian(text[^4..]);
        }
        else
        {
            head = text.IsEmpty ? 0 : (ulong)(text[0] | (text[text.Length >> 1] << 8) | (text[^1] << 16));
            tail = 0;
        }

        var mixed = ((head ^ BitOperations.RotateLeft(tail, 29)) + (uint)text.Length) * 0x9E3779B97F4A7C15;
        return (uint)(mixed >> 32);
    }

    // Seeded anew for each process: nobody can write names that collide.
    private static uint ThoroughHash(ReadOnlySpan<byte> text)
    {
        var hash = new HashCode();
        hash.AddBytes(text);
        return (uint)hash.ToHashCode();
    }
}
