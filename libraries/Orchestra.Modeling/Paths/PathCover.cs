namespace Orchestra.Modeling.Paths;

/// <summary>
/// Plans the fewest paths that cover what is asked for. Each region is a flow network; a split is one arc of the network around it, and asks
/// for as many passes as the most demanding of its branches needs. Exact without loops; with loops its size is a lower bound.
/// </summary>
internal sealed class PathCover
{
    private readonly RegionTree _tree;
    private readonly Demands _demands;
    private readonly ILookup<Vertex?, Region> _branches;
    private readonly List<List<NetworkArc>>[] _walks;
    private readonly int[] _passes;
    private readonly Dictionary<Vertex, int> _passed = [];
    private readonly PathBudget _budget;
    private long _planned;

    private PathCover(RegionTree tree, Demands demands, PathBudget budget)
    {
        (_tree, _demands, _budget) = (tree, demands, budget);
        _branches = tree.Regions.ToLookup(region => region.Split);
        _walks = new List<List<NetworkArc>>[tree.Regions.Count];
        _passes = new int[tree.Regions.Count];
    }

    /// <summary>No set of paths that covers the same can be smaller.</summary>
    public int LowerBound { get; private set; }

    /// <summary>For each path what to decide, in the order walked.</summary>
    public List<List<Taken>> Plans { get; } = [];

    /// <summary>Plans the paths through a structured graph.</summary>
    public static PathCover Of(RegionTree tree, Demands demands, PathBudget budget)
    {
        var cover = new PathCover(tree, demands, budget);
        for (var i = tree.Regions.Count - 1; i >= 0; i--)
        {
            cover.Solve(tree.Regions[i]);
        }

        cover.LowerBound = Math.Max(1, cover._walks[0].Count);
        cover._planned = 0;
        foreach (var walk in cover._walks[0])
        {
            var plan = cover.Unfold(walk);
            cover.Plan(plan.Count);
            cover.Plans.Add(plan);
        }

        return cover;
    }

    private void Solve(Region region)
    {
        var places = new Dictionary<Vertex, int>(region.Members.Count);
        foreach (var vertex in region.Members)
        {
            places[vertex] = 2 * places.Count;
        }

        var source = 2 * places.Count;
        var sink = source + 1;
        var network = new FlowNetwork(sink + 1, source, sink);
        if (region.First is { } first)
        {
            network.Add(new NetworkArc(source, places.GetValueOrDefault(first.Target, sink), null, first, null) { Lower = Ask(first) });
        }
        else
        {
            network.Add(new NetworkArc(source, places[region.Members[0]], null, null, null));
        }

        foreach (var vertex in region.Members)
        {
            AddVertex(network, vertex, places, sink);
        }

        var size = network.Minimise(_budget);
        if (region.Index == 0)
        {
            _budget.CheckLowerBound(size);
        }

        _walks[region.Index] = new FlowWalks(network, sink + 1, source, sink).TakeApart(size, Plan);
    }

    private void AddVertex(FlowNetwork network, Vertex vertex, Dictionary<Vertex, int> places, int sink)
    {
        var place = places[vertex];
        var split = vertex.Branches ? vertex : null;
        var need = split is null ? 0 : Passes(split);
        network.Add(new NetworkArc(place, place + 1, null, null, split) { Lower = Math.Max(need, _demands.Asks(vertex) ? 1 : 0) });
        if (split is not null)
        {
            var after = split.Join ?? _tree.ScopeEnd(split);
            network.Add(new NetworkArc(place + 1, places.GetValueOrDefault(after, sink), null, null, null));
            return;
        }

        if (vertex.Out.Count == 0)
        {
            network.Add(new NetworkArc(place + 1, sink, null, null, null));
        }

        foreach (var arc in vertex.Out)
        {
            network.Add(new NetworkArc(place + 1, places.GetValueOrDefault(arc.Target, sink), arc.Bound, arc, null) { Lower = Ask(arc) });
        }
    }

    // A default is taken only where no optional branch is.
    private int Passes(Vertex split)
    {
        var most = _branches[split].Max(branch => _walks[branch.Index].Count);
        return Default(split) is { } fallback ? Math.Max(most, Optional(split) + _walks[fallback.Index].Count) : most;
    }

    private Region? Default(Vertex split) =>
        split.Kind == VertexKind.Choice ? _branches[split].FirstOrDefault(branch => branch.First!.IsDefault) : null;

    private int Optional(Vertex split) =>
        _branches[split]
            .Where(branch => !branch.First!.IsDefault && !branch.First.IsMandatory)
            .Max(branch => (int?)_walks[branch.Index].Count)
        ?? 0;

    private IEnumerable<Region> Taken(Vertex split, int pass)
    {
        if (Default(split) is not { } fallback)
        {
            return _branches[split];
        }

        var usesDefault = pass >= Optional(split);
        return _branches[split].Where(branch => branch == fallback ? usesDefault : branch.First!.IsMandatory || !usesDefault);
    }

    private void Plan(int arcs)
    {
        _planned += arcs;
        _budget.CheckElements(_planned);
    }

    private int Ask(Arc arc) => _demands.Asks(arc) ? 1 : 0;

    // Each time a split is passed its branches take their next walks: they combine freely.
    private List<Taken> Unfold(List<NetworkArc> walk)
    {
        var plan = new List<Taken>();
        var open = new Stack<(List<NetworkArc> Walk, int Position)>([(walk, 0)]);
        while (open.TryPop(out var top))
        {
            if (top.Position == top.Walk.Count)
            {
                continue;
            }

            open.Push((top.Walk, top.Position + 1));
            var step = top.Walk[top.Position];
            if (step.Arc is { Source.Kind: VertexKind.Decision } arc)
            {
                plan.Add(new Taken(arc.Source, [arc]));
            }

            if (step.Split is { } split)
            {
                var taken = Taken(split, _passed[split] = _passed.GetValueOrDefault(split, -1) + 1).ToList();
                if (split.Kind == VertexKind.Choice)
                {
                    plan.Add(new Taken(split, taken.ConvertAll(branch => branch.First!)));
                }

                foreach (var branch in taken.AsEnumerable().Reverse().Where(branch => _walks[branch.Index].Count > 0))
                {
                    open.Push((_walks[branch.Index][_passes[branch.Index]++ % _walks[branch.Index].Count], 0));
                }
            }
        }

        return plan;
    }
}
