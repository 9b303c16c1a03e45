using System.Globalization;
using System.Text;
using System.Text.Json;
using Orchestra.Contracts.Json;

namespace Orchestra.Engine.Specs.Text;

/// <summary>
/// A spec as a flat tree over its JSON text, with a line for each value. Subtrees can be copied as bytes,
/// and ten megabytes cost one array instead of a million objects.
/// </summary>
internal sealed class SpecTree
{
    /// <summary>Objects with more members than this get an index when something is looked up in them.</summary>
    private const int IndexFrom = 24;

    private readonly SpecEntry[] _entries;
    private readonly YamlSource? _yaml;
    private readonly Dictionary<int, Dictionary<string, int>> _indexes = [];
    private int[]? _lineStarts;

    /// <param name="json">The JSON text.</param>
    /// <param name="entries">Its values in document order.</param>
    /// <param name="count">How many of the entries are in use.</param>
    /// <param name="yaml">What the JSON text was made from; null when it is the source itself.</param>
    /// <param name="hugeNumbers">Indexes of numbers beyond what a program, or even the database, can hold.</param>
    public SpecTree(ReadOnlyMemory<byte> json, SpecEntry[] entries, int count, YamlSource? yaml, IReadOnlyList<int> hugeNumbers)
    {
        Json = json;
        _entries = entries;
        Count = count;
        _yaml = yaml;
        HugeNumbers = hugeNumbers;
    }

    /// <summary>The JSON text.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>Whether the source is YAML, where text may stand without quotes.</summary>
    public bool IsYaml => _yaml is not null;

    /// <summary>How many values there are.</summary>
    public int Count { get; }

    /// <summary>Numbers that no program can hold, such as <c>1e400</c>.</summary>
    public IReadOnlyList<int> HugeNumbers { get; }

    /// <summary>The whole document.</summary>
    public SpecNode Root => new(this, 0);

    /// <summary>The value with this index.</summary>
    public ref readonly SpecEntry this[int index] => ref _entries[index];

    /// <summary>The member of an object; -1 when there is none.</summary>
    public int Find(int parent, ReadOnlySpan<byte> name)
    {
        if (_indexes.TryGetValue(parent, out var index))
        {
            return index.GetValueOrDefault(Encoding.UTF8.GetString(name), -1);
        }

        var json = Json.Span;
        var end = _entries[parent].End;
        var seen = 0;
        for (var child = parent + 1; child < end; child = _entries[child].End)
        {
            ref readonly var entry = ref _entries[child];
            var isSame = entry.IsNameEscaped
                ? NameOf(child).AsSpan().SequenceEqual(Encoding.UTF8.GetString(name))
                : entry.NameLength == name.Length && json.Slice(entry.NameStart, entry.NameLength).SequenceEqual(name);
            if (isSame)
            {
                return child;
            }

            if (++seen > IndexFrom)
            {
                _indexes[parent] = Index(parent);
                return _indexes[parent].GetValueOrDefault(Encoding.UTF8.GetString(name), -1);
            }
        }

        return -1;
    }

    /// <summary>The value at a pointer; -1 when nothing stands there.</summary>
    public int FindPointer(string pointer)
    {
        var current = 0;
        if (pointer.Length == 0)
        {
            return current;
        }

        foreach (var range in pointer.AsSpan().Split('/'))
        {
            if (range.Start.Value == 0)
            {
                continue;
            }

            var segment = JsonPointers.Unescape(pointer[range]);
            current = _entries[current].Kind switch
            {
                SpecKind.Object => Find(current, Encoding.UTF8.GetBytes(segment)),
                SpecKind.Array => ItemAt(current, segment),
                _ => -1,
            };
            if (current < 0)
            {
                return -1;
            }
        }

        return current;
    }

    /// <summary>The JSON pointer of a value.</summary>
    public string PointerOf(int index)
    {
        var segments = new Stack<string>();
        for (var current = index; _entries[current].Parent >= 0; current = _entries[current].Parent)
        {
            segments.Push(SegmentOf(current));
        }

        var text = new StringBuilder();
        foreach (var segment in segments)
        {
            text.Append('/').Append(JsonPointers.Escape(segment));
        }

        return text.ToString();
    }

    /// <summary>The line of a value in the source, from 1: of a member, the line of its name.</summary>
    public int LineOf(int index)
    {
        if (_yaml is not null)
        {
            return _yaml.LineOf(index);
        }

        _lineStarts ??= LineStarts(Json.Span);
        ref readonly var entry = ref _entries[index];
        var found = Array.BinarySearch(_lineStarts, entry.NameStart >= 0 ? entry.NameStart : entry.Start);
        return found >= 0 ? found + 1 : ~found;
    }

    /// <summary>A member's name or an item's position: its segment of a pointer, not yet escaped.</summary>
    public string SegmentOf(int index) =>
        _entries[index].NameStart >= 0 ? NameOf(index) : PositionOf(index).ToString(CultureInfo.InvariantCulture);

    /// <summary>A member's name.</summary>
    public string NameOf(int index)
    {
        ref readonly var entry = ref _entries[index];
        return entry.IsNameEscaped
            ? Unescape(Json.Span.Slice(entry.NameStart - 1, entry.NameLength + 2))
            : Encoding.UTF8.GetString(Json.Span.Slice(entry.NameStart, entry.NameLength));
    }

    /// <summary>The text of a string; of anything else what the source says, for example <c>1.10</c>.</summary>
    public string TextOf(int index)
    {
        if (_yaml?.TextOf(index) is { } text)
        {
            return text;
        }

        ref readonly var entry = ref _entries[index];
        var raw = Json.Span.Slice(entry.Start, entry.Length);
        if (entry.Kind != SpecKind.String)
        {
            return Encoding.UTF8.GetString(raw);
        }

        return entry.IsEscaped ? Unescape(raw) : Encoding.UTF8.GetString(raw[1..^1]);
    }

    private static string Unescape(ReadOnlySpan<byte> quoted)
    {
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return reader.GetString()!;
    }

    private static int[] LineStarts(ReadOnlySpan<byte> text)
    {
        var starts = new List<int> { 0 };
        for (var position = 0; ; )
        {
            var next = text[position..].IndexOf((byte)'\n');
            if (next < 0)
            {
                return [.. starts];
            }

            position += next + 1;
            starts.Add(position);
        }
    }

    private int PositionOf(int index)
    {
        var position = 0;
        for (var child = _entries[index].Parent + 1; child != index; child = _entries[child].End)
        {
            position++;
        }

        return position;
    }

    private int ItemAt(int parent, string segment)
    {
        if (!int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
        {
            return -1;
        }

        var end = _entries[parent].End;
        var child = parent + 1;
        while (position > 0 && child < end)
        {
            child = _entries[child].End;
            position--;
        }

        return child < end ? child : -1;
    }

    private Dictionary<string, int> Index(int parent)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var child = parent + 1; child < _entries[parent].End; child = _entries[child].End)
        {
            index.TryAdd(NameOf(child), child);
        }

        return index;
    }
}
