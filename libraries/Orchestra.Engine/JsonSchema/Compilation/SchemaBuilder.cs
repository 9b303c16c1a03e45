using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;
using Orchestra.Engine.JsonSchema.Keywords;

namespace Orchestra.Engine.JsonSchema.Compilation;

/// <summary>
/// Builds the nodes of a document's schemas: each place once, those that references lead to included. It works
/// through a queue instead of recursion, so no schema is too deep for it. Not safe for several threads.
/// </summary>
internal sealed class SchemaBuilder(JsonElement document, SchemaDialect dialect, SchemaOptions options)
{
    private readonly SchemaIndex _index = new(document, dialect, options.Documents);
    private readonly Dictionary<(SchemaSource, string), SchemaNode> _nodes = [];
    private readonly Queue<(SchemaNode Node, SchemaLocation Location)> _pending = [];
    private readonly List<((SchemaSource, string) Key, SchemaNode Node)> _built = [];
    private readonly List<SchemaFault> _faults = [];
    private readonly HashSet<SchemaResource> _reached = [];
    private readonly List<DynamicRefKeyword> _dynamicReferences = [];

    public SchemaDialect Dialect => dialect;

    public SchemaOptions Options => options;

    public SchemaIndex Index => _index;

    /// <summary>Builds the schema at a pointer.</summary>
    /// <exception cref="SchemaException">Something is wrong with it or with what it refers to.</exception>
    public SchemaNode Build(string pointer)
    {
        _pending.Clear();
        _built.Clear();
        _faults.Clear();
        if (Locate(pointer) is not { } start)
        {
            throw new SchemaException([new SchemaFault(pointer, "there is nothing at this place of the document")]);
        }

        _index.Explore(start);
        var before = _dynamicReferences.Select(reference => (reference, reference.Targets)).ToArray();
        var root = NodeAt(start);
        do
        {
            FillPending();
            _dynamicReferences.ForEach(FindTargets);
        } while (_pending.Count > 0);

        if (_faults.Count == 0)
        {
            _faults.AddRange(LoopFinder.Check([.. _built.Select(b => b.Node)]));
        }

        if (_faults.Count > 0)
        {
            Forget(before);
            throw new SchemaException([.. _faults]);
        }

        return root;
    }

    /// <summary>Notes a reference whose targets depend on the resources that the schema reaches.</summary>
    public void Track(DynamicRefKeyword reference) => _dynamicReferences.Add(reference);

    /// <summary>The node of a schema; it is filled later when it is new.</summary>
    public SchemaNode NodeAt(SchemaLocation location)
    {
        if (_nodes.TryGetValue(location.Key, out var node))
        {
            return node;
        }

        node = new SchemaNode(location.Shown, _index.ResourceOf(location));
        _nodes[location.Key] = node;
        _reached.Add(node.Resource);
        _built.Add((location.Key, node));
        _pending.Enqueue((node, location));
        return node;
    }

    public void Fault(string pointer, string message) => _faults.Add(new SchemaFault(pointer, message));

    private SchemaLocation? Locate(string pointer)
    {
        var path = pointer.StartsWith('#') ? Uri.UnescapeDataString(pointer[1..]) : pointer;
        return path.Length == 0 || path[0] == '/' ? _index.Main.Follow(path) : null;
    }

    private void Fill(SchemaNode node, SchemaLocation location)
    {
        var element = location.Element;
        var isBoolean = element.ValueKind is JsonValueKind.True or JsonValueKind.False;
        if (isBoolean && (dialect is SchemaDialect.Draft202012 or SchemaDialect.Draft07 || SchemaReader.MayBeBoolean(location.Pointer)))
        {
            node.Become(element.ValueKind == JsonValueKind.True);
            return;
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            Fault(location.Shown, $"expected a schema, found {Wording.Describe(element)}");
            return;
        }

        var vocabularies = _index.VocabulariesOf(node.Resource);
        if (node.Resource.MetaschemaProblem is { Length: > 0 } problem)
        {
            var fault = new SchemaFault($"{node.Resource.Root.Shown}/$schema", problem);
            if (!_faults.Contains(fault))
            {
                _faults.Add(fault);
            }
        }

        var keywords = new List<Keyword>();
        var reader = new SchemaReader(this, location, node.Resource, vocabularies);
        if (reader.Has("$ref") && dialect != SchemaDialect.Draft202012)
        {
            // Until 2019-09 nothing beside a $ref counts.
            ReferenceReader.Read(reader, keywords);
            node.Become(keywords);
            return;
        }

        AssertionReader.Read(reader, keywords);
        ReferenceReader.Read(reader, keywords);
        ObjectReader.Read(reader, keywords);
        ArrayReader.Read(reader, keywords);
        LogicReader.Read(reader, keywords);
        node.Become(keywords);
    }

    private void FillPending()
    {
        while (_pending.TryDequeue(out var next))
        {
            Fill(next.Node, next.Location);
        }
    }

    // Only in resources that the schema reaches: no other can be in the dynamic scope.
    private void FindTargets(DynamicRefKeyword reference)
    {
        var targets = new Dictionary<SchemaResource, SchemaNode>();
        foreach (var resource in _reached.ToArray())
        {
            if (resource.DynamicAnchors.TryGetValue(reference.Anchor, out var location))
            {
                targets[resource] = NodeAt(location);
            }
        }

        if (targets.Count != reference.Targets.Count)
        {
            reference.Targets = targets;
        }
    }

    // A later build must find the same faults again, and no half-built nodes.
    private void Forget((DynamicRefKeyword Reference, IReadOnlyDictionary<SchemaResource, SchemaNode> Targets)[] before)
    {
        foreach (var (key, _) in _built)
        {
            _nodes.Remove(key);
        }

        _dynamicReferences.RemoveRange(before.Length, _dynamicReferences.Count - before.Length);
        foreach (var (reference, targets) in before)
        {
            reference.Targets = targets;
        }

        _reached.Clear();
        _reached.UnionWith(_nodes.Values.Select(node => node.Resource));
    }
}
