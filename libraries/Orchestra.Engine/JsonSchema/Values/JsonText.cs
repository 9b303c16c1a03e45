using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Orchestra.Engine.JsonSchema.Values;

/// <summary>
/// Reads strings and names of JSON as they stand in the text. Unlike <see cref="JsonElement.GetString"/> it never
/// throws: half a surrogate pair is a legal JSON string, and a validator meets any string.
/// </summary>
internal static class JsonText
{
    private const int StackChars = 256;

    /// <summary>The bytes between the quotes of a string, escapes and all.</summary>
    public static ReadOnlySpan<byte> Raw(JsonElement text) => JsonMarshal.GetRawUtf8Value(text)[1..^1];

    /// <summary>The value of a string.</summary>
    public static string Decode(JsonElement text) => Decode(Raw(text));

    /// <summary>The name of a property.</summary>
    public static string NameOf(JsonProperty property) => Decode(JsonMarshal.GetRawUtf8PropertyName(property));

    /// <summary>The value of raw string content.</summary>
    public static string Decode(ReadOnlySpan<byte> raw)
    {
        if (!raw.Contains((byte)'\\'))
        {
            return Encoding.UTF8.GetString(raw);
        }

        var buffer = raw.Length <= StackChars ? stackalloc char[StackChars] : new char[raw.Length];
        return new string(buffer[..Decode(raw, buffer)]);
    }

    /// <summary>Writes the value of raw string content to a buffer of at least as many chars as there are bytes.</summary>
    public static int Decode(ReadOnlySpan<byte> raw, Span<char> target)
    {
        var written = 0;
        while (!raw.IsEmpty)
        {
            var plain = raw.IndexOf((byte)'\\');
            if (plain < 0)
            {
                return written + Encoding.UTF8.GetChars(raw, target[written..]);
            }

            written += Encoding.UTF8.GetChars(raw[..plain], target[written..]);
            raw = raw[plain..];
            target[written++] = ReadEscape(raw, out var length);
            raw = raw[length..];
        }

        return written;
    }

    /// <summary>How many Unicode code points raw string content has.</summary>
    public static long CountCodePoints(ReadOnlySpan<byte> raw)
    {
        long count = 0;
        var afterHigh = false;
        for (var i = 0; i < raw.Length; )
        {
            if (raw[i] != (byte)'\\')
            {
                // Continuation bytes belong to the code point before them.
                count += (raw[i] & 0xC0) == 0x80 ? 0 : 1;
                afterHigh = false;
                i++;
                continue;
            }

            var unit = ReadEscape(raw[i..], out var length);
            i += length;
            var completesPair = afterHigh && char.IsLowSurrogate(unit);
            count += completesPair ? 0 : 1;
            afterHigh = !completesPair && char.IsHighSurrogate(unit);
        }

        return count;
    }

    /// <summary>Two strings with the same value, however they are escaped.</summary>
    public static bool AreEqual(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.SequenceEqual(right))
        {
            return true;
        }

        if (!left.Contains((byte)'\\') && !right.Contains((byte)'\\'))
        {
            return false;
        }

        return string.Equals(Decode(left), Decode(right), StringComparison.Ordinal);
    }

    /// <summary>Finds a property of an object; the last one wins when a name stands twice.</summary>
    public static bool TryGetProperty(JsonElement instance, ReadOnlySpan<byte> name, out JsonElement value)
    {
        try
        {
            return instance.TryGetProperty(name, out value);
        }
        catch (InvalidOperationException)
        {
            // Another property's name is escaped and not valid UTF-16: look for ours the slow way.
            return TryFind(instance, Encoding.UTF8.GetString(name), out value);
        }
    }

    private static bool TryFind(JsonElement instance, string name, out JsonElement value)
    {
        value = default;
        var found = false;
        foreach (var property in instance.EnumerateObject())
        {
            if (string.Equals(NameOf(property), name, StringComparison.Ordinal))
            {
                value = property.Value;
                found = true;
            }
        }

        return found;
    }

    // The parser has checked the form of every escape.
    private static char ReadEscape(ReadOnlySpan<byte> escape, out int length)
    {
        length = 2;
        switch (escape[1])
        {
            case (byte)'n':
                return '\n';
            case (byte)'t':
                return '\t';
            case (byte)'r':
                return '\r';
            case (byte)'b':
                return '\b';
            case (byte)'f':
                return '\f';
            case (byte)'u':
                length = 6;
                return (char)ushort.Parse(escape[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            default:
                return (char)escape[1];
        }
    }
}
