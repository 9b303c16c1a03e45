namespace Orchestra.Secrets.Keys;

/// <summary>A key that wraps data keys. A class, not a record: nothing must print it.</summary>
internal sealed class MasterKey(string id, byte[] key)
{
    public string Id { get; } = id;

    public byte[] Key { get; } = key;
}
