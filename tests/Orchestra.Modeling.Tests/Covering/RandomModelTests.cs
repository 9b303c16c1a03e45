using FsCheck;
using FsCheck.Fluent;
using Orchestra.Modeling.Covering;
using Orchestra.Modeling.Covering.Pict;

namespace Orchestra.Modeling.Tests.Covering;

/// <summary>Random models with constraints against brute force over all rows.</summary>
[TestFixture]
internal sealed class RandomModelTests
{
    private sealed record Term(int Factor, string Operator, int Value);

    private sealed record Rule(Term[] If, Term Then);

    private sealed record Sample(int[] Sizes, Rule[] Rules, int Strength, bool HasGroup, int Seed)
    {
        public string Text =>
            string.Join('\n', Sizes.Select((size, i) => $"p{i}: {string.Join(", ", Enumerable.Range(0, size))}"))
            + (HasGroup ? "\n{p0, p1, p2} @ 3" : "")
            + string.Concat(Rules.Select(rule => $"\nIF {string.Join(" AND ", rule.If.Select(Show))} THEN {Show(rule.Then)};"))
            + "\n";

        public bool Keeps(int[] row) => Rules.All(rule => !rule.If.All(term => Holds(term, row)) || Holds(rule.Then, row));

        private string Show(Term term) => $"[p{term.Factor % Sizes.Length}] {term.Operator} {term.Value}";

        private bool Holds(Term term, int[] row)
        {
            var value = row[term.Factor % Sizes.Length];
            return term.Operator switch
            {
                "=" => value == term.Value,
                "<>" => value != term.Value,
                "<" => value < term.Value,
                _ => value >= term.Value,
            };
        }
    }

    [Test, CancelAfter(120_000)]
    public void Every_feasible_tuple_is_covered_and_what_is_infeasible_is_told_exactly() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(Samples().ToArbitrary(), CheckSample));

    private static void CheckSample(Sample sample)
    {
        var import = PictModelReader.Read(sample.Text, sample.Strength);
        Assert.That(import.Faults, Is.Empty, sample.Text);
        var model = import.Model!.Covering;
        var feasible = ArrayChecker.Feasible(model, sample.Strength, sample.Keeps);
        var options = new CoveringOptions { Strength = sample.Strength, Seed = sample.Seed };
        if (feasible.Count == 0)
        {
            Assert.Throws<CoveringException>(() => CoveringArray.Build(model, options), sample.Text);
            return;
        }

        var array = CoveringArray.Build(model, options);

        ArrayChecker.CheckRows(model, array, sample.Keeps);
        Assert.That(ArrayChecker.Covered(model, array, sample.Strength), Is.EquivalentTo(feasible), sample.Text);
        var total = ArrayChecker.Total(model, sample.Strength);
        Assert.That(array.Tuples, Is.EqualTo(new CoveringTuples(total, feasible.Count, total - feasible.Count)), sample.Text);
        Assert.That(array.LowerBound, Is.LessThanOrEqualTo(array.Rows.Count), sample.Text);
    }

    private static Gen<Sample> Samples()
    {
        var term =
            from factor in Gen.Choose(0, 5)
            from comparison in Gen.Elements("=", "<>", "<", ">=")
            from value in Gen.Choose(0, 3)
            select new Term(factor, comparison, value);
        var rule = from conditions in Gen.ArrayOf(term, 2) from then in term select new Rule(conditions, then);
        return from sizes in Gen.ArrayOf(Gen.Choose(1, 4), 6)
            from count in Gen.Choose(0, 6)
            from rules in Gen.ArrayOf(rule, count)
            from strength in Gen.Choose(2, 3)
            from hasGroup in Gen.Elements(true, false)
            from seed in Gen.Choose(1, 1000)
            select new Sample(sizes, rules, strength, hasGroup && strength == 2, seed);
    }
}
