namespace Orchestra.Modeling.Paths;

/// <summary>
/// Walks a flat graph as a process engine would run it with one worker: parallel branches one after the other in document order, a join
/// when all branches that still live have arrived, a sub-process left when nothing in it is left to do. Every path of a suite comes from here.
/// </summary>
internal sealed class Walker(FlatGraph graph, IReadOnlyList<Vertex> order)
{
    // Far above any path of a process that people can read; only overlapping splits could double without end.
    private const int MaxElements = 1_000_000;

    private readonly int[] _position = Positions(graph, order);
    private readonly int[] _distance = ForwardDistance.To(
        graph.Sink.Index,
        graph.Vertices.Count,
        vertex => graph.Vertices[vertex].Out.Where(arc => arc.Bound is null).Select(arc => arc.Target.Index)
    );
    private readonly Dictionary<Arc, int> _taken = [];
    private readonly Dictionary<Vertex, Queue<Arc>> _script = [];
    private readonly Stack<Frame> _frames = new();
    private readonly Dictionary<Vertex, int> _openJoins = [];
    private Walk _walk = new();
    private Func<Arc, bool> _wanted = _ => false;
    private bool _stuck;

    /// <summary>Walks once.</summary>
    /// <param name="plan">Arcs in the order in which decisions should take them; where it says nothing the walk looks for itself.</param>
    /// <param name="wanted">Tells which outcomes the walk prefers where the plan says nothing.</param>
    /// <returns>The walk; null where the bounds of loops leave no way to the end.</returns>
    public Walk? Run(IEnumerable<Arc> plan, Func<Arc, bool> wanted)
    {
        Reset(plan, wanted);
        var arc = Visit(graph.Source, null);
        while (_walk.Elements.Count < MaxElements)
        {
            arc ??= NextBranch();
            if (arc is null)
            {
                return _stuck ? null : _walk;
            }

            arc = Follow(arc);
            if (_stuck)
            {
                return null;
            }
        }

        return null;
    }

    private static int[] Positions(FlatGraph graph, IReadOnlyList<Vertex> order)
    {
        var positions = new int[graph.Vertices.Count];
        for (var i = 0; i < order.Count; i++)
        {
            positions[order[i].Index] = i;
        }

        return positions;
    }

    private void Reset(IEnumerable<Arc> plan, Func<Arc, bool> wanted)
    {
        _taken.Clear();
        _script.Clear();
        _frames.Clear();
        _openJoins.Clear();
        (_walk, _wanted, _stuck) = (new Walk(), wanted, false);
        foreach (var arc in plan.Where(arc => arc.Source.Kind == VertexKind.Decision))
        {
            if (!_script.TryGetValue(arc.Source, out var choices))
            {
                _script[arc.Source] = choices = new Queue<Arc>();
            }

            choices.Enqueue(arc);
        }
    }

    private Arc? Follow(Arc arc)
    {
        if (arc.Bound is not null)
        {
            _taken[arc] = _taken.GetValueOrDefault(arc) + 1;
        }

        if (arc.Edge is { } edge)
        {
            _walk.Elements.Add(new PathElement(null, edge.Id));
        }

        if (_frames.TryPeek(out var frame) && !frame.IsScope && Waits(arc.Target))
        {
            if (!frame.Waiting.Contains(arc.Target))
            {
                frame.Waiting.Add(arc.Target);
            }

            return null;
        }

        return Visit(arc.Target, null);
    }

    private bool Waits(Vertex vertex) =>
        _openJoins.GetValueOrDefault(vertex) > 0 || vertex is { Node.Type: Contracts.Processes.NodeType.ParallelGateway, In.Count: > 1 };

