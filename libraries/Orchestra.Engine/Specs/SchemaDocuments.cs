using System.Buffers;
using System.Text;
using System.Text.Json;
using Orchestra.Engine.Specs.Text;

namespace Orchestra.Engine.Specs;

/// <summary>
/// Cuts for each endpoint the part of the spec that its schemas reach. Where the parts overlap so much that together they would be a multiple of
/// the spec, the remaining endpoints share one document with all schemas: work and memory stay linear in the size of the spec.
/// </summary>
internal sealed class SchemaDocuments
{
    /// <summary>All parts together may be so many times as large as the spec, before the rest shares.</summary>
    private const int OwnPartsFactor = 4;

    private static readonly JsonElement Empty = JsonElement.Parse("{}"u8);

    private readonly SpecTree _tree;
    private readonly int[] _sources;
    private readonly int[] _targets;
    private readonly int[] _marks;
    private readonly IReadOnlyList<int> _allRoots;
    private long _budget;
    private int _mark;
    private JsonElement? _shared;

    /// <param name="tree">The spec.</param>
    /// <param name="references">Its references between schemas, sorted by source.</param>
    /// <param name="allRoots">The schemas of all endpoints.</param>
    public SchemaDocuments(SpecTree tree, IReadOnlyCollection<SchemaReference> references, IReadOnlyList<int> allRoots)
    {
        _tree = tree;
        _sources = [.. references.Select(reference => reference.Source)];
        _targets = [.. references.Select(reference => reference.Target)];
        _marks = new int[tree.Count];
        _allRoots = allRoots;
        // The constant lets a small spec have parts of its own however much they overlap.
        _budget = ((long)OwnPartsFactor * tree.Json.Length) + (256 * 1024);
    }

    /// <summary>The document of an endpoint whose schemas stand at these indexes.</summary>
    public JsonElement For(IReadOnlyCollection<int> roots)
    {
        if (roots.Count == 0)
        {
            return Empty;
        }

        if (_budget > 0 && Reach(roots, _budget) is { } reached)
        {
            var text = Write(reached);
            _budget -= text.Length;
            return Parse(text);
        }

        _budget = 0;
        _shared ??= Parse(Write(Reach(_allRoots, long.MaxValue)!));
        return _shared.Value;
    }

    private static JsonElement Parse(ReadOnlySpan<byte> json) =>
        JsonElement.Parse(json, new JsonDocumentOptions { MaxDepth = SpecLimits.MaxDepth + 1 });

    /// <summary>The schemas that are reached from these, none inside another, in document order; null when they are larger than the budget.</summary>
    private List<int>? Reach(IReadOnlyCollection<int> roots, long budget)
    {
        _mark++;
        var reached = new List<int>();
        foreach (var root in roots)
        {
            Mark(root, reached);
        }

        var size = 0L;
        for (var next = 0; next < reached.Count; next++)
        {
            var index = reached[next];
            size += _tree[index].Length;
            if (size > budget)
            {
                return null;
            }

            for (var at = FirstSource(index); at < _sources.Length && _sources[at] < _tree[index].End; at++)
            {
                Mark(_targets[at], reached);
            }
        }

        reached.Sort();
        var outermost = new List<int>();
        var end = -1;
        foreach (var index in reached)
        {
            if (index >= end)
            {
                outermost.Add(index);
                end = _tree[index].End;
            }
        }

        return outermost;
    }

    private void Mark(int index, List<int> reached)
    {
        if (_marks[index] != _mark)
        {
            _marks[index] = _mark;
            reached.Add(index);
        }
    }

    private int FirstSource(int index)
    {
        var found = Array.BinarySearch(_sources, index);
        return found < 0 ? ~found : found;
    }

    /// <summary>Writes the values at their places. An array on the way is written as an object with the positions as names, so that no other item is needed.</summary>
    private ReadOnlySpan<byte> Write(List<int> indexes)
    {
        var output = new ArrayBufferWriter<byte>(indexes.Sum(index => _tree[index].Length) + 256);
        var open = new List<int>();
        var path = new List<int>();
        var isFirst = true;
        output.Write("{"u8);
        foreach (var index in indexes)
        {
            path.Clear();
            for (var parent = _tree[index].Parent; parent > 0; parent = _tree[parent].Parent)
            {
                path.Add(parent);
            }

            path.Reverse();
            var shared = 0;
            while (shared < open.Count && shared < path.Count && open[shared] == path[shared])
            {
                shared++;
            }

            for (var depth = open.Count; depth > shared; depth--)
            {
                output.Write("}"u8);
                isFirst = false;
            }

            open.RemoveRange(shared, open.Count - shared);
            foreach (var ancestor in path.Skip(shared))
            {
                WriteName(output, ancestor, isFirst);
                output.Write("{"u8);
                open.Add(ancestor);
                isFirst = true;
            }

            WriteName(output, index, isFirst);
            output.Write(_tree.Json.Span.Slice(_tree[index].Start, _tree[index].Length));
            isFirst = false;
        }

        for (var depth = open.Count; depth >= 0; depth--)
        {
            output.Write("}"u8);
        }

        return output.WrittenSpan;
    }

    private void WriteName(ArrayBufferWriter<byte> output, int index, bool isFirst)
    {
        output.Write(isFirst ? "\""u8 : ",\""u8);
        ref readonly var entry = ref _tree[index];
        output.Write(
            entry.NameStart >= 0 ? _tree.Json.Span.Slice(entry.NameStart, entry.NameLength) : Encoding.UTF8.GetBytes(_tree.SegmentOf(index))
        );
        output.Write("\":"u8);
    }
}
