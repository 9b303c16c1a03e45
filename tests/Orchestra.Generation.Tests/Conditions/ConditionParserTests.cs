using System.Text.Json.Nodes;
using Orchestra.Generation.Conditions.Language;

namespace Orchestra.Generation.Tests.Conditions;

/// <summary>Conditions as processes write them, judged over data.</summary>
[TestFixture]
internal sealed class ConditionParserTests
{
    private const string Data = """
        {
          "amount": 1000, "rate": 0.3, "a": 0.1, "b": 0.2, "status": "OPEN", "approved": true, "note": null, "blank": "",
          "customer": { "age": 18, "home-town": "Bern", "loan amount": 5 }, "loan amount": 7, "and more": 1,
          "tags": ["new", "vip"], "none": [], "born": "2000-02-29", "at": "2026-01-31T10:00:00Z", "text": "a \"b\" c", "count": 3
        }
        """;

    [TestCase("= amount > 999", true)]
    [TestCase("=amount>=1000", true)]
    [TestCase("amount = 1000", true)]
    [TestCase("amount != 1000", false)]
    [TestCase("500 < amount <= 1000", true)]
    [TestCase("500 < amount < 1000", false)]
    [TestCase("amount > 500 and status = \"OPEN\"", true)]
    [TestCase("amount > 5000 or status = \"OPEN\"", true)]
    [TestCase("not(amount > 5000)", true)]
    [TestCase("not(approved) or amount < 5", false)]
    [TestCase("approved", true)]
    [TestCase("approved = true", true)]
    [TestCase("amount in [1..1000]", true)]
    [TestCase("amount in [1..1000)", false)]
    [TestCase("amount in [1..1000[", false)]
    [TestCase("amount in (1000..2000]", false)]
    [TestCase("amount in ]999..2000]", true)]
    [TestCase("amount in (1..5)", false)]
    [TestCase("amount in (< 5, >= 1000)", true)]
    [TestCase("amount in ([1..5], [900..1100])", true)]
    [TestCase("amount in not(5)", true)]
    [TestCase("status in (\"OPEN\", \"NEW\")", true)]
    [TestCase("status in [\"CLOSED\", \"NEW\"]", false)]
    [TestCase("status in []", false)]
    [TestCase("\"vip\" in tags", true)]
    [TestCase("amount between 1000 and 2000", true)]
    [TestCase("amount between 1 and 2 or approved", true)]
    [TestCase("customer.age >= 18", true)]
    [TestCase("loan amount = 7", true)]
    [TestCase("customer.loan amount = 5", true)]
    [TestCase("`and more` = 1", true)]
    [TestCase("note = null", true)]
    [TestCase("note != null", false)]
    [TestCase("amount != null", true)]
    [TestCase("is defined(amount)", true)]
    [TestCase("list contains(tags, \"new\")", true)]
    [TestCase("list contains(tags, \"old\")", false)]
    [TestCase("contains(status, \"PE\")", true)]
    [TestCase("starts with(status, \"OP\") and ends with(status, \"EN\")", true)]
    [TestCase("string length(status) = 4", true)]
    [TestCase("count(tags) > 1", true)]
    [TestCase("count > 2", true)]
    [TestCase("if approved then amount > 5 else amount < 5", true)]
    [TestCase("(if amount > 5 then 1 else 2) = 1", true)]
    [TestCase("a + b = rate", true)]
    [TestCase("-amount < -999", true)]
    [TestCase("amount * 2 - 500 / 5 = 1900", true)]
    [TestCase("amount % 7 = 6", true)]
    [TestCase("born < date(\"2000-03-01\")", true)]
    [TestCase("date(born) = date(\"2000-02-29\")", true)]
    [TestCase("born < @\"2000-03-01\"", true)]
    [TestCase("at > date and time(\"2026-01-31T09:59:59Z\")", true)]
    [TestCase("at >= date and time(\"2026-01-31T12:00:00+02:00\")", true)]
    [TestCase("born + duration(\"P1Y\") = date(\"2001-02-28\")", true)]
    [TestCase("date(\"2026-01-31\") - duration(\"P30D\") = date(\"2026-01-01\")", true)]
    [TestCase("duration(\"PT90M\") > duration(\"PT1H\")", true)]
    [TestCase("text = \"a \\\"b\\\" c\"", true)]
    [TestCase("missing > 5", null)]
    [TestCase("missing > 5 or approved", true)]
    [TestCase("missing > 5 and note != null", false)]
    [TestCase("status > 5", null)]
    [TestCase("note > 5", null)]
    [TestCase("amount / 0 > 1", null)]
    [TestCase("missing = null", null)]
    public void Feel_is_judged(string text, bool? expected) => AssertJudged(text, ConditionDialect.Feel, expected);

