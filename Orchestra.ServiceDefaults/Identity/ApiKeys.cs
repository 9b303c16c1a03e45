using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Orchestra.ServiceDefaults.Identity;

/// <summary>
/// API keys: <c>orc_</c> and 256 random bits in base64url. Only the SHA-256 is stored: with that much randomness a slow hash would
/// add nothing but time.
/// </summary>
public static class ApiKeys
{
    private const string Prefix = "orc_";

    /// <summary>A new key; shown once, never stored.</summary>
    public static string Create() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is stored of a key.</summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>Whether a text can be a key at all: saves a query for what cannot.</summary>
    public static bool LooksLikeOne(string text) =>
        text.Length is > 8 and < 128
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}
