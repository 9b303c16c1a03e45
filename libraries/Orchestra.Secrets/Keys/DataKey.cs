using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Orchestra.Secrets.Keys;

/// <summary>A tenant's key, unwrapped: it seals and opens that tenant's secrets.</summary>
internal sealed class DataKey
{
    private const int Size = 32;

    private readonly Guid _tenantId;
    private readonly byte[] _key;

    private DataKey(Guid tenantId, int number, byte[] key)
    {
        (_tenantId, Number, _key) = (tenantId, number, key);
    }

    /// <summary>Which of the tenant's keys it is; the greatest is the current one.</summary>
    public int Number { get; }

    public static DataKey Create(Guid tenantId, int number) => new(tenantId, number, RandomNumberGenerator.GetBytes(Size));

    /// <summary>The key in a row; null when the master key is another one or the row belongs to another tenant.</summary>
    public static DataKey? Unwrap(MasterKey master, Guid tenantId, int number, byte[] wrapped) =>
        SealedBox.Open(master.Key, wrapped, WrappedFor(tenantId, number)) is { Length: Size } key
            ? new DataKey(tenantId, number, key)
            : null;

    public byte[] Wrap(MasterKey master) => SealedBox.Seal(master.Key, _key, WrappedFor(_tenantId, Number));

    public byte[] Seal(string name, int version, string value) =>
        SealedBox.Seal(_key, Encoding.UTF8.GetBytes(value), SealedFor(name, version));

    public string? Open(string name, int version, byte[] box) =>
        SealedBox.Open(_key, box, SealedFor(name, version)) is { } plain ? Encoding.UTF8.GetString(plain) : null;

    private static string WrappedFor(Guid tenantId, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"orchestra/data-key/1/{tenantId:N}/{number}");

    // A name holds no slash: no two secrets are written the same way.
    private string SealedFor(string name, int version) =>
        string.Create(CultureInfo.InvariantCulture, $"orchestra/secret/1/{_tenantId:N}/{name}/{version}");
}
