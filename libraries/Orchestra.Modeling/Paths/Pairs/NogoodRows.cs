using Orchestra.Modeling.Covering;
using Orchestra.Modeling.Paths.Feasible;

namespace Orchestra.Modeling.Paths.Pairs;

/// <summary>
/// What cannot be on one walk, as values that are never in one row. Where a nogood also speaks of things that are no factor's value, rows are
/// kept from more than it says: what they leave open is searched for afterwards.
/// </summary>
internal static class NogoodRows
{
    /// <summary>The forbidden combinations.</summary>
    public static List<CoveringConstraint> Of(Feasibility known, FactorTable table)
    {
        var forbidden = new List<CoveringConstraint>();
        foreach (var nogood in known.Nogoods)
        {
            var values = nogood.Present.Select(mark => ValueOf(mark, 0)).Concat(nogood.Absent.Select(mark => ValueOf(mark, 1)));
            List<(int Factor, int Value)> combination = [.. values.OfType<(int, int)>().Distinct()];
            if (combination.Count > 0 && combination.DistinctBy(value => value.Factor).Count() == combination.Count)
            {
                forbidden.Add(new ForbiddenCombination(combination));
            }
        }

        return forbidden;

        (int, int)? ValueOf(Mark mark, int optionValue)
        {
            if (mark.Pass != 1 || known.Reach.ArcOf(mark.Id) is not { } arc)
            {
                return null;
            }

            return table.OfOption(arc) is { } option ? (option.Index, optionValue)
                : optionValue == 0 && table.OfDecision(arc.Source) is { } decision ? (decision.Index, decision.Arcs.ToList().IndexOf(arc))
                : null;
        }
    }
}
