using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Paths;

/// <summary>Lays a process flat.</summary>
internal sealed class FlatGraphBuilder
{
    private readonly ProcessGraph _process;
    private readonly ProcessScopes _scopes;
    private readonly FlatGraph _graph;
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Catch> _catches = new(StringComparer.Ordinal);
    private readonly HashSet<string> _catchers = new(StringComparer.Ordinal);
    private readonly List<(Vertex Decision, GraphNode Event)> _triggers = [];

    /// <summary>Prepares a process.</summary>
    public FlatGraphBuilder(ProcessGraph process)
    {
        _process = process;
        _scopes = new ProcessScopes(process);
        _graph = new FlatGraph(process);
    }

    /// <summary>Builds the graph.</summary>
    public FlatGraph Build()
    {
        foreach (var node in _process.Nodes)
        {
            if (_scopes.CatchOf(node) is { } caught)
            {
                _catches[node.Id] = caught;
                _catchers.Add(caught.Catcher.Id);
            }
        }

        foreach (var node in _process.Nodes)
        {
            _places.TryAdd(node.Id, AddPlace(node));
        }

        SetScopes();
        AddFlows();
        foreach (var vertex in _graph.Vertices)
        {
            vertex.Kind = KindOf(vertex);
        }

        return _graph;
    }

    private static VertexKind KindOf(Vertex vertex)
    {
        if (vertex.Out.Count < 2)
        {
            return VertexKind.Plain;
        }

        return vertex.Out[0].Kind switch
        {
            // Several start events are alternatives; a scope without any begins everywhere at once.
            ArcKind.Entry => vertex.Out.TrueForAll(arc => arc.Target.Node?.Type == NodeType.StartEvent)
                ? VertexKind.Decision
                : VertexKind.Split,
            ArcKind.Normal => Interrupts(vertex.Out[1].Target.Node!) ? VertexKind.Decision : VertexKind.Choice,
            _ => vertex.Origin?.Type switch
            {
                NodeType.ParallelGateway => VertexKind.Split,
                NodeType.EventBasedGateway when vertex.Origin.WaitsForAll => VertexKind.Split,
                NodeType.InclusiveGateway or NodeType.ComplexGateway => VertexKind.Choice,
                NodeType.ExclusiveGateway or NodeType.EventBasedGateway => VertexKind.Decision,
                _ => vertex.Out.Exists(arc => arc.Edge is { Condition: not null } or { IsDefault: true })
                    ? VertexKind.Choice
                    : VertexKind.Split,
            },
        };

        bool Interrupts(GraphNode happening) =>
            happening.Type != NodeType.EventSubProcess ? happening.IsInterrupting : vertex.Subject == happening.Id;
    }

    private Place AddPlace(GraphNode node)
    {
        var begin = Add(node, node);
        var (body, last) = (begin, begin);
        var events = _scopes.Boundaries(node).Where(boundary => !_catchers.Contains(boundary.Id)).ToList();
        var interrupting = events.FindAll(boundary => boundary.IsInterrupting);
        if (_scopes.IsContainer(node))
        {
            body = interrupting.Count == 0 ? begin : DecideOn(begin, node, interrupting);
            last = body.Exit = Add(node, node, isExit: true);
        }
        else if (interrupting.Count > 0)
        {
            last = DecideOn(begin, node, interrupting);
        }

        last = Happen(last, node, events.FindAll(boundary => !boundary.IsInterrupting));
        if (node.Type == NodeType.StartEvent && IsFirstStart(node))
        {
            last = WatchScope(last, node);
        }

        if (node.Loop is not null)
        {
            begin.After = last = last == begin || last.IsExit ? Behind(last, node) : last;
        }

        return new Place(begin, body, last);
    }

    private bool IsFirstStart(GraphNode node) =>
        _scopes.Children(node.Parent).FirstOrDefault(other => other.Type == NodeType.StartEvent)?.Id == node.Id;

    // The event sub-processes of a scope may happen as soon as it has started.
    private Vertex WatchScope(Vertex last, GraphNode start)
    {
        var watching = _scopes
            .EventSubProcesses(start.Parent)
            .Where(node => node.Id != start.Parent && !_catchers.Contains(node.Id) && _scopes.StartOf(node) is not null)
            .ToList();
        foreach (var happening in watching.Where(node => _scopes.StartOf(node)!.IsInterrupting))
        {
            var decision = Behind(last, null, happening.Id);
            _triggers.Add((decision, happening));
            last = Behind(decision, start);
        }

        var beside = watching.FindAll(node => !_scopes.StartOf(node)!.IsInterrupting);
        return beside.Count == 0 ? last : Happen(last, start, beside);
    }

