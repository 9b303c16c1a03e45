using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Tests.Paths;

/// <summary>
/// Writes process graphs in one line: <c>S&gt;A A&gt;X X&gt;E1 X&gt;E2</c>. The first letter of a node says what it is (S start, E end, T terminate end, X exclusive,
/// P parallel, I inclusive, U sub-process, anything else a task); a dot puts it into a sub-process (<c>U1.S&gt;U1.A</c>). A flow is called
/// by its ends; <c>?</c> at its end gives it a condition, <c>!</c> makes it the default, <c>*3</c> gives it a bound.
/// </summary>
internal static class Flows
{
    /// <summary>Makes a graph.</summary>
    public static ProcessGraph Of(string flows)
    {
        var nodes = new List<GraphNode>();
        var known = new HashSet<string>();
        var edges = new List<GraphEdge>();
        foreach (var flow in flows.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var text = flow.TrimEnd('?', '!');
            var bound = text.Split('*') is [_, var digits]
                ? int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture)
                : (int?)null;
            var ends = text.Split('*')[0].Split('>');
            foreach (var id in ends)
            {
                Add(id, nodes, known);
            }

            var name = $"{ends[0]}>{ends[1]}";
            var count = edges.Count(edge => edge.Source == ends[0] && edge.Target == ends[1]);
            edges.Add(
                new GraphEdge
                {
                    Id = count == 0 ? name : $"{name}#{count + 1}",
                    Source = ends[0],
                    Target = ends[1],
                    Condition = flow.EndsWith('?') ? "yes" : null,
                    IsDefault = flow.EndsWith('!'),
                    MaxLoopIterations = bound,
                }
            );
        }

        return new ProcessGraph
        {
            Id = "P",
            Nodes = nodes,
            Edges = edges,
        };
    }

    private static void Add(string id, List<GraphNode> nodes, HashSet<string> known)
    {
        if (!known.Add(id))
        {
            return;
        }

        var dot = id.LastIndexOf('.');
        var parent = dot < 0 ? null : id[..dot];
        if (parent is not null)
        {
            Add(parent, nodes, known);
        }

        var type = id[dot + 1] switch
        {
            'S' => NodeType.StartEvent,
            'E' or 'T' => NodeType.EndEvent,
            'X' => NodeType.ExclusiveGateway,
            'P' => NodeType.ParallelGateway,
            'I' => NodeType.InclusiveGateway,
            'U' => NodeType.SubProcess,
            _ => NodeType.Task,
        };
        nodes.Add(
            new GraphNode
            {
                Id = id,
                Type = type,
                Parent = parent,
                Trigger = id[dot + 1] == 'T' ? "terminate" : null,
            }
        );
    }
}
