using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Paths.Pairs;

/// <summary>Walks that take every feasible combination of outcomes, with what they cover.</summary>
/// <param name="Walks">Each walk with the combinations that only it takes.</param>
/// <param name="Coverage">The feasible combinations: all are covered.</param>
/// <param name="Infeasible">Combinations that never come together, with the reason.</param>
/// <param name="LowerBound">No fewer walks can cover them.</param>
internal sealed record PairCover(
    IReadOnlyList<(Walk Walk, IReadOnlyList<Obligation> Own)> Walks,
    CoverageCount Coverage,
    IReadOnlyList<Infeasibility> Infeasible,
    int LowerBound
)
{
    /// <summary>Finds them; null where a process decides nothing or far too much.</summary>
    public static PairCover? Find(
        FlatGraph graph,
        IReadOnlyList<Vertex> order,
        RegionTree tree,
        Walker walker,
        SuiteOptions options,
        PathBudget budget,
        List<ImportWarning> warnings
    )
    {
        var table = FactorTable.Of(order, Math.Max(1, options.MaxLoopIterations));
        if (table.Factors.Count == 0)
        {
            return null;
        }

        if (TupleSet.Of(table, options.Strength) is null)
        {
            warnings.Add(
                new ImportWarning(
                    WarningCodes.TooManyPairs,
                    $"{table.Factors.Count} decisions make more than {TupleSet.Ceiling} combinations of strength {options.Strength}: EDGE was used; ask for a lower strength"
                )
            );
            return null;
        }

        var search = new PairSearch(graph, order, tree, walker, table, options.Strength);
        var result = search.Find(options.Seed, budget);
        return new PairCover(
            Reasons(search, result),
            new CoverageCount(result.Feasible.Count, result.Feasible.Count, []),
            new PairInfeasibilities(search).Of(result.Infeasible),
            result.LowerBound
        );
    }

    private static List<(Walk, IReadOnlyList<Obligation>)> Reasons(PairSearch search, PairResult result)
    {
        var codes = result.Walks.ConvertAll(walk =>
            search.Tuples.CoveredBy([.. search.Table.ValuesOf(walk)]).Where(result.Feasible.Contains).ToList()
        );
        var times = codes.SelectMany(of => of).CountBy(code => code).ToDictionary();
        return
        [
            .. result.Walks.Zip(
                codes,
                (walk, of) => (walk, (IReadOnlyList<Obligation>)[.. of.Where(code => times[code] == 1).Select(code => Pair(search, code))])
            ),
        ];
    }

    private static Obligation Pair(PairSearch search, ulong code) =>
        new("PAIR", string.Join(" & ", TupleSet.Decode(code).Select(search.Table.NameOf)));
}
