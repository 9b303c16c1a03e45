using System.Globalization;
using System.Text;
using System.Text.Json;
using Orchestra.Contracts.Errors;
using Orchestra.Contracts.Json;

namespace Orchestra.Engine.Specs.Text;

/// <summary>Reads JSON text into a <see cref="SpecTree"/>.</summary>
internal ref struct SpecTreeReader
{
    private readonly ReadOnlyMemory<byte> _json;
    private readonly YamlSource? _yaml;
    private readonly List<int> _hugeNumbers;
    private Utf8JsonReader _reader;
    private SpecEntry[] _entries;
    private int _count;
    private int _parent = -1;
    private int _nameStart = -1;
    private int _nameLength;
    private bool _isNameEscaped;

    private SpecTreeReader(ReadOnlyMemory<byte> json, YamlSource? yaml)
    {
        _json = json;
        _yaml = yaml;
        _hugeNumbers = yaml is null ? [] : [.. yaml.NumbersBeyondJson];
        _entries = new SpecEntry[Math.Min(SpecLimits.MaxNodes, (json.Length / 24) + 64)];
        // One more than allowed, so that our own fault with its pointer comes first.
        _reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = SpecLimits.MaxDepth + 1 });
    }

    /// <summary>Reads JSON; duplicate members go to <paramref name="faults"/>.</summary>
    /// <param name="json">Valid UTF-8.</param>
    /// <param name="yaml">Where the JSON was made from; null when it is the source.</param>
    /// <param name="faults">Takes duplicate members.</param>
    /// <exception cref="SpecSyntaxException">It is not JSON, or it is beyond a limit.</exception>
    public static SpecTree Read(ReadOnlyMemory<byte> json, YamlSource? yaml, List<Fault> faults)
    {
        var reader = new SpecTreeReader(json, yaml);
        try
        {
            while (reader._reader.Read())
            {
                reader.Take();
            }
        }
        catch (JsonException exception)
        {
            throw new SpecSyntaxException(
                "",
                (int?)exception.LineNumber + 1,
                $"this is not valid JSON: {FirstSentence(exception.Message)}"
            );
        }

        var tree = reader.Tree();
        DuplicateMembers.Find(tree, faults);
        return tree;
    }

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd('.');
    }

    private void Take()
    {
        switch (_reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                _nameStart = (int)_reader.TokenStartIndex + 1;
                _nameLength = _reader.ValueSpan.Length;
                _isNameEscaped = _reader.ValueIsEscaped;
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                Open(_reader.TokenType == JsonTokenType.StartObject ? SpecKind.Object : SpecKind.Array);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                Close();
                break;
            default:
                AddScalar();
                break;
        }
    }

    private void Open(SpecKind kind)
    {
        var index = Add(kind, (int)_reader.TokenStartIndex, 0);
        _parent = index;
        if (_reader.CurrentDepth >= SpecLimits.MaxDepth)
        {
            throw At(index, $"objects and arrays are nested deeper than {SpecLimits.MaxDepth}");
        }
    }

    private void Close()
    {
        ref var entry = ref _entries[_parent];
        entry.Length = (int)_reader.BytesConsumed - entry.Start;
        entry.End = _count;
        _parent = entry.Parent;
    }

    private void AddScalar()
    {
        var kind = _reader.TokenType switch
        {
            JsonTokenType.String => SpecKind.String,
            JsonTokenType.Number => SpecKind.Number,
            JsonTokenType.Null => SpecKind.Null,
            _ => SpecKind.Boolean,
        };
        var start = (int)_reader.TokenStartIndex;
        var index = Add(kind, start, (int)_reader.BytesConsumed - start);
        _entries[index].IsEscaped = _reader.ValueIsEscaped;
        if (_reader.ValueIsEscaped)
        {
            RefuseHalfCharacters(index, _entries[index].Start, _entries[index].Length);
        }
        else if (kind == SpecKind.Number && IsHuge(_reader.ValueSpan))
        {
            _hugeNumbers.Add(index);
        }
    }

    private int Add(SpecKind kind, int start, int length)
    {
        if (_count == SpecLimits.MaxNodes)
        {
            throw At(_parent, $"the document has more than {SpecLimits.MaxNodes} values");
        }

        if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, Math.Min(SpecLimits.MaxNodes, _count * 2));
        }

        _entries[_count] = new SpecEntry
        {
            Kind = kind,
            Start = start,
            Length = length,
            Parent = _parent,
            End = _count + 1,
            NameStart = _nameStart,
            NameLength = _nameLength,
            IsNameEscaped = _isNameEscaped,
        };
        var isNameEscaped = _isNameEscaped;
        _nameStart = -1;
        _nameLength = 0;
        _isNameEscaped = false;
        if (isNameEscaped)
        {
            RefuseHalfCharacters(_parent, _entries[_count].NameStart - 1, _entries[_count].NameLength + 2);
        }

        return _count++;
    }

    /// <summary>Half of a surrogate pair passes the reader, but nobody can read such a string later.</summary>
    private readonly void RefuseHalfCharacters(int place, int start, int length)
    {
        var text = _json.Span.Slice(start, length);
        if (text.IndexOf("\\u"u8) < 0)
        {
            return;
        }

        try
        {
            var reader = new Utf8JsonReader(text);
            reader.Read();
            reader.GetString();
        }
        catch (InvalidOperationException)
        {
            throw At(place, "an escape in this string, or in a name in this object, is half of a character (a lone surrogate)");
        }
    }

    private static bool IsHuge(ReadOnlySpan<byte> number) =>
        (number.Length > 300 || number.IndexOfAny((byte)'e', (byte)'E') >= 0)
        && (
            !double.IsFinite(double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture))
            || !StorableJson.IsStorableNumber(Encoding.UTF8.GetString(number))
        );

    private readonly SpecSyntaxException At(int index, string message)
    {
        var tree = Tree();
        return new SpecSyntaxException(tree.PointerOf(index), tree.LineOf(index), message);
    }

    private readonly SpecTree Tree() => new(_json, _entries, _count, _yaml, _hugeNumbers);
}
