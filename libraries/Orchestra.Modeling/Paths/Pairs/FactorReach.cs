using System.Collections;

namespace Orchestra.Modeling.Paths.Pairs;

/// <summary>Which factors can still be decided from where, along forward arcs.</summary>
internal sealed class FactorReach
{
    private readonly Dictionary<Vertex, BitArray> _from = [];
    private readonly Dictionary<Vertex, int> _position = [];

    /// <summary>Prepares a graph.</summary>
    /// <param name="order">The vertices that can be reached, each before those that its forward arcs lead to.</param>
    /// <param name="table">The factors.</param>
    public FactorReach(IReadOnlyList<Vertex> order, FactorTable table)
    {
        var at = table.Factors.ToLookup(factor => factor.At);
        for (var i = order.Count - 1; i >= 0; i--)
        {
            var reached = new BitArray(table.Factors.Count);
            foreach (var arc in order[i].Out.Where(arc => arc.Bound is null && _from.ContainsKey(arc.Target)))
            {
                reached.Or(_from[arc.Target]);
            }

            foreach (var factor in at[order[i]])
            {
                reached[factor.Index] = true;
            }

            _from[order[i]] = reached;
            _position[order[i]] = i;
        }
    }

    /// <summary>Whether a factor is decided at a vertex or may be on a way from it.</summary>
    public bool Leads(Vertex vertex, Factor factor) => _from.TryGetValue(vertex, out var reached) && reached[factor.Index];

    /// <summary>Where a factor stands in the order of the graph.</summary>
    public int PositionOf(Factor factor) => _position[factor.At];
}
