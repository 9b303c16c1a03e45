using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Paths;

/// <summary>Orders of a split's branches beside the first one.</summary>
internal static class BranchPermutations
{
    /// <summary>The permutations of <paramref name="count"/> branches to try beside the order of the source.</summary>
    /// <param name="count">Branches.</param>
    /// <param name="orders">Which orders.</param>
    /// <param name="strength">For PAIRS: 2 puts each two branches in both orders, more puts each three in all six.</param>
    /// <param name="most">The most permutations.</param>
    /// <exception cref="PathLimitException">ALL would be more.</exception>
    public static List<int[]> Of(int count, BranchOrders orders, int strength, int most)
    {
        var first = Enumerable.Range(0, count).ToArray();
        return orders switch
        {
            BranchOrders.None => [],
            BranchOrders.Pairs when strength <= 2 || count < 3 =>
            [
                [.. first.Reverse()],
            ],
            BranchOrders.Pairs => [.. Triples(count).Skip(1)],
            _ => Every(count, most),
        };
    }

    private static List<int[]> Every(int count, int most)
    {
        var number = Enumerable.Range(1, count).Aggregate(1L, (product, factor) => Math.Min(product * factor, long.MaxValue / 32));
        if (number > most)
        {
            throw new PathLimitException($"{count} branches have {number} orders, over maxScenarios {most}: raise it or use PAIRS");
        }

        List<int[]> all =
        [
            [],
        ];
        for (var i = 0; i < count; i++)
        {
            all = [.. all.SelectMany(order => Enumerable.Range(0, count).Except(order).Select(next => (int[])[.. order, next]))];
        }

        return [.. all.Skip(1)];
    }

    // A sequence covering array of strength 3 (Kuhn et al., 2012): greedily the order with the most new triples, each with its reverse.
    private static List<int[]> Triples(int count)
    {
        var open = new HashSet<(int, int, int)>();
        for (var a = 0; a < count; a++)
        {
            for (var b = 0; b < count; b++)
            {
                for (var c = 0; c < count; c++)
                {
                    if (a != b && b != c && a != c)
                    {
                        open.Add((a, b, c));
                    }
                }
            }
        }

        var orders = new List<int[]>();
        int[] next = [.. Enumerable.Range(0, count)];
        while (open.Count > 0)
        {
            foreach (int[] order in (int[][])[next, [.. next.Reverse()]])
            {
                orders.Add(order);
                open.ExceptWith(TriplesOf(order));
            }

            next = Greedy(count, open);
        }

        return orders;
    }

    private static int[] Greedy(int count, HashSet<(int, int, int)> open)
    {
        // Starts from an open triple, so that each order covers something new.
        var order = open.Count == 0 ? [] : new List<int> { open.Min().Item1, open.Min().Item2, open.Min().Item3 };
        foreach (var branch in Enumerable.Range(0, count).Except(order).ToList())
        {
            var best = Enumerable
                .Range(0, order.Count + 1)
                .MaxBy(at =>
                {
                    List<int> tried = [.. order.Take(at), branch, .. order.Skip(at)];
                    return TriplesOf([.. tried]).Count(open.Contains) + TriplesOf([.. tried.AsEnumerable().Reverse()]).Count(open.Contains);
                });
            order.Insert(best, branch);
        }

        return [.. order];
    }

    private static IEnumerable<(int, int, int)> TriplesOf(int[] order) =>
        from a in Enumerable.Range(0, order.Length)
        from b in Enumerable.Range(a + 1, order.Length - a - 1)
        from c in Enumerable.Range(b + 1, order.Length - b - 1)
        select (order[a], order[b], order[c]);
}
