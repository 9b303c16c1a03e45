using Orchestra.Modeling.Covering;

namespace Orchestra.Modeling.Tests.Covering;

[TestFixture]
public sealed class CoveringArrayTests
{
    [Test]
    public void The_same_seed_gives_the_same_rows_and_another_gives_others()
    {
        var model = TestModels.Of(4, 3, 3, 2, 2, 5) with { Constraints = [new ForbiddenCombination([(0, 1), (1, 2)])] };

        var first = CoveringArray.Build(model, new CoveringOptions { Seed = 7 });
        var again = CoveringArray.Build(model, new CoveringOptions { Seed = 7 });
        var other = CoveringArray.Build(model, new CoveringOptions { Seed = 8 });

        Assert.That(again.FullRows, Is.EqualTo(first.FullRows));
        Assert.That(again.Rows, Is.EqualTo(first.Rows));
        Assert.That(other.FullRows, Is.Not.EqualTo(first.FullRows));
    }

    [Test]
    public void Seed_rows_stay_first_and_count_as_coverage()
    {
        var model = TestModels.Of(3, 3, 3, 3);
        int?[][] seeds =
        [
            [2, 2, 2, 2],
            [0, null, 1, null],
            [2, 2, 2, 2],
        ];

        var array = CoveringArray.Build(model, new CoveringOptions { SeedRows = seeds });

        for (var row = 0; row < seeds.Length; row++)
        {
            for (var factor = 0; factor < 4; factor++)
            {
                Assert.That(seeds[row][factor] is null || array.FullRows[row][factor] == seeds[row][factor]);
                Assert.That(seeds[row][factor] is null || array.Rows[row][factor] == seeds[row][factor], "a given cell is no don't-care");
            }
        }

        Assert.That(ArrayChecker.Covered(model, array, 2), Has.Count.EqualTo(54));
        Assert.That(array.Rows, Has.Count.LessThanOrEqualTo(13));
    }

    [Test]
    public void A_seed_row_that_breaks_a_constraint_is_dropped_and_named()
    {
        var model = TestModels.Of(2, 2, 2) with { Constraints = [new ForbiddenCombination([(0, 0), (1, 0)])] };

        var array = CoveringArray.Build(
            model,
            new CoveringOptions
            {
                SeedRows =
                [
                    [0, 1, 0],
                    [0, 0, null],
                ],
            }
        );

        Assert.That(array.DroppedSeedRows, Is.EqualTo((int[])[1]));
        Assert.That(array.FullRows[0], Is.EqualTo((int[])[0, 1, 0]));
    }

    [Test]
    public void A_value_that_carries_no_obligation_is_used_where_the_constraints_ask_for_it()
    {
        // The second decision is reached only when the first takes its value 1; value 2 is "not reached".
        var model = new CoveringModel([
            new CoveringFactor("first", 2),
            new CoveringFactor("second", 3) { Free = [2] },
            new CoveringFactor("third", 2),
        ])
        {
            Constraints = [new PredicateConstraint([0, 1], values => values[0] == 1 == (values[1] != 2))],
        };

        var array = CoveringArray.Build(model, new CoveringOptions());

        Assert.That(array.Tuples, Is.EqualTo(new CoveringTuples(12, 10, 2)));
        Assert.That(array.FullRows.All(row => row[0] == 1 == (row[1] != 2)));
        Assert.That(array.Rows, Has.Count.EqualTo(6));
    }

    [TestCase(2, 3)]
    [TestCase(3, 4)]
    [TestCase(4, 5)]
    [TestCase(5, 6)]
    public void At_least_one_of_n_booleans_needs_so_few_rows(int booleans, int rows)
    {
        var model = TestModels.Powers((2, booleans)) with
        {
            Constraints = [new ForbiddenCombination([.. Enumerable.Range(0, booleans).Select(factor => (factor, 0))])],
        };

        Assert.That(CoveringArray.Build(model, new CoveringOptions()).Rows, Has.Count.EqualTo(rows));
    }

    [Test]
    public void A_group_is_covered_to_its_own_strength()
    {
        var model = TestModels.Of(3, 3, 3, 2, 2) with { Groups = [new CoveringGroup([0, 1, 2], 3)] };

        var array = CoveringArray.Build(model, new CoveringOptions());

        Assert.That(array.LowerBound, Is.EqualTo(27));
        Assert.That(array.Rows, Has.Count.EqualTo(27));
        Assert.That(ArrayChecker.Covered(model, array, 2), Has.Count.EqualTo((int)ArrayChecker.Total(model, 2)));
    }

    [Test]
    public void Constraints_that_contradict_each_other_are_named_and_no_others()
    {
        var model = TestModels.Of(2, 2, 2) with
        {
            Constraints =
            [
                new ForbiddenCombination([(2, 0), (1, 0)]),
                new ForbiddenCombination([(0, 0)]),
                new ForbiddenCombination([(2, 1), (0, 0)]),
                new ForbiddenCombination([(0, 1)]),
            ],
        };

        var exception = Assert.Throws<CoveringException>(() => CoveringArray.Build(model, new CoveringOptions()))!;

        Assert.That(exception.Conflict, Is.EqualTo((int[])[1, 3]));
        Assert.That(exception.Message, Is.EqualTo("no row satisfies the constraints: 2 of them contradict each other"));
    }

    [TestCase(1)]
    [TestCase(4)]
    [TestCase(7)]
    public void A_strength_that_does_not_fit_is_refused(int strength) =>
        Assert.Throws<CoveringException>(() => CoveringArray.Build(TestModels.Of(2, 2, 2), new CoveringOptions { Strength = strength }));

    [Test]
    public void More_tuples_than_memory_are_refused_before_anything_is_built()
    {
        var exception = Assert.Throws<CoveringException>(() =>
            CoveringArray.Build(TestModels.Powers((50, 100)), new CoveringOptions { Strength = 6 })
        )!;

        Assert.That(exception.Message, Does.Contain("tuples are too many"));
    }

    [Test, CancelAfter(60_000)]
    public void Constraints_that_nobody_can_decide_end_with_a_message()
    {
        // Thirteen pigeons in twelve holes: no row, and no short proof.
        var pairs = Enumerable.Range(0, 13).SelectMany(a => Enumerable.Range(a + 1, 12 - a).Select(b => (a, b)));
        var model = TestModels.Powers((12, 13)) with
        {
            Constraints = [.. pairs.Select(pair => new PredicateConstraint([pair.a, pair.b], values => values[0] != values[1]))],
        };

        var exception = Assert.Throws<CoveringException>(() => CoveringArray.Build(model, new CoveringOptions()))!;

        Assert.That(exception.Message, Does.StartWith("the constraints are too hard"));
    }

    [Test]
    public void A_wrong_index_is_the_callers_fault() =>
        Assert.Throws<ArgumentException>(() =>
            CoveringArray.Build(TestModels.Of(2, 2) with { Groups = [new CoveringGroup([0, 5], 2)] }, new CoveringOptions())
        );
}
