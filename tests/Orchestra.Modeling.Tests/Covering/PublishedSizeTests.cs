using Orchestra.Modeling.Covering;
using Orchestra.Modeling.Covering.Pict;

namespace Orchestra.Modeling.Tests.Covering;

/// <summary>The six models of pairwise.org: no array is larger than PICT's, and most are as small as the best that are published.</summary>
[TestFixture]
public sealed class PublishedSizeTests
{
    [TestCase("3x4", 9)]
    [TestCase("3x13", 15)]
    [TestCase("4x15-3x17-2x29", 29)]
    [TestCase("4x1-3x39-2x35", 22)]
    [TestCase("2x100", 10)]
    [TestCase("10x20", 181)]
    [CancelAfter(60_000)]
    public void An_array_is_no_larger_than(string name, int rows)
    {
        var path = Path.Combine(TestContext.CurrentContext.TestDirectory, "models", $"{name}.txt");
        var model = PictModelReader.Read(File.ReadAllText(path), 2).Model!.Covering;
        foreach (var seed in (int[])[1, 20])
        {
            var array = CoveringArray.Build(model, new CoveringOptions { Seed = seed });

            Assert.That(array.Rows, Has.Count.LessThanOrEqualTo(rows), $"seed {seed}");
            ArrayChecker.CheckRows(model, array, _ => true);
            Assert.That(ArrayChecker.Covered(model, array, 2), Has.Count.EqualTo((int)ArrayChecker.Total(model, 2)));
            Assert.That(array.Tuples, Is.EqualTo(new CoveringTuples(ArrayChecker.Total(model, 2), ArrayChecker.Total(model, 2), 0)));
            Assert.That(array.LowerBound, Is.LessThanOrEqualTo(array.Rows.Count));
        }
    }

    [TestCase(2, 6, 7, 49)]
    [TestCase(3, 5, 4, 64)]
    [TestCase(4, 5, 4, 256)]
    public void A_prime_power_has_an_optimal_array(int strength, int factors, int values, int rows)
    {
        var model = TestModels.Powers((values, factors));

        var array = CoveringArray.Build(model, new CoveringOptions { Strength = strength });

        Assert.That(array.Rows, Has.Count.EqualTo(rows));
        Assert.That(array.LowerBound, Is.EqualTo(rows));
        Assert.That(ArrayChecker.Covered(model, array, strength), Has.Count.EqualTo((int)ArrayChecker.Total(model, strength)));
    }

    [Test, CancelAfter(60_000)]
    public void Three_way_of_20_factors_with_10_values_takes_seconds()
    {
        var model = TestModels.Powers((10, 20));

        var array = CoveringArray.Build(model, new CoveringOptions { Strength = 3 });

        Assert.That(array.Tuples.Covered, Is.EqualTo(1_140_000));
        Assert.That(array.Rows, Has.Count.LessThan(3_500));
    }
}
