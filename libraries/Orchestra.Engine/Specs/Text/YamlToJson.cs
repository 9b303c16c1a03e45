using System.Globalization;
using Orchestra.Contracts.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Orchestra.Engine.Specs.Text;

/// <summary>
/// Writes a YAML text as JSON, from the parser's events: no object graph, so that an alias bomb meets the caps before it costs memory.
/// Plain scalars follow YAML 1.2's core schema.
/// </summary>
internal sealed class YamlToJson
{
    private const string MergeKey = "<<";

    private readonly Parser _parser;
    private readonly JsonTextBuffer _json;
    private readonly YamlSource _source = new();
    private readonly Dictionary<string, YamlAnchor?> _anchors = new(StringComparer.Ordinal);
    private readonly List<string> _place = [];
    private int _counted;
    private bool _hasAliases;

    private YamlToJson(string text)
    {
        _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
        _json = new JsonTextBuffer(text.Length);
    }

    /// <summary>Writes the text's only document as JSON.</summary>
    /// <exception cref="SpecSyntaxException">It is not YAML, or it is beyond a limit.</exception>
    public static (ReadOnlyMemory<byte> Json, YamlSource Source) Convert(string text)
    {
        var converter = new YamlToJson(text);
        try
        {
            converter.Document();
        }
        catch (YamlException exception)
        {
            throw converter.At(exception.Start, $"this is not valid YAML: {exception.Message.TrimEnd('.')}");
        }

        return (converter._json.Written, converter._source);
    }

    private void Document()
    {
        MoveNext();
        if (!MoveNext() || _parser.Current is not DocumentStart)
        {
            throw new SpecSyntaxException("", 1, "the text is empty");
        }

        MoveNext();
        Value(depth: 0, line: null);
        MoveNext();
        if (MoveNext() && _parser.Current is DocumentStart second)
        {
            throw At(second.Start, "the text holds more than one YAML document: give one at a time");
        }
    }

    /// <summary>Writes the value that the parser stands on, and leaves the parser on its last event.</summary>
    /// <param name="depth">Objects and arrays around it.</param>
    /// <param name="line">The line of its name; null for items.</param>
    private YamlRange Value(int depth, int? line)
    {
        var current = _parser.Current!;
        if (current is AnchorAlias alias)
        {
            return Alias(alias, depth, line);
        }

        if (current is not NodeEvent node)
        {
            throw At(current.Start, "this is not valid YAML: a value is missing here");
        }

        var anchor = node.Anchor.IsEmpty ? null : node.Anchor.Value;
        if (anchor is not null)
        {
            // Not to be used before it is complete: that would be a circle.
            _anchors[anchor] = null;
        }

        Count(1, current.Start);
        var start = _json.Length;
        var index = _source.Count;
        List<KeyValuePair<string, YamlRange>>? members = null;
        var height = 0;
        switch (node)
        {
            case Scalar scalar:
                Scalar(scalar, line);
                break;
            case SequenceStart:
                CheckTag(node, "seq");
                height = Sequence(depth, line);
                break;
            default:
                CheckTag(node, "map");
                (height, members) = Mapping(depth, line);
                break;
        }

        var range = new YamlRange(start, _json.Length, index, _source.Count, height);
        if (anchor is not null)
        {
            _anchors[anchor] = new YamlAnchor(range, members);
        }

        return range;
    }

    private int Sequence(int depth, int? line)
    {
        var start = _parser.Current!.Start;
        CheckDepth(depth + 1, start);
        _source.Add(line ?? (int)start.Line);
        _json.Write('[');
        var height = 0;
        for (var position = 0; MoveNext() && _parser.Current is not SequenceEnd; position++)
        {
            if (position > 0)
            {
                _json.Write(',');
            }

            _place.Add(position.ToString(CultureInfo.InvariantCulture));
            height = Math.Max(height, Value(depth + 1, line: null).Height);
            _place.RemoveAt(_place.Count - 1);
        }

        _json.Write(']');
        return height + 1;
    }

