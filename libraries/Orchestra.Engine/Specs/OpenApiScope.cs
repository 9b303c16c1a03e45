using System.Text.Json;
using Orchestra.Engine.Specs.Text;

namespace Orchestra.Engine.Specs;

/// <summary>What the readers of a spec's parts share while they read one document.</summary>
internal sealed class OpenApiScope
{
    private readonly Dictionary<int, JsonElement> _elements = [];
    private readonly Dictionary<int, string> _pointers = [];

    /// <param name="tree">The document.</param>
    /// <param name="log">Takes faults and warnings.</param>
    /// <param name="isDialect30">Whether it is OpenAPI 3.0, whose schemas are a dialect of their own.</param>
    public OpenApiScope(SpecTree tree, ImportLog log, bool isDialect30)
    {
        Tree = tree;
        Log = log;
        References = new References(tree, log);
        Servers = new ServerPaths(log);
        Schemas = new SchemaCatalog(tree, log, References, isDialect30);
    }

    /// <summary>The document.</summary>
    public SpecTree Tree { get; }

    /// <summary>Takes faults and warnings.</summary>
    public ImportLog Log { get; }

    /// <summary>Follows references.</summary>
    public References References { get; }

    /// <summary>Finds base paths.</summary>
    public ServerPaths Servers { get; }

    /// <summary>Takes in every schema.</summary>
    public SchemaCatalog Schemas { get; }

    /// <summary>A value for the world outside, made once.</summary>
    public JsonElement Element(SpecNode node)
    {
        if (!_elements.TryGetValue(node.Index, out var element))
        {
            _elements[node.Index] = element = node.ToElement();
        }

        return element;
    }

    /// <summary>The pointer of a schema, made once; null for none.</summary>
    public string? Pointer(SpecNode? schema)
    {
        if (schema is not { } node)
        {
            return null;
        }

        if (!_pointers.TryGetValue(node.Index, out var pointer))
        {
            _pointers[node.Index] = pointer = node.Pointer;
        }

        return pointer;
    }
}
