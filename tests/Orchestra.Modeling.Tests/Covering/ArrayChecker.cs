using Orchestra.Modeling.Covering;

namespace Orchestra.Modeling.Tests.Covering;

/// <summary>Checks an array by brute force: it enumerates rows and tuples itself and shares nothing with the engine.</summary>
internal static class ArrayChecker
{
    /// <summary>Every row has a value in every cell, agrees with the array's needed cells, and keeps the rule.</summary>
    public static void CheckRows(CoveringModel model, CoveringArray array, Func<int[], bool> rule)
    {
        Assert.That(array.FullRows, Has.Count.EqualTo(array.Rows.Count));
        foreach (var (needed, full) in array.Rows.Zip(array.FullRows))
        {
            for (var factor = 0; factor < model.Factors.Count; factor++)
            {
                Assert.That(full[factor], Is.InRange(0, model.Factors[factor].Values - 1));
                Assert.That(needed[factor] is null || needed[factor] == full[factor]);
            }

            Assert.That(rule([.. full]), Is.True, string.Join(',', full));
        }
    }

    /// <summary>Tuples of the sets that the needed cells hold; free values are not counted.</summary>
    public static HashSet<string> Covered(CoveringModel model, CoveringArray array, int strength)
    {
        var covered = new HashSet<string>(StringComparer.Ordinal);
        foreach (var set in Sets(model, strength))
        {
            foreach (var row in array.Rows)
            {
                if (set.All(factor => row[factor] is { } value && !model.Factors[factor].Free.Contains(value)))
                {
                    covered.Add(Key(set, factor => row[factor]!.Value));
                }
            }
        }

        return covered;
    }

    /// <summary>Tuples that occur in any row of the whole product that keeps the rule.</summary>
    public static HashSet<string> Feasible(CoveringModel model, int strength, Func<int[], bool> rule)
    {
        var feasible = new HashSet<string>(StringComparer.Ordinal);
        var sets = Sets(model, strength);
        foreach (var row in Product([.. model.Factors.Select(factor => factor.Values)]).Where(rule))
        {
            foreach (var set in sets.Where(set => set.All(factor => !model.Factors[factor].Free.Contains(row[factor]))))
            {
                feasible.Add(Key(set, factor => row[factor]));
            }
        }

        return feasible;
    }

    public static long Total(CoveringModel model, int strength) =>
        Sets(model, strength)
            .Sum(set =>
                set.Aggregate(1L, (product, factor) => product * (model.Factors[factor].Values - model.Factors[factor].Free.Count))
            );

    private static List<int[]> Sets(CoveringModel model, int strength)
    {
        var sets = Subsets([.. Enumerable.Range(0, model.Factors.Count)], strength).ToList();
        sets.AddRange(model.Groups.SelectMany(group => Subsets([.. group.Factors.Order()], group.Strength)));
        return [.. sets.DistinctBy(set => string.Join(',', set))];
    }

    private static IEnumerable<int[]> Subsets(int[] items, int size) =>
        size == 0
            ?
            [
                [],
            ]
            : items.SelectMany((item, i) => Subsets(items[(i + 1)..], size - 1).Select(rest => (int[])[item, .. rest]));

    private static IEnumerable<int[]> Product(int[] sizes) =>
        sizes.Aggregate(
            (IEnumerable<int[]>)
                [
                    [],
                ],
            (rows, size) => rows.SelectMany(row => Enumerable.Range(0, size).Select(value => (int[])[.. row, value]))
        );

    private static string Key(int[] set, Func<int, int> value) => string.Join(' ', set.Select(factor => $"{factor}={value(factor)}"));
}
