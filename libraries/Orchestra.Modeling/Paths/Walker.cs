using Orchestra.Contracts.Processes;

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
    private readonly WayOut _wayOut = new(graph);
    private readonly Compensation _compensation = new(graph.Process);
    private readonly HashSet<Vertex> _loops = [.. graph.Arcs.Where(arc => arc.Bound is not null).Select(arc => arc.Target)];
    private readonly Dictionary<Arc, int> _taken = [];
    private readonly Stack<Frame> _frames = new();
    private readonly Dictionary<Vertex, int> _openJoins = [];
    private readonly Dictionary<Vertex, Taken> _openLoops = [];
    private readonly Dictionary<Vertex, int> _iterationsLeft = [];
    private Walk _walk = new();
    private IWalkGuide _guide = null!;
    private bool _stuck;

    /// <summary>The walk so far, for a guide that looks back.</summary>
    public Walk Current => _walk;

    /// <summary>What is open, for a guide that looks ahead.</summary>
    public WalkSnapshot Snapshot => field ??= new WalkSnapshot(_frames, _taken, _iterationsLeft);

    /// <summary>Walks once.</summary>
    /// <param name="guide">Decides.</param>
    /// <returns>The walk; null where the bounds of loops leave no way to the end, or the guide stops.</returns>
    public Walk? Run(IWalkGuide guide)
    {
        Reset(guide);
        var arc = Visit(graph.Source, null);
        while (_walk.Elements.Count < MaxElements)
        {
            arc ??= NextBranch();
            if (arc is null)
            {
                return _stuck || guide.Stops ? null : _walk;
            }

            arc = Follow(arc);
            if (_stuck || guide.Stops)
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

    private void Reset(IWalkGuide guide)
    {
        _taken.Clear();
        _frames.Clear();
        _openJoins.Clear();
        _openLoops.Clear();
        _iterationsLeft.Clear();
        _compensation.Reset();
        (_walk, _guide, _stuck) = (new Walk(), guide, false);
    }

    private Arc? Follow(Arc arc)
    {
        NoteLoop(arc);
        if (arc.Kind == ArcKind.Trigger)
        {
            _iterationsLeft.Remove(arc.Source.In[0].Source);
        }

        if (arc.Edge is { } edge)
        {
            _walk.Elements.Add(new PathElement(null, edge.Id));
        }

        if (arc.Kind == ArcKind.Throw)
        {
            Interrupt(arc);
        }
        else if (_frames.TryPeek(out var frame) && !frame.IsScope && Waits(arc.Target))
        {
            if (!frame.Waiting.Contains(arc.Target))
            {
                frame.Waiting.Add(arc.Target);
            }

            return null;
        }

        return Visit(arc.Target, null);
    }

    // A loop's iterations are counted from where it is entered until it is entered anew.
    private void NoteLoop(Arc arc)
    {
        if (arc.Bound is not null)
        {
            _taken[arc] = _taken.GetValueOrDefault(arc) + 1;
            if (_openLoops.TryGetValue(arc.Target, out var loop))
            {
                loop.Iterations++;
            }

            _guide.Repeat(arc.Target);
        }
        else if (_loops.Contains(arc.Target))
        {
            var entered = new Taken(arc.Target, []) { Iterations = 0 };
            _openLoops[arc.Target] = entered;
            _walk.Choices.Add(entered);
            _guide.Enter(arc.Target);
        }
    }

    private void Interrupt(Arc arc)
    {
        while (_frames.TryPeek(out var frame) && frame.Owner != arc.Interrupts)
        {
            Pop();
        }

        if (arc is { EndsScope: true, Interrupts: { } body })
        {
            Pop();
            _iterationsLeft.Remove(BeginOf(body));
        }
    }

    private bool Waits(Vertex vertex) =>
        _openJoins.GetValueOrDefault(vertex) > 0 || vertex is { Node.Type: NodeType.ParallelGateway, In.Count: > 1 };

    // Null when this token goes no further.
    private Arc? Visit(Vertex vertex, IReadOnlyList<string>? joinOf)
    {
        if (vertex is { After: { } after, Node: { } marked } && !Iterate(vertex, marked))
        {
            return Leave(after);
        }

        if (vertex.Node is { } node)
        {
            _walk.Elements.Add(new PathElement(node.Id, null, joinOf));
            Compensate(vertex, node);
        }

        if (vertex.Exit is not null)
        {
            _frames.Push(new Frame(vertex, null, _walk.Elements.Count));
        }

        if (vertex.Terminates)
        {
            while (_frames.TryPeek(out var frame) && !frame.IsScope)
            {
                Pop();
            }

            return null;
        }

        return Leave(vertex);
    }

    // Whether the activity runs once more. A task is repeated on the spot, a sub-process each time that it is left.
    private bool Iterate(Vertex vertex, GraphNode node)
    {
        if (!_iterationsLeft.Remove(vertex, out var left))
        {
            left = _guide.Iterate(vertex);
            _walk.Choices.Add(new Taken(vertex, []) { Iterations = left });
        }

        if (left == 0)
        {
            return false;
        }

        if (IsScope(vertex))
        {
            _iterationsLeft[vertex] = left - 1;
            return true;
        }

        for (; left > 1; left--)
        {
            _walk.Elements.Add(new PathElement(node.Id, null));
        }

        return true;
    }

    private static bool IsScope(Vertex begin) =>
        begin.Exit is not null || begin.Out is [{ Kind: ArcKind.Normal, Target.Out: [{ Target: { Node: null, Exit: not null } }, ..] }];

    private void Compensate(Vertex vertex, GraphNode node)
    {
        if (vertex.Compensates)
        {
            _walk.Elements.AddRange(_compensation.Throw(node).Select(id => new PathElement(id, null)));
        }
        else if (vertex.Exit is null)
        {
            _compensation.Finish(node.Id);
        }
    }

    private Arc? Leave(Vertex vertex)
    {
        switch (vertex.Kind)
        {
            case VertexKind.Decision:
                return Decide(vertex);
            case VertexKind.Split:
                Fork(vertex, vertex.Out);
                return null;
            case VertexKind.Choice:
                return Choose(vertex);
            default:
                if (vertex.IsEnd || vertex.Exit == vertex.Out[0].Target)
                {
                    return null;
                }

                _stuck = !Free(vertex.Out[0]);
                return vertex.Out[0];
        }
    }

    private Arc? Decide(Vertex decision)
    {
        var possible = Possible(decision.Out);
        if (possible.Count == 0)
        {
            _stuck = true;
            return null;
        }

        var chosen = _guide.Decide(decision, possible);
        _walk.Choices.Add(new Taken(decision, [chosen]));
        return chosen;
    }

    private Arc? Choose(Vertex choice)
    {
        var mandatory = choice.Out.FindAll(arc => arc.IsMandatory);
        var optional = Possible(choice.Out.FindAll(arc => !arc.IsMandatory && !arc.IsDefault));
        var fallback = choice.Out.Find(arc => arc.IsDefault && Free(arc) && CanFinish(arc));
        var mayBeNone = mandatory.Count > 0 || fallback is not null;
        if (optional.Count == 0 && !mayBeNone)
        {
            _stuck = true;
            return null;
        }

        var chosen = optional.Count == 0 ? [] : _guide.Choose(choice, optional, mayBeNone);
        List<Arc> taken = [.. mandatory, .. chosen];
        if (chosen.Count == 0 && fallback is not null)
        {
            taken.Add(fallback);
        }

        _walk.Choices.Add(new Taken(choice, taken));
        if (taken.Count == 1)
        {
            _stuck = !Free(taken[0]);
            return taken[0];
        }

        Fork(choice, taken);
        return null;
    }

    private void Fork(Vertex split, IReadOnlyList<Arc> branches)
    {
        var run = new SplitRun(split, _guide.Order(split, branches));
        _frames.Push(new Frame(split, run, _walk.Elements.Count));
        if (split.Join is { } join)
        {
            _openJoins[join] = _openJoins.GetValueOrDefault(join) + 1;
        }

        _walk.Splits.Add(run);
    }

    private Arc? NextBranch()
    {
        while (_frames.TryPeek(out var frame))
        {
            if (frame.IsScope)
            {
                Pop();
                if (LeaveScope(frame.Owner) is { } onwards)
                {
                    return onwards;
                }
            }
            else if (frame.NextBranch < frame.Run!.Branches.Count)
            {
                frame.Run.Starts.Add(_walk.Elements.Count);
                return frame.Run.Branches[frame.NextBranch++];
            }
            else if (LeaveSplit(frame) is { } onwards)
            {
                return onwards;
            }
        }

        return null;
    }

    private Arc? LeaveScope(Vertex body)
    {
        var onwards = Visit(body.Exit!, null);
        var begin = BeginOf(body);
        if (begin.After is null)
        {
            _compensation.Finish(begin.Node!.Id);
            return onwards;
        }

        if (_iterationsLeft.GetValueOrDefault(begin) > 0)
        {
            return Visit(begin, null);
        }

        _iterationsLeft.Remove(begin);
        _compensation.Finish(begin.Node!.Id);
        return onwards;
    }

    // Where something may interrupt a sub-process at once, that is decided between its place in the path and the way in.
    private static Vertex BeginOf(Vertex body) => body.Node is null ? body.In[0].Source.In[0].Source : body;

    private Arc? LeaveSplit(Frame frame)
    {
        if (frame.Waiting.Count == 0)
        {
            Pop();
            return null;
        }

        frame.EndBranches(_walk);
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
        frame.EndBranches(_walk);
        if (!frame.IsScope && frame.Owner.Join is { } join)
        {
            _openJoins[join]--;
        }
    }

    private List<Arc> Possible(List<Arc> arcs) => arcs.FindAll(arc => Free(arc) && CanFinish(arc));

    private bool Free(Arc arc) => arc.Bound is null || _taken.GetValueOrDefault(arc) < _guide.Limit(arc);

    private bool CanFinish(Arc arc) => _wayOut.Exists(arc, Free);
}
