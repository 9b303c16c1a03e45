using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Modeling.Paths;

namespace Orchestra.Modeling.Tests.Paths;

/// <summary>
/// An oracle for tests: some flows cannot be taken on one path, in whatever order, unless a node that resets the reason is passed between. It
/// counts how often it is asked.
/// </summary>
internal sealed class ForbiddenFlows : IPathOracle
{
    private readonly List<(string First, string Second)> _pairs = [];
    private readonly HashSet<string> _resets = [];

    /// <summary>How many paths were judged.</summary>
    public int Asked { get; private set; }

    /// <summary>Pairs by name: <c>X1&gt;A X2&gt;B, X1&gt;B X2&gt;C</c>; a flow twice cannot be taken at all.</summary>
    public static ForbiddenFlows Of(string pairs, params string[] resets)
    {
        var oracle = new ForbiddenFlows();
        oracle._pairs.AddRange(pairs.Split(", ").Select(pair => (pair.Split(' ')[0], pair.Split(' ')[1])));
        oracle._resets.UnionWith(resets);
        return oracle;
    }

    /// <summary>Some pairs of a process, the same for the same seed.</summary>
    public static ForbiddenFlows Random(ProcessGraph process, int seed, bool resets = false)
    {
        var random = new Random(seed);
        var oracle = new ForbiddenFlows();
        var flows = process.Edges.Where(edge => process.Edges.Count(other => other.Source == edge.Source) > 1).ToList();
        for (var i = flows.Count == 0 ? 0 : random.Next(1, 6); i > 0; i--)
        {
            oracle._pairs.Add((flows[random.Next(flows.Count)].Id, flows[random.Next(flows.Count)].Id));
        }

        if (resets)
        {
            oracle._resets.UnionWith(process.Nodes.Where(_ => random.Next(5) == 0).Select(node => node.Id));
        }

        return oracle;
    }

    /// <inheritdoc />
    public PathConflict? Judge(ProcessPath path)
    {
        Asked++;
        return Against([.. path.Elements.Select(element => element.NodeId ?? element.EdgeId!)]) is { } pair
            ? new PathConflict([pair.First, pair.Second], new Infeasibility(pair.Second, $"{pair.First} contradicts {pair.Second}"))
            {
                NotBetween = [.. _resets],
            }
            : null;
    }

    /// <summary>Whether nodes and flows can be passed in this order.</summary>
    public bool Allows(IReadOnlyList<string> elements) => Against(elements) is null;

    private (string First, string Second)? Against(IReadOnlyList<string> elements)
    {
        foreach (var pair in _pairs)
        {
            for (var i = 0; i < elements.Count; i++)
            {
                var other =
                    elements[i] == pair.First ? pair.Second
                    : elements[i] == pair.Second ? pair.First
                    : null;
                for (var j = i; other is not null && j < elements.Count && !(j > i && _resets.Contains(elements[j])); j++)
                {
                    if (elements[j] == other)
                    {
                        return elements[i] == pair.First ? pair : (pair.Second, pair.First);
                    }
                }
            }
        }

        return null;
    }
}
