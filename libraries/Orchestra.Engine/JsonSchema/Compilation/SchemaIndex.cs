using System.Text;
using System.Text.Json;
using Orchestra.Engine.JsonSchema.Metaschemas;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.JsonSchema.Compilation;

/// <summary>The URIs and anchors of all documents at hand: where each reference leads. It never fetches anything.</summary>
internal sealed class SchemaIndex
{
    private const string StandardMetaschema = "https://json-schema.org/draft/2020-12/schema";

    private static readonly Uri MainUri = new("schema://document/");

    private readonly SchemaDialect _dialect;
    private readonly Dictionary<string, SchemaResource> _byUri = new(StringComparer.Ordinal);
    private readonly Dictionary<(SchemaSource, string), SchemaResource> _byRoot = [];
    private readonly HashSet<(SchemaSource, string)> _explored = [];

    public SchemaIndex(JsonElement document, SchemaDialect dialect, IReadOnlyDictionary<string, JsonElement> others)
    {
        _dialect = dialect;
        Main = new SchemaLocation(new SchemaSource(MainUri, document, ""), "", document);
        AddDocument(Main);
        foreach (var (address, other) in others)
        {
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
            {
                throw new ArgumentException($"the document's address \"{address}\" is not an absolute URI", nameof(others));
            }

            var root = other.Clone();
            AddDocument(new SchemaLocation(new SchemaSource(uri, root, $"{address}#"), "", root));
        }
    }

    /// <summary>The document that is being compiled.</summary>
    public SchemaLocation Main { get; }

    /// <summary>The innermost resource around a place.</summary>
    public SchemaResource ResourceOf(SchemaLocation location)
    {
        var pointer = location.Pointer;
        while (true)
        {
            if (_byRoot.TryGetValue((location.Source, pointer), out var resource))
            {
                return resource;
            }

            pointer = pointer[..pointer.LastIndexOf('/')];
        }
    }

    /// <summary>The keywords in force in a resource, by its metaschema where that is at hand.</summary>
    public Vocabularies VocabulariesOf(SchemaResource resource)
    {
        if (resource.Vocabularies is { } known)
        {
            return known;
        }

        resource.Vocabularies = Vocabularies.Standard;
        if (_dialect != SchemaDialect.Draft202012)
        {
            return resource.Vocabularies;
        }

        var root = resource.Root;
        if (root.Element.ValueKind != JsonValueKind.Object || TextOf(root, "$schema") is not { } address)
        {
            return resource.Vocabularies = resource.Outer is null ? Vocabularies.Standard : VocabulariesOf(resource.Outer);
        }

        if (
            address.TrimEnd('#') != StandardMetaschema
            && TryFind(resource, address, out var metaschema)
            && metaschema.Root.Element is { ValueKind: JsonValueKind.Object } element
            && JsonText.TryGetProperty(element, "$vocabulary"u8, out var declaration)
            && declaration.ValueKind == JsonValueKind.Object
        )
        {
            resource.Vocabularies = Vocabularies.Read(declaration, out var unknown);
            resource.MetaschemaProblem =
                unknown.Count == 0
                    ? ""
                    : $"the metaschema \"{address}\" requires a vocabulary that is not known: {string.Join(", ", unknown)}";
        }

        return resource.Vocabularies;
    }

    /// <summary>Where a reference leads; null with the reason when it leads nowhere.</summary>
    public SchemaLocation? Resolve(SchemaResource from, string reference, out string problem)
    {
        var hash = reference.IndexOf('#', StringComparison.Ordinal);
        var address = hash < 0 ? reference : reference[..hash];
        var fragment = hash < 0 ? "" : Uri.UnescapeDataString(reference[(hash + 1)..]);
        var resource = from;
        if (address.Length > 0 && !TryFind(from, address, out resource))
        {
            problem =
                $"the reference \"{reference}\" leads to another document, which is refused: "
                + "put the schema into this document and refer to it as \"#/...\"";
            return null;
        }

        SchemaLocation? target;
        if (fragment.Length == 0)
        {
            target = resource.Root;
        }
        else if (fragment[0] == '/')
        {
            target = resource.Root.Follow(fragment);
        }
        else
        {
            target = resource.Anchors.TryGetValue(fragment, out var anchored) ? anchored : null;
        }

        problem = target is null ? $"the reference \"{reference}\" leads nowhere: there is nothing at \"{fragment}\"" : "";
        if (target is { } found)
        {
            Explore(found);
        }

        return target;
    }

