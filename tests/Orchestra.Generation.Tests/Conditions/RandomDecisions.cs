using Orchestra.Contracts.Processes;
using Orchestra.Generation.Tests.Building;

namespace Orchestra.Generation.Tests.Conditions;

/// <summary>
/// A random row of exclusive and inclusive decisions over two numbers, and what it does with given numbers: an engine of its own, which knows
/// no path and no solver.
/// </summary>
internal sealed class RandomDecisions
{
    private readonly Random _random;
    private readonly List<(
        string Gateway,
        bool IsInclusive,
        List<(string Flow, string? Condition, Func<decimal, decimal, bool> Holds)> Flows
    )> _rows = [];

    public RandomDecisions(int seed)
    {
        _random = new Random(seed);
        Graph = new TestGraph().Node("S", NodeType.StartEvent);
        var from = "S";
        for (var row = _random.Next(2, 5); row > 0; row--)
        {
            from = Add($"{_rows.Count + 1}", from);
        }

        Graph.Node("E", NodeType.EndEvent).Flow("Last", from, "E");
    }

    public TestGraph Graph { get; }

    /// <summary>The flows of the decisions.</summary>
    public IEnumerable<string> Flows => _rows.SelectMany(row => row.Flows).Select(flow => flow.Flow);

    /// <summary>Those of them that combinations are made of: no default of an inclusive gateway, which is taken where nothing else is.</summary>
    public IEnumerable<string> Outcomes =>
        _rows.SelectMany(row => row.Flows.Where(flow => !row.IsInclusive || flow.Condition is not null)).Select(flow => flow.Flow);

    /// <summary>The flows of the decisions that some numbers lead over, for each run that there is.</summary>
    public List<HashSet<string>> Runs()
    {
        var runs = new Dictionary<string, HashSet<string>>();
        for (var x = -1m; x <= 5; x += 0.25m)
        {
            for (var y = -1m; y <= 5; y += 0.25m)
            {
                if (Run(x, y) is { } run)
                {
                    runs.TryAdd(string.Join(' ', run), run);
                }
            }
        }

        return [.. runs.Values];
    }

    /// <summary>The flows that the process takes with some numbers; null where it is stuck.</summary>
    public HashSet<string>? Run(decimal x, decimal y)
    {
        var run = new HashSet<string>();
        foreach (var (_, isInclusive, flows) in _rows)
        {
            var holding = flows.Where(flow => flow.Condition is not null && flow.Holds(x, y)).Select(flow => flow.Flow).ToList();
            var taken = holding.Count > 0 ? holding : [.. flows.Where(flow => flow.Condition is null).Select(flow => flow.Flow)];
            if (taken.Count == 0)
            {
                return null;
            }

            run.UnionWith(isInclusive ? taken : taken.Take(1));
        }

        return run;
    }

    private string Add(string number, string from)
    {
        var (split, join) = ($"G{number}", $"J{number}");
        var isInclusive = _random.Next(3) == 0;
        var type = isInclusive ? NodeType.InclusiveGateway : NodeType.ExclusiveGateway;
        Graph.Node(split, type).Flow($"To{split}", from, split);
        Graph.Node(join, type);
        var flows = new List<(string, string?, Func<decimal, decimal, bool>)>();
        var count = _random.Next(2, 4);
        var hasDefault = _random.Next(2) == 0;
        for (var i = 1; i <= count; i++)
        {
            var flow = $"F{number}{i}";
            var isDefault = hasDefault && i == count;
            var (text, holds) = isDefault ? (null, (_, _) => false) : Condition();
            flows.Add((flow, text, holds));
            Graph.Task($"T{number}{i}").Flow(flow, split, $"T{number}{i}", edge => edge with { Condition = text, IsDefault = isDefault });
            Graph.Flow($"H{number}{i}", $"T{number}{i}", join);
        }

        _rows.Add((split, isInclusive, flows));
        return join;
    }

    private (string? Text, Func<decimal, decimal, bool> Holds) Condition()
    {
        var (k, m) = (_random.Next(5), _random.Next(5));
        return _random.Next(7) switch
        {
            0 => ($"= x > {k}", (x, _) => x > k),
            1 => ($"= x <= {k}", (x, _) => x <= k),
            2 => ($"= y >= {k}", (_, y) => y >= k),
            3 => ($"= x = {k}", (x, _) => x == k),
            4 => ("= y > x", (x, y) => y > x),
            5 => ($"= x > {k} and y < {m}", (x, y) => x > k && y < m),
            _ => ($"= x < {k} or y > {m}", (x, y) => x < k || y > m),
        };
    }
}
