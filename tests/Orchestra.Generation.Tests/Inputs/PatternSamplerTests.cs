using System.Text.RegularExpressions;
using Orchestra.Generation.Inputs;

namespace Orchestra.Generation.Tests.Inputs;

[TestFixture]
internal sealed class PatternSamplerTests
{
    [TestCase("^[0-9a-f]{64}$")]
    [TestCase("^DE[0-9]{20}$")]
    [TestCase(@"^\d{3}-\d{4}$")]
    [TestCase(@"^\+?[1-9]\d{1,14}$")]
    [TestCase("^(GOLD|SILVER)-[A-Z]{2,3}$")]
    [TestCase("^(?:ab)+c?$")]
    [TestCase(@"^[\w.-]+@[\w-]+\.[a-z]{2,}$")]
    [TestCase("^[^0-9]+$")]
    [TestCase("^a$|^b$")]
    [TestCase("abc.+")]
    [TestCase("^[a-zA-Z0-9_-]*$")]
    [TestCase(@"^\S+\s\S+$")]
    public void A_written_text_matches(string pattern)
    {
        for (var number = 0UL; number < 20; number++)
        {
            Assert.That(PatternSampler.TrySample(pattern, 0, 1000, number * 7919, out var text), Is.True);
            Assert.That(Regex.IsMatch(text, pattern, RegexOptions.ECMAScript, TimeSpan.FromSeconds(1)), Is.True, text);
        }
    }

    [TestCase("^[a-z]+$", 5, 5)]
    [TestCase("^[a-z]+$", 37, 40)]
    [TestCase("^x[a-z]*$", 1, 1)]
    [TestCase("^([a-z]{2})+$", 10, 10)]
    public void Lengths_are_kept(string pattern, int least, int most)
    {
        Assert.That(PatternSampler.TrySample(pattern, least, most, 1, out var text), Is.True);
        Assert.That(text.Length, Is.InRange(least, most));
    }

    [TestCase(@"^(?=a)a$")]
    [TestCase(@"(a)\1")]
    [TestCase(@"\bword\b")]
    [TestCase(@"^\p{L}+$")]
    [TestCase("a^b")]
    [TestCase("(")]
    [TestCase("[a")]
    [TestCase("a{2")]
    [TestCase("*")]
    [TestCase("(((a{1000}){1000}){1000}){1000}")]
    public void What_cannot_be_written_is_refused(string pattern)
    {
        Assert.That(PatternSampler.TrySample(pattern, 0, 1000, 1, out _), Is.False);
    }
}