    /// <summary>Notes the URIs and anchors of a schema and of all schemas in it.</summary>
    public void Explore(SchemaLocation start)
    {
        if (_dialect == SchemaDialect.OpenApi30)
        {
            return;
        }

        // A stack of our own: documents may be nested more deeply than the thread's stack holds.
        var pending = new Stack<(SchemaLocation Location, SchemaResource Resource)>();
        pending.Push((start, ResourceOf(start)));
        while (pending.TryPop(out var next))
        {
            var (location, resource) = next;
            if (location.Element.ValueKind != JsonValueKind.Object || !_explored.Add(location.Key))
            {
                continue;
            }

            resource = ReadIdentity(location, resource);
            foreach (var child in SchemaPositions.Below(location))
            {
                pending.Push((child, resource));
            }
        }
    }

    private void AddDocument(SchemaLocation root)
    {
        var resource = new SchemaResource(root.Source.Uri, root);
        _byRoot[root.Key] = resource;
        _byUri.TryAdd(KeyOf(resource.Uri), resource);
        Explore(root);

        // An OpenAPI 3.1 document is no schema itself, but anchors and URIs in its components are known everywhere.
        if (root.Follow("/components/schemas") is { Element.ValueKind: JsonValueKind.Object } components)
        {
            foreach (var schema in components.Element.EnumerateObject())
            {
                Explore(components.Child(JsonText.NameOf(schema), schema.Value));
            }
        }
    }

    private SchemaResource ReadIdentity(SchemaLocation location, SchemaResource resource)
    {
        if (_dialect != SchemaDialect.Draft202012 && JsonText.TryGetProperty(location.Element, "$ref"u8, out _))
        {
            return resource;
        }

        if (TextOf(location, _dialect == SchemaDialect.Draft04 ? "id" : "$id") is { } id)
        {
            resource = ReadId(location, resource, id);
        }

        if (_dialect != SchemaDialect.Draft202012)
        {
            return resource;
        }

        if (TextOf(location, "$anchor") is { } anchor)
        {
            resource.Anchors.TryAdd(anchor, location);
        }

        if (TextOf(location, "$dynamicAnchor") is { } dynamicAnchor)
        {
            resource.Anchors.TryAdd(dynamicAnchor, location);
            resource.DynamicAnchors.TryAdd(dynamicAnchor, location);
        }

        return resource;
    }

    private SchemaResource ReadId(SchemaLocation location, SchemaResource resource, string id)
    {
        var hash = id.IndexOf('#', StringComparison.Ordinal);
        var address = hash < 0 ? id : id[..hash];
        var fragment = hash < 0 ? "" : id[(hash + 1)..];
        if (address.Length > 0 && Combine(resource.Uri, address) is { } uri)
        {
            resource = new SchemaResource(uri, location, resource);
            _byRoot[location.Key] = resource;
            _byUri[KeyOf(uri)] = resource;
        }

        // Before 2019-09 an id of a mere fragment was how an anchor was declared.
        if (fragment.Length > 0 && fragment[0] != '/' && _dialect != SchemaDialect.Draft202012)
        {
            resource.Anchors.TryAdd(fragment, location);
        }

        return resource;
    }

    private bool TryFind(SchemaResource from, string address, out SchemaResource resource)
    {
        resource = from;
        if (Combine(from.Uri, address) is not { } uri)
        {
            return false;
        }

        var key = KeyOf(uri);
        if (!_byUri.ContainsKey(key) && KnownMetaschemas.Find(_dialect, key) is { } known)
        {
            AddDocument(new SchemaLocation(new SchemaSource(uri, known, $"{key}#"), "", known));
        }

        return _byUri.TryGetValue(key, out resource!);
    }

    private static Uri? Combine(Uri start, string address)
    {
        // Only what starts with a scheme is absolute: Uri would take "/a" for a file's path.
        var colon = address.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && Uri.CheckSchemeName(address[..colon]))
        {
            return Uri.TryCreate(address, UriKind.Absolute, out var absolute) ? absolute : null;
        }

        return Uri.TryCreate(start, address, out var combined) ? combined : null;
    }

    private static string KeyOf(Uri uri) => uri.AbsoluteUri.TrimEnd('#');

    private static string? TextOf(SchemaLocation location, string keyword) =>
        JsonText.TryGetProperty(location.Element, Encoding.UTF8.GetBytes(keyword), out var value) && value.ValueKind == JsonValueKind.String
            ? JsonText.Decode(value)
            : null;
}
