using Orchestra.Engine.JsonSchema.Evaluation;
using Orchestra.Engine.JsonSchema.Keywords;

namespace Orchestra.Engine.JsonSchema.Compilation;

/// <summary>
/// Finds schemas that come back to themselves without going down the instance. Common in OpenAPI documents is
/// a base that lists its kinds in <c>oneOf</c> while each kind includes the base by <c>allOf</c>: such a schema is
/// marked, and evaluation takes it to hold where it comes back. A loop of references alone, or one through
/// <c>not</c> or <c>if</c>, has no meaning and is a fault.
/// </summary>
internal static class LoopFinder
{
    public static IEnumerable<SchemaFault> Check(IReadOnlyList<SchemaNode> nodes)
    {
        foreach (var loop in Components(nodes, References).Where(c => IsLoop(c, References)))
        {
            yield return new SchemaFault(loop[0].Pointer, "the reference leads back to itself and says nothing about any instance");
        }

        foreach (var loop in Components(nodes, AllEdges).Where(c => IsLoop(c, AllEdges)))
        {
            var members = loop.ToHashSet();
            foreach (var node in loop)
            {
                node.MayReenter = true;
                var senseless = node.Keywords.FirstOrDefault(k => k.Deciding.Any(members.Contains));
                if (senseless is not null)
                {
                    yield return new SchemaFault(
                        senseless.Pointer,
                        $"the schema of {senseless.Name} leads back to itself on the same instance"
                    );
                }
            }
        }
    }

    private static IEnumerable<SchemaNode> References(SchemaNode node) => node.Keywords.OfType<RefKeyword>().SelectMany(k => k.InPlace);

    private static IEnumerable<SchemaNode> AllEdges(SchemaNode node) => node.Keywords.SelectMany(k => k.InPlace);

    private static bool IsLoop(List<SchemaNode> component, Func<SchemaNode, IEnumerable<SchemaNode>> edges) =>
        component.Count > 1 || edges(component[0]).Contains(component[0]);

    // Tarjan's strongly connected components, with a stack of our own: chains of references may be long.
    private static List<List<SchemaNode>> Components(IReadOnlyList<SchemaNode> nodes, Func<SchemaNode, IEnumerable<SchemaNode>> edges)
    {
        var known = nodes.ToHashSet();
        var order = new Dictionary<SchemaNode, int>();
        var low = new Dictionary<SchemaNode, int>();
        var open = new HashSet<SchemaNode>();
        var path = new Stack<SchemaNode>();
        var components = new List<List<SchemaNode>>();
        var frames = new Stack<(SchemaNode Node, IEnumerator<SchemaNode> Edges)>();

        void Visit(SchemaNode node)
        {
            order[node] = low[node] = order.Count;
            path.Push(node);
            open.Add(node);
            frames.Push((node, edges(node).GetEnumerator()));
        }

        foreach (var start in nodes.Where(n => !order.ContainsKey(n)))
        {
            Visit(start);
            while (frames.TryPeek(out var frame))
            {
                if (frame.Edges.MoveNext())
                {
                    var next = frame.Edges.Current;
                    if (known.Contains(next) && !order.ContainsKey(next))
                    {
                        Visit(next);
                    }
                    else if (open.Contains(next))
                    {
                        low[frame.Node] = Math.Min(low[frame.Node], order[next]);
                    }

                    continue;
                }

                frames.Pop().Edges.Dispose();
                if (frames.TryPeek(out var parent))
                {
                    low[parent.Node] = Math.Min(low[parent.Node], low[frame.Node]);
                }

                if (low[frame.Node] == order[frame.Node])
                {
                    components.Add(TakeComponent(frame.Node));
                }
            }
        }

        return components;

        List<SchemaNode> TakeComponent(SchemaNode root)
        {
            var component = new List<SchemaNode>();
            SchemaNode node;
            do
            {
                node = path.Pop();
                open.Remove(node);
                component.Add(node);
            } while (!ReferenceEquals(node, root));
            return component;
        }
    }
}
