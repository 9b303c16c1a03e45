using Orchestra.Cli.Development;

namespace Orchestra.Cli.Tests.Development;

[TestFixture]
public sealed class TestTotalsTests
{
    [Test]
    public void The_summary_is_read_and_what_tests_print_is_not()
    {
        var totals = Read(
            "  failed: 99",
            "  succeeded: 99",
            "Test run summary: Failed!",
            "  total: 7",
            "  failed: 2",
            "  succeeded: 4",
            "  skipped: 1"
        );

        Assert.That((totals.Passed, totals.Failed, totals.IsComplete), Is.EqualTo((4, 2, true)));
    }

    [Test]
    public void Colours_do_not_hide_the_counts()
    {
        var totals = Read("\x1b[32mTest run summary:\x1b[m Passed!", "\x1b[32m  failed: 0\x1b[m", "\x1b[32m  succeeded: 3\x1b[m");

        Assert.That((totals.Passed, totals.Failed, totals.IsComplete), Is.EqualTo((3, 0, true)));
    }

    [Test]
    public void Without_a_summary_it_is_not_complete()
    {
        Assert.That(Read("error: it did not start").IsComplete, Is.False);
    }

    [TestCase("Wrapper", "FullyQualifiedName~Wrapper")]
    [TestCase("Category=Slow", "Category=Slow")]
    public void A_plain_word_is_looked_for_in_full_names(string filter, string expected) =>
        Assert.That(TestCommand.FilterExpression(filter), Is.EqualTo(expected));

    private static TestTotals Read(params string[] lines)
    {
        var totals = new TestTotals();
        foreach (var line in lines)
        {
            totals.Read(line);
        }

        return totals;
    }
}
