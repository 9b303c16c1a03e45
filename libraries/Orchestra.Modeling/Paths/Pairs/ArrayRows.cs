using Orchestra.Modeling.Covering;

namespace Orchestra.Modeling.Paths.Pairs;

/// <summary>
/// The rows of a covering array over the factors of a process, where its graph is one that <see cref="WalkConstraint"/> can judge: no loops,
/// nothing that ends other branches, branches properly nested.
/// </summary>
internal static class ArrayRows
{
    // Above this the exact constraint costs more than it saves.
    private const int MostConstrained = 60;

    /// <summary>For each row the values of the factors that are reached; empty where the graph is not of that kind.</summary>
    public static IReadOnlyList<int[]> Of(FlatGraph graph, RegionTree tree, FactorTable table, int strength, int seed)
    {
        if (!CanJudge(graph, tree, table) || table.Factors.Count < 2)
        {
            return [];
        }

        var constraint = new WalkConstraint(table, tree);
        var isFree = table.Factors.All(factor => factor.At.Kind != VertexKind.Choice && IsAlwaysReached(factor, constraint, table));
        if (!isFree && table.Factors.Count > MostConstrained)
        {
            return [];
        }

        var model = new CoveringModel([.. table.Factors.Select(factor => FactorOf(factor, isFree))])
        {
            Constraints = isFree ? [] : [constraint],
        };
        var options = new CoveringOptions
        {
            Strength = Math.Min(strength, table.Factors.Count),
            Seed = seed,
            SeedRows = [.. Defaults(table)],
        };
        var array = CoveringArray.Build(model, options);
        return
        [
            .. array.FullRows.Select(row =>
                row.Select((value, i) => value == table.Factors[i].Values.Count ? -1 : table.Factors[i].FirstValue + value)
                    .Where(value => value >= 0)
                    .ToArray()
            ),
        ];
    }

    // A default is taken where no other flow is. No tuple asks for that, but EDGE does: a row for each keeps it from costing a walk more.
    private static IEnumerable<int?[]> Defaults(FactorTable table) =>
        table
            .Factors.Where(factor => factor.At.Kind == VertexKind.Choice && factor.At.Out.Exists(arc => arc.IsDefault))
            .GroupBy(factor => factor.At)
            .Select(choice => table.Factors.Select(factor => factor.At == choice.Key && factor.Arcs.Count == 1 ? (int?)1 : null).ToArray());

    private static bool CanJudge(FlatGraph graph, RegionTree tree, FactorTable table) =>
        tree.Unstructured.Count == 0
        && graph.Arcs.All(arc => arc.Bound is null && arc.Kind != ArcKind.Throw)
        && graph.Vertices.All(vertex => !vertex.Terminates && (vertex.After is null || vertex.Exit is null))
        && table.Factors.All(factor => !factor.Repeats);

    private static CoveringFactor FactorOf(Factor factor, bool isFree) =>
        isFree
            ? new CoveringFactor(factor.At.Subject, factor.Values.Count)
            : new CoveringFactor(factor.At.Subject, factor.Values.Count + 1) { Free = [WalkConstraint.NotReached(factor)] };

    // Without a constraint of its own a factor must be decided on every path: in the outermost region, and on no way round it.
    private static bool IsAlwaysReached(Factor factor, WalkConstraint constraint, FactorTable table)
    {
        var domains = new CoveringDomains([.. table.Factors.Select(each => FactorOf(each, isFree: false))]);
        domains.Fix(factor.Index, WalkConstraint.NotReached(factor));
        return constraint.Judge(domains) == CoveringVerdict.Broken;
    }
}
