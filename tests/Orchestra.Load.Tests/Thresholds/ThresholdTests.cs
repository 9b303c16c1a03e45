using Orchestra.Load.Thresholds;

namespace Orchestra.Load.Tests.Thresholds;

/// <summary>Bounds as people write them, judged on what was measured.</summary>
internal sealed class ThresholdTests
{
    [TestCase("p(95)<200", null, true)]
    [TestCase("p(95) < 95", null, false)]
    [TestCase("p(95)<=95.1", null, true)]
    [TestCase("p(99.9)<100", null, false)]
    [TestCase("med<50.1", null, true)]
    [TestCase("avg<51", null, true)]
    [TestCase("min>=1", null, true)]
    [TestCase("max<100", null, false)]
    [TestCase("rate(errors)<0.05", null, false)]
    [TestCase("rate(errors)<=0.05", null, true)]
    [TestCase("count>99", null, true)]
    [TestCase("count(requests)!=100", null, false)]
    [TestCase("count(errors)<6", null, true)]
    [TestCase("count(dropped)==2", null, true)]
    [TestCase("p(95){step:score}<200", "step:score", true)]
    [TestCase("rate(errors){tag:branch=approve}<1", "tag:branch=approve", true)]
    public void A_bound_is_judged_on_what_was_measured(string text, string? scope, bool holds)
    {
        var threshold = Threshold.Parse(text);
        var result = threshold.Judge(Hundred());

        Assert.That(threshold.Scope, Is.EqualTo(scope));
        Assert.That((result.Holds, result.Warning), Is.EqualTo((holds, (string?)null)), $"{result.Value}");
    }

    [TestCase("p(95)<200")]
    [TestCase("rate(errors)<0.01")]
    [TestCase("count(errors)<1")]
    [TestCase("count<1")]
    public void A_bound_without_a_sample_does_not_hold_and_says_why(string text)
    {
        foreach (var nothing in (LoadMeasure?[])[null, new LoadMeasure()])
        {
            var result = Threshold.Parse(text).Judge(nothing);

            Assert.That((result.Value, result.Holds), Is.EqualTo(((decimal?)null, false)));
            Assert.That(result.Warning, Does.Contain("nothing was measured"));
        }
    }

    [TestCase("")]
    [TestCase("p(95)")]
    [TestCase("p(101)<5")]
    [TestCase("p95<200")]
    [TestCase("rate<0.01")]
    [TestCase("p(95){score}<200")]
    [TestCase("p(95)=<200")]
    [TestCase("p(95)<-1")]
    [TestCase("p(95)<200;drop")]
    public void What_is_no_bound_is_refused_with_how_one_looks(string text) =>
        Assert.That(() => Threshold.Parse(text), Throws.TypeOf<FormatException>().With.Message.Contains($"'{text}'"));

    // 1 to 100 ms; five failed, two starts were dropped.
    private static LoadMeasure Hundred()
    {
        var measure = new LoadMeasure
        {
            Requests = 100,
            Errors = 5,
            Dropped = 2,
        };
        for (var milliseconds = 1; milliseconds <= 100; milliseconds++)
        {
            measure.Corrected.Record(milliseconds * 1000);
        }

        return measure;
    }
}
