using System.Security.Cryptography;
using System.Text;

namespace Orchestra.Secrets.Keys;

/// <summary>The master keys of the installation: the current one wraps, and all that are listed unwrap.</summary>
public sealed class MasterKeys
{
    private const int MinCharacters = 32;
    private static readonly char[] Separators = [' ', '\t', '\r', '\n', ','];

    private readonly List<MasterKey> _keys;

    private MasterKeys(List<MasterKey> keys) => _keys = keys;

    /// <summary>No key: nothing can be kept or read.</summary>
    public static MasterKeys None => new([]);

    /// <summary>Whether there is a key to wrap with.</summary>
    public bool IsEmpty => _keys.Count == 0;

    internal MasterKey Current =>
        _keys.Count > 0
            ? _keys[0]
            : throw new MasterKeyMissingException("the vault has no master key: set Secrets__MasterKeyFile or Secrets__MasterKey");

    /// <summary>The keys that the settings give.</summary>
    /// <exception cref="InvalidDataException">Says which setting is wrong, never what it holds.</exception>
    public static MasterKeys Of(SecretsOptions options)
    {
        if (options.MasterKeyFile is { Length: > 0 } path)
        {
            try
            {
                return Parse(File.ReadAllText(path), "the file that Secrets__MasterKeyFile names");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new InvalidDataException($"Secrets__MasterKeyFile cannot be read: {e.Message}");
            }
        }

        return Parse(options.MasterKey ?? "", "Secrets__MasterKey");
    }

    /// <summary>The keys in a text, the current one first.</summary>
    /// <param name="text">Keys separated by blanks, line ends or commas.</param>
    /// <param name="where">What to call it in a message.</param>
    public static MasterKeys Parse(string text, string where)
    {
        var parts = text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        return parts.FirstOrDefault(part => part.Length < MinCharacters) is null
            ? new MasterKeys([.. parts.Select(Derive).DistinctBy(key => key.Id)])
            : throw new InvalidDataException(
                $"{where} holds a key of less than {MinCharacters} characters: make one with openssl rand -base64 32"
            );
    }

    /// <summary>
    /// What a digest becomes that nobody can compute, or guess its text by, without a key: one for each key, the current first. None
    /// without keys.
    /// </summary>
    public IEnumerable<byte[]> Fingerprints(byte[] digest) =>
        _keys.Select(key =>
            HMACSHA256.HashData(HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Key, 32, info: "orchestra/fingerprint/1"u8.ToArray()), digest)
        );

    internal MasterKey? Find(string id) => _keys.Find(key => key.Id == id);

    // The id comes from the key, so nobody can give one key two ids or two keys one. It says nothing of the key (RFC 5869, 3.2).
    private static MasterKey Derive(string text)
    {
        var material = Encoding.UTF8.GetBytes(text);
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, material, 32, info: "orchestra/master-key/1"u8.ToArray());
        var id = HKDF.DeriveKey(HashAlgorithmName.SHA256, material, 8, info: "orchestra/master-key-id/1"u8.ToArray());
        return new MasterKey(Convert.ToHexStringLower(id), key);
    }
}
