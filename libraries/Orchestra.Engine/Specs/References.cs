using Orchestra.Contracts.Json;
using Orchestra.Engine.Specs.Text;

namespace Orchestra.Engine.Specs;

/// <summary>Follows references inside the document. What leads out of it is refused: an import opens no file and no connection.</summary>
internal sealed class References(SpecTree tree, ImportLog log)
{
    private readonly Dictionary<string, int> _targets = new(StringComparer.Ordinal);

    /// <summary>The reference that an object consists of; null when it is none.</summary>
    public static SpecNode? Of(SpecNode node) => node.Member("$ref"u8) is { Kind: SpecKind.String } reference ? reference : null;

    /// <summary>The object itself, or the one that its references end at; null, with a fault, when they end nowhere.</summary>
    public SpecNode? Follow(SpecNode node)
    {
        var current = node;
        HashSet<int>? seen = null;
        while (current.Member("$ref"u8) is { } reference)
        {
            if (!log.Expect(reference, SpecKind.String) || Target(reference) is not { } target)
            {
                return null;
            }

            seen ??= [node.Index];
            if (!seen.Add(target.Index))
            {
                log.Fault(reference, "the references go round in a circle and name nothing in the end");
                return null;
            }

            current = target;
        }

        return current;
    }

    /// <summary>What one reference names; null, with a fault, when it names nothing in this document.</summary>
    /// <param name="reference">The string value of a <c>$ref</c>.</param>
    public SpecNode? Target(SpecNode reference)
    {
        var text = reference.Text;
        if (!_targets.TryGetValue(text, out var index))
        {
            index = JsonPointers.FromReference(text) is { } pointer ? tree.FindPointer(pointer) : -1;
            _targets[text] = index;
        }

        if (index >= 0)
        {
            return new SpecNode(tree, index);
        }

        log.Fault(reference, Refusal(text));
        return null;
    }

    private static string Refusal(string text)
    {
        if (!text.StartsWith('#'))
        {
            return $"the reference '{text}' leads out of this document, and nothing outside is read: bundle the spec into one file, so that the reference starts with '#/'";
        }

        return JsonPointers.FromReference(text) is null
            ? $"the reference '{text}' is not a JSON pointer: write '#/components/schemas/…'"
            : $"the reference '{text}' names nothing in this document";
    }
}
