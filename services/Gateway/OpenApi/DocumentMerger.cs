using System.Text.Json.Nodes;

namespace Orchestra.Gateway.OpenApi;

/// <summary>
/// Puts OpenAPI documents into one. Paths and tags are united; of two operations on one path the first stays. Components of one name
/// and content are shared; those that differ keep both, the later one under the name <c>{service}.{name}</c>, and what points to it follows.
/// </summary>
internal sealed class DocumentMerger(JsonObject frame)
{
    /// <summary>The document so far.</summary>
    public JsonObject Result { get; } = frame;

    /// <summary>Says that a service's part is not in the document at present.</summary>
    public void AddMissing(string service) => Child(Result, "x-missing-services", () => new JsonArray()).Add(service);

    /// <param name="service">Whose document it is.</param>
    /// <param name="document">The document; it is taken apart.</param>
    /// <param name="isPublic">Whether a path can be reached through the gateway: the others are left out.</param>
    public void Add(string service, JsonObject document, Func<string, bool> isPublic)
    {
        ComponentRenaming.Apply(service, document, Result);
        AddPaths(service, document, isPublic);
        AddComponents(document);
        AddTags(document);
    }

    private void AddPaths(string service, JsonObject document, Func<string, bool> isPublic)
    {
        var target = Child(Result, "paths", () => new JsonObject());
        var taken = OperationsOf(target).Select(operation => (string?)operation["operationId"]).ToHashSet();
        foreach (var (path, item) in document["paths"] as JsonObject ?? [])
        {
            if (!isPublic(path) || item is not JsonObject)
            {
                continue;
            }

            var merged = Child(target, path, () => new JsonObject());
            foreach (var (key, value) in item.AsObject().Where(member => !merged.ContainsKey(member.Key)).ToArray())
            {
                var copy = value?.DeepClone();
                if (copy is JsonObject operation && copy["responses"] is not null)
                {
                    Adapt(service, operation, document["security"], taken);
                }

                merged[key] = copy;
            }
        }
    }

    private static void Adapt(string service, JsonObject operation, JsonNode? security, HashSet<string?> taken)
    {
        if ((string?)operation["operationId"] is { } id && !taken.Add(id))
        {
            operation["operationId"] = $"{service}_{id}";
        }

        if (security is not null && !operation.ContainsKey("security"))
        {
            // A document's own default does not survive the merge as one.
            operation["security"] = security.DeepClone();
        }
    }

    private void AddComponents(JsonObject document)
    {
        var target = Child(Result, "components", () => new JsonObject());
        foreach (var (kind, components) in document["components"] as JsonObject ?? [])
        {
            var merged = Child(target, kind, () => new JsonObject());
            foreach (var (name, component) in components as JsonObject ?? [])
            {
                merged.TryAdd(name, component?.DeepClone());
            }
        }
    }

    private void AddTags(JsonObject document)
    {
        var target = Child(Result, "tags", () => new JsonArray());
        var known = target.Select(tag => (string?)tag?["name"]).ToHashSet();
        foreach (var tag in document["tags"] as JsonArray ?? [])
        {
            if (known.Add((string?)tag?["name"]))
            {
                target.Add(tag?.DeepClone());
            }
        }
    }

    private static IEnumerable<JsonObject> OperationsOf(JsonObject paths) =>
        paths.Select(path => path.Value).OfType<JsonObject>().SelectMany(item => item.Select(member => member.Value).OfType<JsonObject>());

    private static TNode Child<TNode>(JsonObject parent, string name, Func<TNode> make)
        where TNode : JsonNode
    {
        if (parent[name] is TNode existing)
        {
            return existing;
        }

        var created = make();
        parent[name] = created;
        return created;
    }
}