    private (int Height, List<KeyValuePair<string, YamlRange>> Members) Mapping(int depth, int? line)
    {
        var start = _parser.Current!.Start;
        CheckDepth(depth + 1, start);
        _source.Add(line ?? (int)start.Line);
        _json.Write('{');
        var members = new List<KeyValuePair<string, YamlRange>>();
        var merges = new List<YamlAnchor>();
        while (MoveNext() && _parser.Current is not MappingEnd)
        {
            var key = Key();
            MoveNext();
            _place.Add(key.Value);
            if (key is { Value: MergeKey, Style: ScalarStyle.Plain })
            {
                Merge(merges);
            }
            else
            {
                Name(members.Count, key.Value);
                members.Add(new(key.Value, Value(depth + 1, (int)key.Start.Line)));
            }

            _place.RemoveAt(_place.Count - 1);
        }

        AddMerged(members, merges, depth, start);
        _json.Write('}');
        return (1 + members.Select(member => member.Value.Height).DefaultIfEmpty().Max(), members);
    }

    private Scalar Key()
    {
        var current = _parser.Current!;
        if (current is not Scalar key)
        {
            throw At(current.Start, "a name must be a plain or quoted text: a mapping, a sequence or an alias cannot be one in JSON");
        }

        CheckTag(key, "str", "int", "float", "bool", "null", "merge");
        return key;
    }

    private void Name(int position, string name)
    {
        if (position > 0)
        {
            _json.Write(',');
        }

        _json.WriteString(name);
        _json.Write(':');
    }

    /// <summary>Takes the value of a merge key: an alias of a mapping, or a sequence of such aliases.</summary>
    private void Merge(List<YamlAnchor> merges)
    {
        if (_parser.Current is AnchorAlias alias)
        {
            merges.Add(MergeSource(alias));
            return;
        }

        if (_parser.Current is not SequenceStart)
        {
            throw At(_parser.Current!.Start, "a merge key '<<' takes an alias of a mapping, or a sequence of such aliases");
        }

        while (MoveNext() && _parser.Current is not SequenceEnd)
        {
            merges.Add(
                _parser.Current is AnchorAlias item
                    ? MergeSource(item)
                    : throw At(_parser.Current!.Start, "a merge key '<<' takes an alias of a mapping, or a sequence of such aliases")
            );
        }
    }

    private YamlAnchor MergeSource(AnchorAlias alias)
    {
        var anchor = Anchor(alias);
        return anchor.Members is null
            ? throw At(alias.Start, $"'*{alias.Value}' is no mapping: a merge key '<<' cannot take it in")
            : anchor;
    }

    /// <summary>Members of the mapping itself win over merged ones, and earlier sources over later ones.</summary>
    private void AddMerged(List<KeyValuePair<string, YamlRange>> members, List<YamlAnchor> merges, int depth, Mark mark)
    {
        if (merges.Count == 0)
        {
            return;
        }

        var names = members.Select(member => member.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var merge in merges)
        {
            // Names count too: else many merges of the same wide mapping would take time without adding a value.
            Count(merge.Members!.Count, mark);
            foreach (var (name, range) in merge.Members)
            {
                if (names.Add(name))
                {
                    Name(members.Count, name);
                    members.Add(new(name, Repeat(range, depth + 1, _source.LineOf(range.FirstIndex), mark)));
                }
            }
        }
    }

    private YamlRange Alias(AnchorAlias alias, int depth, int? line) =>
        Repeat(Anchor(alias).Range, depth, line ?? (int)alias.Start.Line, alias.Start);

    private YamlAnchor Anchor(AnchorAlias alias)
    {
        _hasAliases = true;
        if (!_anchors.TryGetValue(alias.Value.Value, out var anchor))
        {
            throw At(alias.Start, $"the alias '*{alias.Value}' names no anchor above it");
        }

        return anchor ?? throw At(alias.Start, $"the alias '*{alias.Value}' stands inside what it names: that would never end");
    }

