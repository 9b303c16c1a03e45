using Orchestra.Modeling.Covering;

namespace Orchestra.Benchmarks.Generate;

/// <summary>Thirty random models with constraints (P7), the same each time, and a check of their arrays that asks nothing of the engine.</summary>
internal static class ConstrainedModels
{
    private const int Models = 30;

    /// <summary>The models: 6 to 20 parameters of 2 to 6 values, with 2 to 12 combinations of 2 or 3 values that are forbidden.</summary>
    public static IEnumerable<CoveringModel> All() => Enumerable.Range(1, Models).Select(Of);

    /// <summary>What is wrong with an array: a row that is forbidden, or a pair that some row could have and none has; null for nothing.</summary>
    public static string? Fault(CoveringModel model, CoveringArray array)
    {
        var forbidden = model.Constraints.Cast<ForbiddenCombination>().ToList();
        if (array.FullRows.Any(row => forbidden.Exists(one => one.Values.All(value => row[value.Factor] == value.Value))))
        {
            return "a row is forbidden";
        }

        for (var i = 0; i < model.Factors.Count; i++)
        {
            for (var j = i + 1; j < model.Factors.Count; j++)
            {
                var covered = array.FullRows.Select(row => (row[i], row[j])).ToHashSet();
                for (var cell = 0; cell < model.Factors[i].Values * model.Factors[j].Values; cell++)
                {
                    var (a, b) = (cell / model.Factors[j].Values, cell % model.Factors[j].Values);
                    if (!covered.Contains((a, b)) && CanBe(model, forbidden, i, a, j, b))
                    {
                        return $"{model.Factors[i].Name}={a} with {model.Factors[j].Name}={b} is missing";
                    }
                }
            }
        }

        return null;
    }

    private static CoveringModel Of(int seed)
    {
        var random = new Random(seed);
        List<CoveringFactor> factors =
        [
            .. Enumerable.Range(1, random.Next(6, 21)).Select(i => new CoveringFactor($"P{i}", random.Next(2, 7))),
        ];
        return new CoveringModel(factors)
        {
            Constraints = [.. Enumerable.Range(0, random.Next(2, 13)).Select(_ => Forbidden(factors, random))],
        };
    }

    private static ForbiddenCombination Forbidden(List<CoveringFactor> factors, Random random)
    {
        var chosen = Enumerable.Range(0, factors.Count).OrderBy(_ => random.Next()).Take(random.Next(2, 4)).ToList();
        return new ForbiddenCombination([.. chosen.Select(factor => (factor, random.Next(factors[factor].Values)))]);
    }

    private static bool CanBe(CoveringModel model, List<ForbiddenCombination> forbidden, int i, int a, int j, int b)
    {
        var row = Enumerable.Repeat(-1, model.Factors.Count).ToArray();
        (row[i], row[j]) = (a, b);
        return Fill(0);

        bool Fill(int factor)
        {
            if (forbidden.Exists(one => one.Values.All(value => row[value.Factor] == value.Value)))
            {
                return false;
            }

            if (factor == row.Length)
            {
                return true;
            }

            if (factor == i || factor == j)
            {
                return Fill(factor + 1);
            }

            for (var value = 0; value < model.Factors[factor].Values; value++)
            {
                row[factor] = value;
                if (Fill(factor + 1))
                {
                    return true;
                }
            }

            row[factor] = -1;
            return false;
        }
    }
}