    [TestCase("${amount > 999}", true)]
    [TestCase("#{amount ge 1000}", true)]
    [TestCase("${amount lt 1000}", false)]
    [TestCase("${amount le 1000 && status == 'OPEN'}", true)]
    [TestCase("${amount gt 5000 || status eq \"OPEN\"}", true)]
    [TestCase("${amount gt 5000 or status ne 'OPEN'}", false)]
    [TestCase("${amount gt 500 and not (status ne 'OPEN')}", true)]
    [TestCase("${!approved}", false)]
    [TestCase("${not approved}", false)]
    [TestCase("${approved}", true)]
    [TestCase("${empty note}", true)]
    [TestCase("${empty blank and empty none}", true)]
    [TestCase("${not empty tags}", true)]
    [TestCase("${approved ? amount > 5 : amount < 5}", true)]
    [TestCase("${customer['home-town'] == 'Bern'}", true)]
    [TestCase("${customer.age mod 5 == 3 and customer.age div 2 == 9}", true)]
    [TestCase("${status.equals('OPEN')}", true)]
    [TestCase("${'OPEN'.equals(status)}", true)]
    [TestCase("${status.startsWith('OP') and tags.contains('vip') and tags.size() == 2}", true)]
    [TestCase("${execution.getVariable('amount') == 1000}", true)]
    [TestCase(" ${ note == null } ", true)]
    public void Uel_is_judged(string text, bool? expected) => AssertJudged(text, ConditionDialect.Uel, expected);

    [TestCase("amount === 1000", true)]
    [TestCase("amount !== 1000", false)]
    [TestCase("amount == 1000 && status != 'OPEN'", false)]
    [TestCase("amount < 5 || status === \"OPEN\"", true)]
    [TestCase("!approved", false)]
    [TestCase("!(amount > 5000) && approved === true;", true)]
    [TestCase("approved ? amount > 5 : false", true)]
    [TestCase("customer['home-town'] === 'Bern'", true)]
    [TestCase("customer[\"age\"] >= 18 && customer.age < 100", true)]
    [TestCase("tags.includes('vip') && status.length === 4", true)]
    [TestCase("amount % 2 === 0", true)]
    [TestCase("a + b === 0.3", true)]
    public void JavaScript_is_judged(string text, bool? expected) => AssertJudged(text, ConditionDialect.JavaScript, expected);

    [TestCase("amount > ", 9, "expected a value, found the end")]
    [TestCase("= amount > 5 5", 14, "expected an operator, found '5'")]
    [TestCase("  = amount ! 5", 12, "expected an operator, found '!'")]
    [TestCase("${amount gt }", 13, "expected a value, found the end")]
    [TestCase("amount > \"5", 10, "the text does not end")]
    [TestCase("today() > date(\"2026-01-01\")", 1, "there is no function 'today'")]
    [TestCase("${bean.check(amount)}", 13, "there is no method 'check'")]
    [TestCase("items[1] > 5", 6, "expected an operator, found '['")]
    [TestCase("born > date(\"2026-02-30\")", 13, "the text is no date")]
    [TestCase("amount > 1e400", 10, "beyond what a decimal holds")]
    [TestCase("", 1, "expected a value, found the end")]
    [TestCase("amount > 5 ~ 6", 12, "has no meaning here")]
    [TestCase("amount in [1..5", 16, "expected the end of the range")]
    public void What_is_not_understood_stays_text_and_says_where(string text, int column, string message)
    {
        var parsed = ConditionParser.Parse(text);

        Assert.That(parsed.NeedsData, Is.True);
        Assert.That(parsed.Fault!.Message, Does.Contain(message));
        Assert.That(parsed.Fault.Column, Is.EqualTo(column));
    }

    [Test]
    public void Nothing_deep_or_large_is_read()
    {
        static string Fault(string text) => ConditionParser.Parse(text).Fault?.Message ?? "read";

        Assert.That(Fault(new string('(', 2000) + "1" + new string(')', 2000)), Does.Contain("deeper than 64"));
        Assert.That(Fault(string.Join(" + ", Enumerable.Repeat("x", 1000)) + " > 1"), Does.Contain("too complex"));
        Assert.That(Fault(string.Concat(Enumerable.Repeat("x in ((x in [1,2]) in [", 30)) + "1"), Is.Not.EqualTo("read"));
        Assert.That(Fault(new string('x', 5000)), Does.Contain("longer than 4096"));
        Assert.That(Fault(string.Join(" or ", Enumerable.Range(0, 300).Select(i => $"x = {i}"))), Is.EqualTo("read"));
    }

    [Test]
    public void The_text_of_a_message_has_no_marks_of_its_dialect()
    {
        Assert.That(ConditionParser.Parse(" = amount > 5 ").Text, Is.EqualTo("amount > 5"));
        Assert.That(ConditionParser.Parse("${ amount > 5 }").Text, Is.EqualTo("amount > 5"));
    }

    private static void AssertJudged(string text, ConditionDialect dialect, bool? expected)
    {
        var data = JsonNode.Parse(Data)!.AsObject();
        foreach (var parsed in new[] { ConditionParser.Parse(text, dialect), ConditionParser.Parse(text) })
        {
            Assert.That(parsed.Fault, Is.Null, text);
            Assert.That(ConditionEvaluator.Judge(parsed.Expression!, data), Is.EqualTo(expected), $"{text} as {parsed.Dialect}");
        }
    }
}
