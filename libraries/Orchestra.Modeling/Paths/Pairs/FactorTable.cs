using System.Globalization;

namespace Orchestra.Modeling.Paths.Pairs;

/// <summary>
/// What a process decides, as the parameters of a covering array. An exclusive decision is one factor with a value for each outcome; an
/// inclusive one is a yes and no for each flow but the default; a loop has the values 0, 1 and its most iterations.
/// </summary>
internal sealed class FactorTable
{
    private readonly List<Factor> _factors = [];
    private readonly List<Factor> _ofValue = [];
    private readonly Dictionary<Vertex, Factor> _decisions = [];
    private readonly Dictionary<Arc, Factor> _options = [];
    private readonly Dictionary<Vertex, Factor> _loops = [];

    private FactorTable() { }

    /// <summary>The factors, in the order of the source.</summary>
    public IReadOnlyList<Factor> Factors => _factors;

    /// <summary>The number of values of all factors.</summary>
    public int ValueCount => _ofValue.Count;

    /// <summary>Lists what can be decided on a way from the source.</summary>
    /// <param name="order">The vertices that can be reached.</param>
    /// <param name="maxLoopIterations">The iterations of a loop that has no bound of its own.</param>
    public static FactorTable Of(IReadOnlyList<Vertex> order, int maxLoopIterations)
    {
        var table = new FactorTable();
        foreach (var vertex in order.OrderBy(vertex => vertex.Index))
        {
            table.AddVertex(vertex, maxLoopIterations);
        }

        LoopBodies.MarkRepeated(table._factors, order);
        return table;
    }

    /// <summary>The factor of a value.</summary>
    public Factor OfValue(int value) => _ofValue[value];

    /// <summary>What a value is called.</summary>
    public string NameOf(int value) => _ofValue[value].Values[value - _ofValue[value].FirstValue];

    /// <summary>The factor of a gateway.</summary>
    public Factor? OfDecision(Vertex vertex) => _decisions.GetValueOrDefault(vertex);

    /// <summary>The factor of an optional arc.</summary>
    public Factor? OfOption(Arc arc) => _options.GetValueOrDefault(arc);

    /// <summary>The factor of a loop: of its first vertex, or of the marked activity.</summary>
    public Factor? OfLoop(Vertex vertex) => _loops.GetValueOrDefault(vertex);

    /// <summary>The values that some visit of a walk decided; a loop counts by its first entry.</summary>
    public SortedSet<int> ValuesOf(Walk walk)
    {
        var values = new SortedSet<int>();
        var entered = new HashSet<Vertex>();
        foreach (var taken in walk.Choices)
        {
            if (taken.Iterations is { } iterations)
            {
                var index = entered.Add(taken.At) && OfLoop(taken.At) is { } loop ? loop.Iterations.ToList().IndexOf(iterations) : -1;
                if (index >= 0)
                {
                    values.Add(OfLoop(taken.At)!.FirstValue + index);
                }
            }
            else if (OfDecision(taken.At) is { } decision)
            {
                values.Add(decision.FirstValue + decision.Arcs.ToList().IndexOf(taken.Arcs[0]));
            }
            else
            {
                values.UnionWith(OptionsOf(taken.At).Select(option => option.FirstValue + (taken.Arcs.Contains(option.Arcs[0]) ? 0 : 1)));
            }
        }

        return values;
    }

    private IEnumerable<Factor> OptionsOf(Vertex choice) => choice.Out.Select(OfOption).OfType<Factor>();

    private void AddVertex(Vertex vertex, int maxLoopIterations)
    {
        if (vertex.In.Max(arc => arc.Bound) is { } bound)
        {
            AddLoop(vertex, [0, 1, bound]);
        }

        if (vertex is { After: not null, Node: { } node })
        {
            var range = LoopRange.Of(node, maxLoopIterations);
            AddLoop(vertex, [range.Least, Math.Clamp(1, range.Least, range.Most), range.Most]);
        }

        if (vertex.Kind == VertexKind.Decision)
        {
            var factor = Add(vertex, [.. vertex.Out.Select(Name)], vertex.Out, []);
            _decisions[vertex] = factor;
        }
        else if (vertex.Kind == VertexKind.Choice)
        {
            foreach (var arc in vertex.Out.Where(arc => !arc.IsMandatory && !arc.IsDefault))
            {
                _options[arc] = Add(vertex, [Name(arc), $"{vertex.Subject}≠{arc.Outcome}"], [arc], []);
            }
        }
    }

    private static string Name(Arc arc) => $"{arc.Source.Subject}={arc.Outcome}";

    private void AddLoop(Vertex vertex, IEnumerable<int> iterations)
    {
        var distinct = iterations.Distinct().Order().ToList();
        if (distinct.Count > 1 && !_loops.ContainsKey(vertex))
        {
            var names = distinct.ConvertAll(count => string.Create(CultureInfo.InvariantCulture, $"{vertex.Subject}×{count}"));
            _loops[vertex] = Add(vertex, names, [], distinct);
        }
    }

    private Factor Add(Vertex vertex, List<string> values, List<Arc> arcs, List<int> iterations)
    {
        var factor = new Factor(_factors.Count, vertex, _ofValue.Count, values) { Arcs = arcs, Iterations = iterations };
        _factors.Add(factor);
        _ofValue.AddRange(Enumerable.Repeat(factor, values.Count));
        return factor;
    }
}
