namespace Orchestra.Modeling.Paths.Feasible;

/// <summary>Makes of a conflict on one walk what it says about all walks.</summary>
internal sealed class NogoodReader(FlatReach reach)
{
    /// <summary>Reads a conflict.</summary>
    /// <param name="conflict">The conflict.</param>
    /// <param name="passes">How often its walk passes each node and flow.</param>
    public Nogood Read(PathConflict conflict, IReadOnlyDictionary<string, int> passes)
    {
        var flows = conflict.Flows.Distinct(StringComparer.Ordinal).ToList();
        var arcs = flows.Select(reach.ArcOf).OfType<Arc>().ToList();
        var present = flows.ConvertAll(flow => new Mark(flow, 1));
        var absent = conflict.Without.Select(flow => new Mark(flow, 1)).ToList();
        var isCertain = conflict.IsGeneral && arcs.Count == flows.Count;
        foreach (var node in conflict.AsOften)
        {
            var times = passes.GetValueOrDefault(node);
            if (times > 0)
            {
                present.Add(new Mark(node, times));
            }

            absent.Add(new Mark(node, times + 1));
            isCertain &= IsOrdered(node, arcs);
        }

        foreach (var node in conflict.NotBetween.Where(node => CanBeBetween(node, arcs)))
        {
            absent.Add(new Mark(node, passes.GetValueOrDefault(node) + 1));
            isCertain &= IsOrdered(node, arcs);
        }

        absent.AddRange(conflict.AtMostOnce.Select(node => new Mark(node, 2)));
        return new Nogood([.. present.Distinct()], [.. absent.Distinct()], conflict.Infeasibility, isCertain);
    }

    // In one circle with a flow it may come before the flow on one walk and after it on another.
    private bool IsOrdered(string node, List<Arc> flows) =>
        reach.PlaceOf(node) is { } place && !flows.Exists(flow => reach.Leads(flow.Target, place) && reach.Leads(place, flow.Source));

    private bool CanBeBetween(string node, List<Arc> flows)
    {
        if (flows.Count == 0 || reach.PlaceOf(node) is not { } place)
        {
            return true;
        }

        var (first, last) = (flows[0], flows[^1]);
        var isBefore = reach.Leads(place, first.Source) && !reach.Leads(first.Target, place);
        var isAfter = reach.Leads(last.Target, place) && !reach.Leads(place, last.Source);
        return !isBefore && !isAfter;
    }
}