    private YamlRange Repeat(YamlRange range, int depth, int line, Mark mark)
    {
        CheckDepth(depth + range.Height, mark);
        Count(range.EndIndex - range.FirstIndex, mark);
        if (_json.Length + (range.End - range.Start) > SpecLimits.MaxExpandedBytes)
        {
            throw At(mark, $"the text grows beyond {SpecLimits.MaxExpandedBytes / (1024 * 1024)} MiB when aliases are written out");
        }

        var start = _json.Length;
        var index = _source.Count;
        _json.Repeat(range.Start, range.End);
        _source.Repeat(range.FirstIndex, range.EndIndex, line);
        return new YamlRange(start, _json.Length, index, _source.Count, range.Height);
    }

    private void Scalar(Scalar scalar, int? line)
    {
        CheckTag(scalar, "str", "int", "float", "bool", "null", "timestamp", "binary");
        var isText = scalar.Style != ScalarStyle.Plain || (!scalar.Tag.IsEmpty && !IsNumberTag(scalar.Tag.Value));
        var literal = isText ? null : YamlScalars.ToLiteral(scalar.Value);
        if (literal is null)
        {
            _json.WriteString(scalar.Value);
        }
        else
        {
            _json.WriteRaw(literal);
        }

        var isBeyondJson = !isText && YamlScalars.IsBeyondJson(scalar.Value);
        _source.Add(line ?? (int)scalar.Start.Line, literal is null || literal == scalar.Value ? null : scalar.Value, isBeyondJson);
    }

    private static bool IsNumberTag(string tag) =>
        tag.EndsWith(":int", StringComparison.Ordinal)
        || tag.EndsWith(":float", StringComparison.Ordinal)
        || tag.EndsWith(":bool", StringComparison.Ordinal)
        || tag.EndsWith(":null", StringComparison.Ordinal);

    /// <summary>Tags that name a program's types are refused: a spec is data.</summary>
    private void CheckTag(NodeEvent node, params ReadOnlySpan<string> allowed)
    {
        const string standard = "tag:yaml.org,2002:";
        if (node.Tag.IsEmpty || node.Tag.IsNonSpecific)
        {
            return;
        }

        var tag = node.Tag.Value;
        if (!tag.StartsWith(standard, StringComparison.Ordinal) || !allowed.Contains(tag[standard.Length..]))
        {
            throw At(node.Start, $"the tag '{tag}' is not one of JSON's types: remove it");
        }
    }

    private void CheckDepth(int depth, Mark mark)
    {
        if (depth > SpecLimits.MaxDepth)
        {
            throw At(mark, $"objects and arrays are nested deeper than {SpecLimits.MaxDepth}");
        }
    }

    private void Count(int values, Mark mark)
    {
        _counted += values;
        if (_hasAliases && _counted > SpecLimits.MaxExpandedNodes)
        {
            throw At(
                mark,
                $"the document has more than {SpecLimits.MaxExpandedNodes} values when aliases are written out: use $ref instead of aliases"
            );
        }

        if (_counted > SpecLimits.MaxNodes)
        {
            throw At(mark, $"the document has more than {SpecLimits.MaxNodes} values");
        }
    }

    /// <summary>The parser answers some broken texts with an exception of its own insides instead of one for its callers.</summary>
    private bool MoveNext()
    {
        try
        {
            return _parser.MoveNext();
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            throw At(_parser.Current?.End ?? Mark.Empty, "this is not valid YAML: it breaks off behind this place");
        }
    }

    private SpecSyntaxException At(Mark mark, string message) =>
        new(string.Concat(_place.Select(segment => $"/{JsonPointers.Escape(segment)}")), (int)mark.Line, message);
}