    private Vertex DecideOn(Vertex vertex, GraphNode node, List<GraphNode> events)
    {
        var decision = Behind(vertex, null, node.Id);
        events.ForEach(happening => _triggers.Add((decision, happening)));
        return Behind(decision, node);
    }

    // Events that interrupt nothing: each may happen beside what follows.
    private Vertex Happen(Vertex vertex, GraphNode node, List<GraphNode> events) =>
        events.Count == 0 ? vertex : DecideOn(vertex, node, events);

    private Vertex Behind(Vertex vertex, GraphNode? origin, string? subject = null)
    {
        var behind = _graph.Add(
            new Vertex
            {
                Index = _graph.Vertices.Count,
                Subject = subject ?? vertex.Subject,
                Origin = origin,
            }
        );
        _graph.Connect(vertex, behind, ArcKind.Normal);
        return behind;
    }

    private Vertex Add(GraphNode node, GraphNode origin, bool isExit = false) =>
        _graph.Add(
            new Vertex
            {
                Index = _graph.Vertices.Count,
                Node = node,
                Origin = origin,
                Subject = node.Id,
                IsExit = isExit,
                Terminates =
                    node is { Type: NodeType.EndEvent, Trigger: "terminate" }
                    || (node is { Type: NodeType.EndEvent, Trigger: "error", Parent: null } && !_catches.ContainsKey(node.Id)),
                Compensates = node.Type is NodeType.EndEvent or NodeType.IntermediateThrowEvent && node.Trigger is "compensate" or "cancel",
            }
        );

    private void SetScopes()
    {
        foreach (var place in _places.Values)
        {
            var parent = place.Begin.Node!.Parent;
            var exit = parent is not null && _places.TryGetValue(parent, out var holder) ? holder.Body.Exit : null;
            for (var vertex = place.Begin; vertex is not null; vertex = vertex == place.Last ? null : Next(vertex))
            {
                vertex.ScopeExit = exit;
            }
        }

        static Vertex? Next(Vertex vertex) => vertex.Exit ?? (vertex.Out is [var first, ..] ? first.Target : null);
    }

    private void AddFlows()
    {
        foreach (var edge in _process.Edges)
        {
            // What throws to a catcher goes nowhere else.
            if (
                !_catches.ContainsKey(edge.Source)
                && _places.TryGetValue(edge.Source, out var source)
                && _places.TryGetValue(edge.Target, out var target)
            )
            {
                _graph.Connect(source.Last, target.Begin, ArcKind.Flow, edge);
            }
        }

        foreach (var (decision, happening) in _triggers)
        {
            _graph.Connect(decision, _places[happening.Id].Begin, ArcKind.Trigger);
        }

        foreach (var start in Starts(null))
        {
            _graph.Connect(_graph.Source, start, ArcKind.Entry);
        }

        foreach (var node in _process.Nodes)
        {
            AddEntryAndEnd(node, _places[node.Id]);
        }
    }

    private void AddEntryAndEnd(GraphNode node, Place place)
    {
        if (place.Body.Exit is { } exit)
        {
            foreach (var start in Starts(node.Id))
            {
                _graph.Connect(place.Body, start, ArcKind.Entry);
            }

            // A sub-process that cannot be walked inside (a circle) is passed.
            if (place.Body.Out.Count == 0)
            {
                _graph.Connect(place.Body, exit, ArcKind.Entry);
            }
        }

        if (_catches.TryGetValue(node.Id, out var caught))
        {
            Throw(place.Last, caught);
        }
        else if (place.Last.Out.Count == 0)
        {
            _graph.Connect(place.Last, place.Last.ScopeExit ?? _graph.Sink, ArcKind.End);
        }
    }

    private void Throw(Vertex source, Catch caught)
    {
        _graph.Add(
            new Arc
            {
                Index = _graph.Arcs.Count,
                Kind = ArcKind.Throw,
                Source = source,
                Target = _places[caught.Catcher.Id].Begin,
                Interrupts = caught.Scope is null ? null : _places[caught.Scope].Body,
                EndsScope = caught.EndsScope,
            }
        );
    }

    private List<Vertex> Starts(string? scope)
    {
        var inner = _scopes.Children(scope).ToList();
        var starts = inner.FindAll(node => node.Type == NodeType.StartEvent);
        return [.. (starts.Count > 0 ? starts : inner.FindAll(BeginsByItself)).Select(node => _places[node.Id].Begin)];
    }

    private bool BeginsByItself(GraphNode node) =>
        _places[node.Id].Begin.In.Count == 0
        && node is { Type: not (NodeType.BoundaryEvent or NodeType.EventSubProcess), IsForCompensation: false };
}
