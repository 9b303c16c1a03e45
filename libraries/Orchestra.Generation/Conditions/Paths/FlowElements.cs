using Orchestra.Contracts.Processes;
using Orchestra.Generation.Steps;
using Orchestra.Modeling.Paths;

namespace Orchestra.Generation.Conditions.Paths;

/// <summary>The elements of a path of which only the flows are known.</summary>
internal static class FlowElements
{
    public static IReadOnlyList<PathElement> Of(IReadOnlyList<string> edges, ProcessIndex index)
    {
        var elements = new List<PathElement>();
        var passed = new HashSet<string>(StringComparer.Ordinal);
        string? at = null;
        foreach (var edge in edges.Select(id => index.Edges.GetValueOrDefault(id)).OfType<GraphEdge>())
        {
            // A branch of a split goes on from a node that was passed already; a sub-process is entered at its own start.
            if (at is null || (edge.Source != at && !passed.Contains(edge.Source)))
            {
                elements.Add(new PathElement(edge.Source, null));
                passed.Add(edge.Source);
            }

            elements.Add(new PathElement(null, edge.Id));
            elements.Add(new PathElement(edge.Target, null));
            passed.Add(edge.Target);
            at = edge.Target;
        }

        return elements;
    }
}
