using System.Collections;

namespace Grpc.Core;

/// <summary>Headers or trailers of a call. Names are in lower case, may repeat, and end in <c>-bin</c> when their values are bytes.</summary>
public sealed partial class Metadata : IList<Metadata.Entry>
{
    /// <summary>How names of binary values end.</summary>
    public const string BinaryHeaderSuffix = "-bin";

    /// <summary>None; it cannot be changed.</summary>
    public static readonly Metadata Empty = new() { _isReadOnly = true };

    private readonly List<Entry> _entries = [];
    private bool _isReadOnly;

    /// <inheritdoc />
    public int Count => _entries.Count;

    /// <inheritdoc />
    public bool IsReadOnly => _isReadOnly;

    /// <inheritdoc />
    public Entry this[int index]
    {
        get => _entries[index];
        set => Changeable()[index] = NotNull(value);
    }

    /// <summary>The last entry of a name.</summary>
    public Entry? Get(string key) => _entries.FindLast(entry => IsNamed(entry, key));

    /// <summary>The text of the last entry of a name.</summary>
    public string? GetValue(string key) => Get(key)?.Value;

    /// <summary>The bytes of the last entry of a name.</summary>
    public byte[]? GetValueBytes(string key) => Get(key)?.ValueBytes;

    /// <summary>All entries of a name, in order.</summary>
    public IEnumerable<Entry> GetAll(string key) => _entries.Where(entry => IsNamed(entry, key));

    /// <summary>Adds a text.</summary>
    public void Add(string key, string value) => Add(new Entry(key, value));

    /// <summary>Adds bytes.</summary>
    public void Add(string key, byte[] valueBytes) => Add(new Entry(key, valueBytes));

    /// <inheritdoc />
    public void Add(Entry item) => Changeable().Add(NotNull(item));

    /// <inheritdoc />
    public void Insert(int index, Entry item) => Changeable().Insert(index, NotNull(item));

    /// <inheritdoc />
    public void Clear() => Changeable().Clear();

    /// <inheritdoc />
    public bool Remove(Entry item) => Changeable().Remove(item);

    /// <inheritdoc />
    public void RemoveAt(int index) => Changeable().RemoveAt(index);

    /// <inheritdoc />
    public bool Contains(Entry item) => _entries.Contains(item);

    /// <inheritdoc />
    public int IndexOf(Entry item) => _entries.IndexOf(item);

    /// <inheritdoc />
    public void CopyTo(Entry[] array, int arrayIndex) => _entries.CopyTo(array, arrayIndex);

    /// <inheritdoc />
    public IEnumerator<Entry> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static bool IsNamed(Entry entry, string key) => entry.Key.Equals(key, StringComparison.OrdinalIgnoreCase);

    private static Entry NotNull(Entry item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item;
    }

    private List<Entry> Changeable() => _isReadOnly ? throw new InvalidOperationException("this metadata cannot be changed") : _entries;
}
