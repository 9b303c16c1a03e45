using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Orchestra.Engine.Language.Templates;

/// <summary>
/// The random values of one call: SHA-256 in counter mode over
/// <c>orchestra-1|run seed|step index|attempt|section|ordinal of the call|block</c>, decimal numbers in UTF-8.
/// Repeatable by design, so nothing here is fit for keys or passwords.
/// </summary>
internal sealed class SeededBytes(RenderSeed seed, string section, int ordinal)
{
    private readonly string _key = string.Create(
        CultureInfo.InvariantCulture,
        $"{LanguageDialect.Current}|{seed.RunSeed}|{seed.StepIndex}|{seed.Attempt}|{section}|{ordinal}|"
    );

    private byte[] _block = [];
    private int _used;
    private long _blocks;

    public byte NextByte()
    {
        if (_used == _block.Length)
        {
            _block = SHA256.HashData(Encoding.UTF8.GetBytes(_key + _blocks.ToString(CultureInfo.InvariantCulture)));
            _blocks++;
            _used = 0;
        }

        return _block[_used++];
    }

    /// <summary>A whole number below a bound, each as likely as the next; a bound of 0 means 2 to the 64.</summary>
    public ulong NextBelow(ulong bound)
    {
        if (bound == 0)
        {
            return NextUInt64();
        }

        // Numbers in the last, incomplete run of the bound would favour small results: draw again.
        var limit = ulong.MaxValue - (((ulong.MaxValue % bound) + 1) % bound);
        ulong value;
        do
        {
            value = NextUInt64();
        } while (value > limit);

        return value % bound;
    }

    /// <summary>A UUID of version 4.</summary>
    public Guid NextUuid()
    {
        var bytes = new byte[16];
        Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private ulong NextUInt64()
    {
        Span<byte> bytes = stackalloc byte[8];
        Fill(bytes);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }

    private void Fill(Span<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = NextByte();
        }
    }
}