    // Null when this token goes no further.
    private Arc? Visit(Vertex vertex, IReadOnlyList<string>? joinOf)
    {
        if (vertex.Node is { } node)
        {
            _walk.Elements.Add(new PathElement(node.Id, null, joinOf));
        }

        if (vertex.Exit is not null)
        {
            _frames.Push(new Frame(vertex, true, _walk.Elements.Count));
        }

        if (vertex.Terminates)
        {
            while (_frames.TryPeek(out var frame) && !frame.IsScope)
            {
                Pop();
            }

            return null;
        }

        switch (vertex.Kind)
        {
            case VertexKind.Decision:
                return Choose(vertex);
            case VertexKind.Split:
                _frames.Push(new Frame(vertex, false, _walk.Elements.Count));
                if (vertex.Join is { } join)
                {
                    _openJoins[join] = _openJoins.GetValueOrDefault(join) + 1;
                }

                _walk.Splits.Add(vertex);
                return null;
            default:
                if (vertex.IsEnd || vertex.Exit == vertex.Out[0].Target)
                {
                    return null;
                }

                _stuck = !Free(vertex.Out[0]);
                return vertex.Out[0];
        }
    }

    private Arc? NextBranch()
    {
        while (_frames.TryPeek(out var frame))
        {
            if (frame.IsScope)
            {
                Pop();
                if (Visit(frame.Owner.Exit!, null) is { } onwards)
                {
                    return onwards;
                }
            }
            else if (frame.NextBranch < frame.Owner.Out.Count)
            {
                return frame.Owner.Out[frame.NextBranch++];
            }
            else if (LeaveSplit(frame) is { } onwards)
            {
                return onwards;
            }
        }

        return null;
    }

    private Arc? LeaveSplit(Frame frame)
    {
        if (frame.Waiting.Count == 0)
        {
            Pop();
            return null;
        }

        var join = frame.Waiting.MinBy(vertex => _position[vertex.Index])!;
        var outer = _frames.Skip(1).FirstOrDefault();
        var own = join == frame.Owner.Join && _openJoins[join] == 1;
        if (!own && outer is { IsScope: false })
        {
            Pop();
            outer.Waiting.AddRange(frame.Waiting.Except(outer.Waiting));
            return null;
        }

        frame.Waiting.Remove(join);
        if (frame.Waiting.Count == 0)
        {
            Pop();
        }

        var nodes = _walk.Elements.Skip(frame.FirstElement).Where(element => element.NodeId is not null).Select(element => element.NodeId!);
        return Visit(join, [.. nodes.Distinct()]);
    }

    private void Pop()
    {
        var frame = _frames.Pop();
        if (!frame.IsScope && frame.Owner.Join is { } join)
        {
            _openJoins[join]--;
        }
    }

    private Arc? Choose(Vertex decision)
    {
        var chosen = Scripted(decision) ?? Nearest(decision);
        if (chosen is null)
        {
            _stuck = true;
            return null;
        }

        _walk.Choices.Add(chosen);
        return chosen;
    }

    private Arc? Scripted(Vertex decision) =>
        _script.TryGetValue(decision, out var choices) && choices.TryDequeue(out var arc) && Free(arc) && CanFinish(arc) ? arc : null;

    private Arc? Nearest(Vertex decision)
    {
        var possible = decision.Out.Where(arc => Free(arc) && CanFinish(arc)).ToList();
        return possible.Find(arc => _wanted(arc))
            ?? possible.Where(arc => arc.Bound is null && _distance[arc.Target.Index] >= 0).MinBy(arc => _distance[arc.Target.Index])
            ?? possible.FirstOrDefault();
    }

    private bool Free(Arc arc) => arc.Bound is not { } bound || _taken.GetValueOrDefault(arc) < bound;

    // Whether an end can still be reached when the arc is taken, with what is left of the bounds of loops.
    private bool CanFinish(Arc first)
    {
        if (_distance[first.Target.Index] >= 0)
        {
            return true;
        }

        var seen = new HashSet<Vertex> { first.Target };
        var open = new Queue<Vertex>(seen);
        while (open.TryDequeue(out var vertex))
        {
            foreach (var arc in vertex.Out.Where(arc => arc != first && Free(arc) && seen.Add(arc.Target)))
            {
                if (_distance[arc.Target.Index] >= 0)
                {
                    return true;
                }

                open.Enqueue(arc.Target);
            }
        }

        return false;
    }
}
