using System.Security.Cryptography;
using System.Text;

namespace Orchestra.Secrets.Keys;

/// <summary>AES-256-GCM: nonce, tag, ciphertext. What a box belongs to is bound to it, so that it opens nowhere else.</summary>
internal static class SealedBox
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain, string belongsTo)
    {
        var box = new byte[NonceSize + TagSize + plain.Length];
        // Random: a data key seals far less than the 2^32 texts after which 96 bits may repeat (NIST SP 800-38D, 8.3).
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceSize));
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(
            box.AsSpan(0, NonceSize),
            plain,
            box.AsSpan(NonceSize + TagSize),
            box.AsSpan(NonceSize, TagSize),
            Encoding.UTF8.GetBytes(belongsTo)
        );
        return box;
    }

    /// <summary>What is in the box; null when it was sealed with another key, for something else, or was changed.</summary>
    public static byte[]? Open(byte[] key, ReadOnlySpan<byte> box, string belongsTo)
    {
        if (box.Length < NonceSize + TagSize)
        {
            return null;
        }

        var plain = new byte[box.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        try
        {
            aes.Decrypt(
                box[..NonceSize],
                box[(NonceSize + TagSize)..],
                box.Slice(NonceSize, TagSize),
                plain,
                Encoding.UTF8.GetBytes(belongsTo)
            );
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
