using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Paths.Feasible;

/// <summary>What is known of which walks can be run: asks an oracle about each walk once, and keeps what its conflicts say about others.</summary>
internal sealed class Feasibility
{
    // Both only keep a process that is all contradictions from being judged without end.
    private const int MostNogoods = 256;
    private const int MostJudged = 20_000;

    private readonly FlatGraph _graph;
    private readonly IPathOracle? _oracle;
    private readonly Dictionary<string, Infeasibility?> _judged = new(StringComparer.Ordinal);
    private readonly List<Nogood> _nogoods = [];

    /// <summary>Prepares a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="oracle">Knows what cannot be run; null where every walk can.</param>
    public Feasibility(FlatGraph graph, IPathOracle? oracle)
    {
        (_graph, _oracle) = (graph, oracle);
    }

    /// <summary>Where things can be reached from.</summary>
    public FlatReach Reach => field ??= new FlatReach(_graph);

    /// <summary>What is known to be impossible, in the order found.</summary>
    public IReadOnlyList<Nogood> Nogoods => _nogoods;

    /// <summary>Whether walks are judged at all.</summary>
    public bool Judges => _oracle is not null;

    /// <summary>Whether any walk was found that cannot be run.</summary>
    public bool HasConflicts { get; private set; }

    /// <summary>Whether so many walks were judged that no more are looked for.</summary>
    public bool IsSpent => _judged.Count >= MostJudged;

    /// <summary>Whether nothing is known against a walk.</summary>
    public bool Allows(Walk walk) => ReasonAgainst(walk) is null;

    /// <summary>What stands against a walk; null where nothing does.</summary>
    public Infeasibility? ReasonAgainst(Walk walk)
    {
        if (_oracle is null)
        {
            return null;
        }

        var key = PathWriter.KeyOf(walk);
        if (_judged.TryGetValue(key, out var known))
        {
            return known;
        }

        var passes = PassesOf(walk);
        var reason = _nogoods.Find(nogood => nogood.IsCertain && nogood.RulesOut(passes))?.Reason ?? Ask(walk, passes);
        HasConflicts |= reason is not null;
        return _judged[key] = reason;
    }

    private Infeasibility? Ask(Walk walk, Dictionary<string, int> passes)
    {
        if (_oracle!.Judge(PathWriter.Write((walk, []))) is not { } conflict)
        {
            return null;
        }

        var nogood = new NogoodReader(Reach).Read(conflict, passes);
        if (_nogoods.Count < MostNogoods && !_nogoods.Exists(nogood.SameAs))
        {
            _nogoods.Add(nogood);
        }

        return conflict.Infeasibility;
    }

    private static Dictionary<string, int> PassesOf(Walk walk)
    {
        var passes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var element in walk.Elements)
        {
            var id = element.NodeId ?? element.EdgeId!;
            passes[id] = passes.GetValueOrDefault(id) + 1;
        }

        return passes;
    }
}
