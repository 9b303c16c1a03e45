using System.Text.Json;
using Orchestra.Contracts.Json;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Specs.Text;

namespace Orchestra.Engine.Specs;

/// <summary>Reads links of responses. They only help to wire steps, so what is wrong with one is a warning.</summary>
internal sealed class LinkReader(OpenApiScope scope)
{
    private const int MaxReferences = 32;

    /// <summary>The links of a response; null for none.</summary>
    public IReadOnlyList<SpecLink>? ReadAll(SpecNode response)
    {
        if (response.Member("links"u8) is not { } list)
        {
            return null;
        }

        if (list.Kind != SpecKind.Object)
        {
            Warn(list, "links must be an object");
            return null;
        }

        var links = new List<SpecLink>();
        foreach (var item in list.Children)
        {
            if (!item.IsExtension && Read(item) is { } link)
            {
                links.Add(link);
            }
        }

        return links.Count > 0 ? links : null;
    }

    private SpecLink? Read(SpecNode item)
    {
        if (Followed(item) is not { Kind: SpecKind.Object } node)
        {
            Warn(item, "the link is no object, and its reference names none in this document");
            return null;
        }

        var operationId = TextOf(node.Member("operationId"u8));
        var operationRef = TextOf(node.Member("operationRef"u8));
        var endpoint = operationRef is null ? null : EndpointOf(operationRef);
        if (operationId is null && endpoint is null)
        {
            Warn(
                node,
                operationRef is null
                    ? "the link names no operation: write operationId or operationRef"
                    : $"the operationRef '{operationRef}' of the link names no operation of this document: write '#/paths/~1loans~1{{id}}/get'"
            );
            return null;
        }

        return new SpecLink(
            item.Name,
            operationId,
            endpoint,
            ParametersOf(node),
            node.Member("requestBody"u8) is { } body ? scope.Element(body) : null
        );
    }

    private Dictionary<string, JsonElement> ParametersOf(SpecNode link)
    {
        var parameters = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (link.Member("parameters"u8) is not { } list)
        {
            return parameters;
        }

        foreach (var item in list.Children)
        {
            parameters[item.Name] = scope.Element(item);
        }

        return parameters;
    }

    // Unlike other references this one is judged mildly: see above.
    private SpecNode? Followed(SpecNode node)
    {
        var current = node;
        for (var followed = 0; current.Member("$ref"u8) is { } reference; followed++)
        {
            var pointer = reference.Kind == SpecKind.String ? JsonPointers.FromReference(reference.Text) : null;
            var index = pointer is null ? -1 : scope.Tree.FindPointer(pointer);
            if (index < 0 || followed == MaxReferences)
            {
                return null;
            }

            current = new SpecNode(scope.Tree, index);
        }

        return current;
    }

    // #/paths/~1loans~1{id}/get is GET /loans/{id}. The pointer may be written with percent signs.
    private string? EndpointOf(string operationRef)
    {
        if (
            JsonPointers.FromReference(operationRef) is not { } pointer
            || pointer.Split('/') is not ["", "paths", var path, var method]
            || scope.Tree.FindPointer(pointer) < 0
        )
        {
            return null;
        }

        return $"{method.ToUpperInvariant()} {JsonPointers.Unescape(path)}";
    }

    private static string? TextOf(SpecNode? node) => node is { Kind: SpecKind.String } text ? text.Text : null;

    private void Warn(SpecNode node, string message) => scope.Log.Warn(ImportCodes.LinkIgnored, node, message + "; it was ignored");
}
