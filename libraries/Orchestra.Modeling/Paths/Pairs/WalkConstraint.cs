using Orchestra.Modeling.Covering;

namespace Orchestra.Modeling.Paths.Pairs;

/// <summary>
/// That the values of all factors belong to one walk: a factor has a value exactly where its place is reached, otherwise it has one more
/// value that stands for "not reached". Decided exactly for graphs without loops in which branches are nested.
/// </summary>
internal sealed class WalkConstraint : CoveringConstraint
{
    private readonly FactorTable _table;
    private readonly RegionTree _tree;
    private readonly ILookup<Vertex, Region> _branches;
    private readonly ILookup<Vertex, Factor> _at;
    private readonly List<int>[] _within;
    private readonly Dictionary<Vertex, int>[] _positions;

    /// <summary>Prepares a graph.</summary>
    /// <param name="table">Its factors.</param>
    /// <param name="tree">Its regions; none of its splits is unstructured.</param>
    public WalkConstraint(FactorTable table, RegionTree tree)
        : base([.. Enumerable.Range(0, table.Factors.Count)])
    {
        (_table, _tree) = (table, tree);
        _branches = tree.Regions.Where(region => region.Split is not null).ToLookup(region => region.Split!);
        _at = table.Factors.ToLookup(factor => factor.At);
        _positions =
        [
            .. tree.Regions.Select(region =>
                region.Members.Select((vertex, i) => (vertex, i)).ToDictionary(entry => entry.vertex, entry => entry.i)
            ),
        ];
        _within = new List<int>[tree.Regions.Count];
        for (var i = tree.Regions.Count - 1; i >= 0; i--)
        {
            _within[i] =
            [
                .. tree.Regions[i].Members.SelectMany(vertex => _at[vertex]).Select(factor => factor.Index),
                .. tree.Regions[i].Members.SelectMany(vertex => _branches[vertex]).SelectMany(branch => _within[branch.Index]),
            ];
        }
    }

    /// <summary>The value of a factor that is not reached.</summary>
    public static int NotReached(Factor factor) => factor.Values.Count;

    /// <inheritdoc />
    public override CoveringVerdict Judge(CoveringDomains domains) =>
        !CanWalk(_tree.Regions[0], domains) ? CoveringVerdict.Broken
        : Scope.All(factor => domains.Count(factor) == 1) ? CoveringVerdict.Kept
        : CoveringVerdict.Open;

    // Whether a way through a region passes everything in it that must be reached, and nothing that must not.
    private bool CanWalk(Region region, CoveringDomains domains)
    {
        var positions = _positions[region.Index];
        var reached = new bool[region.Members.Count];
        var passed = new int[region.Members.Count + 1];
        for (var i = 0; i < region.Members.Count; i++)
        {
            passed[i + 1] = passed[i] + (MustReach(region.Members[i], domains) ? 1 : 0);
        }

        var musts = passed[^1];
        if (region.First is { } first && !positions.ContainsKey(first.Target))
        {
            return musts == 0;
        }

        var start = region.First is { } entry ? positions[entry.Target] : 0;
        reached[start] = passed[start] == 0;
        for (var i = start; i < reached.Length; i++)
        {
            if (!reached[i] || !CanPass(region.Members[i], domains))
            {
                continue;
            }

            foreach (var target in Targets(region.Members[i], domains))
            {
                if (target is null || !positions.TryGetValue(target, out var next))
                {
                    if (passed[i + 1] == musts)
                    {
                        return true;
                    }
                }
                else
                {
                    reached[next] |= passed[next] == passed[i + 1];
                }
            }
        }

        return false;
    }

    // Null stands for the end of the region.
    private IEnumerable<Vertex?> Targets(Vertex vertex, CoveringDomains domains)
    {
        if (vertex.Branches)
        {
            return [vertex.Join ?? _tree.ScopeEnd(vertex)];
        }

        if (_table.OfDecision(vertex) is { } factor)
        {
            return factor.Arcs.Where((_, value) => domains.Allows(factor.Index, value)).Select(arc => arc.Target);
        }

        return vertex.Out.Count == 0 ? new List<Vertex?> { null } : vertex.Out.ConvertAll(arc => (Vertex?)arc.Target);
    }

    private bool MustReach(Vertex vertex, CoveringDomains domains) =>
        _at[vertex].Any(factor => !MayMiss(factor.Index, domains))
        || _branches[vertex].Any(branch => _within[branch.Index].Exists(factor => !MayMiss(factor, domains)));

    private bool MayMiss(int factor, CoveringDomains domains) => domains.Allows(factor, NotReached(_table.Factors[factor]));

    private bool CanPass(Vertex vertex, CoveringDomains domains)
    {
        foreach (var factor in _at[vertex])
        {
            if (domains.Count(factor.Index) == 1 && MayMiss(factor.Index, domains))
            {
                return false;
            }
        }

        return vertex.Kind switch
        {
            VertexKind.Split => _branches[vertex].All(branch => CanWalk(branch, domains)),
            VertexKind.Choice => CanChoose(vertex, domains),
            _ => true,
        };
    }

    private bool CanChoose(Vertex choice, CoveringDomains domains)
    {
        var (anyTaken, allSkipped, allHold) = (false, true, true);
        Region? fallback = null;
        foreach (var branch in _branches[choice])
        {
            if (branch.First!.IsDefault)
            {
                fallback = branch;
            }
            else if (branch.First.IsMandatory)
            {
                allHold &= CanWalk(branch, domains);
            }
            else
            {
                var factor = _table.OfOption(branch.First)!;
                var takes = domains.Allows(factor.Index, 0) && CanWalk(branch, domains);
                var skips = domains.Allows(factor.Index, 1) && CanMiss(branch, domains);
                anyTaken |= takes;
                allSkipped &= skips;
                allHold &= takes || skips;
            }
        }

        var mayBeNone = fallback is not null || choice.Out.Exists(arc => arc.IsMandatory);
        return allHold
            && (
                (anyTaken && (fallback is null || CanMiss(fallback, domains)))
                || (allSkipped && mayBeNone && (fallback is null || CanWalk(fallback, domains)))
            );
    }

    private bool CanMiss(Region branch, CoveringDomains domains) => _within[branch.Index].TrueForAll(factor => MayMiss(factor, domains));
}
