using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts.Errors;
using Orchestra.Engine.Specs.Text;

namespace Orchestra.Engine.Specs;

/// <summary>A JSON or YAML text that people write, as JSON with the line of each place.</summary>
public sealed class StructuredText
{
    private readonly SpecTree _tree;

    private StructuredText(SpecTree tree) => _tree = tree;

    /// <summary>Reads a text under the limits that specs have.</summary>
    /// <param name="content">The text in UTF-8.</param>
    /// <returns>The text, or every fault: syntax, members that stand twice.</returns>
    public static (StructuredText? Text, IReadOnlyList<Fault> Faults) Read(ReadOnlyMemory<byte> content)
    {
        var faults = new List<Fault>();
        try
        {
            var tree = SpecText.Read(content, faults);
            faults.AddRange(
                tree.HugeNumbers.Select(index => new Fault(
                    tree.PointerOf(index),
                    tree.LineOf(index),
                    "the number is beyond what programs can hold: write it as a text"
                ))
            );
            return faults.Count == 0 ? (new StructuredText(tree), []) : (null, faults);
        }
        catch (SpecSyntaxException exception)
        {
            return (null, [.. faults, exception.Fault]);
        }
    }

    /// <summary>A copy of the whole value.</summary>
    public JsonNode? ToNode() =>
        JsonNode.Parse(_tree.Json.Span, documentOptions: new JsonDocumentOptions { MaxDepth = SpecLimits.MaxDepth + 1 });

    /// <summary>The line of what a JSON pointer names; where nothing stands there, of the nearest thing around it.</summary>
    public int LineOf(string pointer)
    {
        ArgumentNullException.ThrowIfNull(pointer);
        for (var place = pointer; ; place = place[..Math.Max(0, place.LastIndexOf('/'))])
        {
            var found = _tree.FindPointer(place);
            if (found >= 0)
            {
                return _tree.LineOf(found);
            }
        }
    }
}
