using System.Text.Json.Nodes;

namespace Orchestra.Gateway.OpenApi;

/// <summary>Renames those components of a document whose names mean something else in the document it joins.</summary>
internal static class ComponentRenaming
{
    private const string Root = "#/components/";

    public static void Apply(string service, JsonObject document, JsonObject target)
    {
        var clashes = Clashes(document, target);
        if (clashes.Count == 0)
        {
            return;
        }

        var renamed = clashes.ToDictionary(pointer => pointer, pointer => NewPointer(service, pointer), StringComparer.Ordinal);
        Rewrite(document, renamed);
        foreach (var pointer in clashes)
        {
            var (kind, name) = Split(pointer);
            var components = document["components"]![kind]!.AsObject();
            var component = components[name];
            components.Remove(name);
            components[Split(renamed[pointer]).Name] = component;
        }
    }

    /// <summary>Pointers of components that differ from those of the same name, and, since they change with them, of those that point to one.</summary>
    private static HashSet<string> Clashes(JsonObject document, JsonObject target)
    {
        var shared = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        var clashes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (kind, components) in document["components"] as JsonObject ?? [])
        {
            foreach (var (name, component) in components as JsonObject ?? [])
            {
                if (target["components"]?[kind] is JsonObject existing && existing.TryGetPropertyValue(name, out var other))
                {
                    var pointer = $"{Root}{kind}/{name}";
                    shared[pointer] = component;
                    if (!JsonNode.DeepEquals(component, other))
                    {
                        clashes.Add(pointer);
                    }
                }
            }
        }

        int before;
        do
        {
            before = clashes.Count;
            clashes.UnionWith(shared.Where(item => Mentions(item.Value, clashes)).Select(item => item.Key));
        } while (clashes.Count > before);
        return clashes;
    }

    private static string NewPointer(string service, string pointer)
    {
        var (kind, name) = Split(pointer);
        return $"{Root}{kind}/{service}.{name}";
    }

    private static (string Kind, string Name) Split(string pointer)
    {
        var parts = pointer[Root.Length..].Split('/', 2);
        return (parts[0], parts[1]);
    }

    private static bool Mentions(JsonNode? node, HashSet<string> pointers) =>
        node switch
        {
            JsonObject item => item.Any(member => Mentions(member.Value, pointers)),
            JsonArray list => list.Any(member => Mentions(member, pointers)),
            JsonValue value => value.TryGetValue(out string? text) && pointers.Contains(ComponentOf(text)),
            _ => false,
        };

    private static void Rewrite(JsonNode? node, Dictionary<string, string> renamed)
    {
        switch (node)
        {
            case JsonObject item:
                foreach (var (name, value) in item.ToArray())
                {
                    if (NewText(value, renamed) is { } text)
                    {
                        item[name] = text;
                    }
                    else
                    {
                        Rewrite(value, renamed);
                    }
                }

                RenameSecurity(item, renamed);
                break;
            case JsonArray list:
                foreach (var value in list)
                {
                    Rewrite(value, renamed);
                }

                break;
        }
    }

    /// <summary>Security requirements name their scheme without a pointer.</summary>
    private static void RenameSecurity(JsonObject item, Dictionary<string, string> renamed)
    {
        foreach (var requirement in (item["security"] as JsonArray ?? []).OfType<JsonObject>())
        {
            foreach (var (name, scopes) in requirement.ToArray())
            {
                if (renamed.TryGetValue($"{Root}securitySchemes/{name}", out var pointer))
                {
                    requirement.Remove(name);
                    requirement[Split(pointer).Name] = scopes;
                }
            }
        }
    }

    // $ref values and discriminator mappings alike: a text that is such a pointer is a reference wherever it stands.
    private static string? NewText(JsonNode? node, Dictionary<string, string> renamed) =>
        node is JsonValue value && value.TryGetValue(out string? text) && renamed.TryGetValue(ComponentOf(text), out var pointer)
            ? pointer + text[ComponentOf(text).Length..]
            : null;

    /// <summary>The component that a pointer leads to or into.</summary>
    private static string ComponentOf(string text)
    {
        if (!text.StartsWith(Root, StringComparison.Ordinal))
        {
            return text;
        }

        var name = text.IndexOf('/', Root.Length);
        var end = name < 0 ? -1 : text.IndexOf('/', name + 1);
        return end < 0 ? text : text[..end];
    }
}
