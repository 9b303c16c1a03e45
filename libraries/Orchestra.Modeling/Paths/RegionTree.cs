namespace Orchestra.Modeling.Paths;

/// <summary>
/// Finds for each split where its branches meet, and nests the branches as regions. The join of a split is the one vertex at which the
/// vertices that several branches reach are entered; a branch may end before it.
/// </summary>
internal sealed class RegionTree
{
    private readonly FlatGraph _graph;
    private readonly int[] _regionOf;
    private readonly List<Region> _regions = [new Region(0, null, null)];
    private readonly List<Vertex> _unstructured = [];

    private RegionTree(FlatGraph graph)
    {
        _graph = graph;
        _regionOf = new int[graph.Vertices.Count];
    }

    /// <summary>The regions; the first is the whole.</summary>
    public IReadOnlyList<Region> Regions => _regions;

    /// <summary>Splits whose branches are not nested properly. With any of them, the regions mean nothing.</summary>
    public IReadOnlyList<Vertex> Unstructured => _unstructured;

    /// <summary>Finds all joins and regions; sets <see cref="Vertex.Join"/>.</summary>
    /// <param name="graph">A graph whose back edges are known.</param>
    /// <param name="order">Its vertices that can be reached, each before those that its forward arcs lead to.</param>
    public static RegionTree Of(FlatGraph graph, IReadOnlyList<Vertex> order)
    {
        var tree = new RegionTree(graph);
        foreach (var split in order.Where(vertex => vertex.Branches))
        {
            if (!tree.FindJoin(split, order) || !tree.AddBranches(split))
            {
                tree._unstructured.Add(split);
            }
        }

        foreach (var vertex in order)
        {
            tree._regions[tree._regionOf[vertex.Index]].Members.Add(vertex);
        }

        return tree;
    }

    /// <summary>Where a scope ends in which a split stands: the way out of its sub-process, or the sink.</summary>
    public Vertex ScopeEnd(Vertex split) =>
        split.Exit is { } exit && split.Out[0].Kind == ArcKind.Entry ? exit : split.ScopeExit ?? _graph.Sink;

    private bool FindJoin(Vertex split, IReadOnlyList<Vertex> order)
    {
        var branchOf = new Dictionary<Vertex, int>();
        var shared = new HashSet<Vertex>();
        var scopeEnd = ScopeEnd(split);
        for (var branch = 0; branch < split.Out.Count; branch++)
        {
            var open = new Stack<Vertex>();
            Reach(split.Out[branch], branch + 1, open);
            while (open.TryPop(out var vertex))
            {
                foreach (var arc in vertex.Out.Where(arc => arc.Bound is null))
                {
                    Reach(arc, branch + 1, open);
                }
            }
        }

        var entries = order
            .Where(vertex => shared.Contains(vertex) && vertex.In.Exists(arc => arc.Bound is null && EntersShared(arc)))
            .ToList();
        split.Join = entries.Count == 0 ? null : entries[^1];
        return entries.Count < 2;

        // What several branches reach is followed twice at most: by the first branch and by the one that finds it shared.
        void Reach(Arc arc, int branch, Stack<Vertex> open)
        {
            var known = branchOf.GetValueOrDefault(arc.Target);
            if (
                arc.Bound is not null
                || arc.Kind == ArcKind.Throw
                || arc.Target == scopeEnd
                || known == branch
                || shared.Contains(arc.Target)
            )
            {
                return;
            }

            if (known == 0)
            {
                branchOf[arc.Target] = branch;
            }
            else
            {
                shared.Add(arc.Target);
            }

            open.Push(arc.Target);
        }

        bool EntersShared(Arc arc) => arc.Source == split || (branchOf.ContainsKey(arc.Source) && !shared.Contains(arc.Source));
    }

    private bool AddBranches(Vertex split)
    {
        var outer = _regionOf[split.Index];
        var scopeEnd = ScopeEnd(split);
        foreach (var first in split.Out)
        {
            var region = new Region(_regions.Count, split, first);
            _regions.Add(region);
            var open = new Stack<Arc>([first]);
            while (open.TryPop(out var arc))
            {
                var vertex = arc.Target;
                if (arc.Kind == ArcKind.Throw || vertex == split.Join || vertex == scopeEnd || _regionOf[vertex.Index] == region.Index)
                {
                    continue;
                }

                // A way out of the branch other than its join, or into another branch.
                if (vertex == split || _regionOf[vertex.Index] != outer)
                {
                    return false;
                }

                _regionOf[vertex.Index] = region.Index;
                vertex.Out.ForEach(open.Push);
            }
        }

        return true;
    }
}
