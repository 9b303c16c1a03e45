using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Language.Rules;
using Orchestra.Generation.Conditions.Rules;

namespace Orchestra.Generation.Tests.Conditions;

[TestFixture]
internal sealed class RuleTranslatorTests
{
    [TestCase("status = \"DONE\"", "{{response.body.status}} eq \"DONE\"")]
    [TestCase("status != \"DONE\"", "{{response.body.status}} ne \"DONE\"")]
    [TestCase("score >= 500 and score < 700", "{{response.body.score}} ge 500; {{response.body.score}} lt 700")]
    [TestCase("500 <= score", "{{response.body.score}} ge 500")]
    [TestCase("status in (\"A\", \"B\")", "{{response.body.status}} in [\"A\",\"B\"]")]
    [TestCase("!status in (\"A\", \"B\")", "{{response.body.status}} ne \"A\"; {{response.body.status}} ne \"B\"")]
    [TestCase("!score >= 700|!score >= 500 and score < 700", "{{response.body.score}} lt 500")]
    [TestCase("approved", "{{response.body.approved}} eq true")]
    [TestCase("not(approved)", "{{response.body.approved}} eq false")]
    [TestCase("note = null", "{{response.body.note}} in [null]")]
    [TestCase("note != null", "{{response.body.note}} notIn [null]")]
    [TestCase("contains(note, \"x\")", "{{response.body.note}} contains \"x\"")]
    [TestCase("not(contains(note, \"x\"))", "{{response.body.note}} notContains \"x\"")]
    [TestCase("starts with(note, \"x\")", "{{response.body.note}} startsWith \"x\"")]
    [TestCase("list contains(tags, \"x\")", "{{response.body.tags}} contains \"x\"")]
    [TestCase("count(tags) > 2", "{{length(response.body.tags)}} gt 2")]
    [TestCase("2 * score + 1 > 7", "{{response.body.score}} gt 3")]
    [TestCase("score > limit", "{{response.body.score}} gt \"{{data.limit}}\"")]
    [TestCase("limit < score", "{{response.body.score}} gt \"{{data.limit}}\"")]
    [TestCase("day < date(\"2026-01-01\")", "{{response.body.day}} lt \"2026-01-01\"")]
    [TestCase("status = \"{{7*7}}\"", "{{response.body.status}} eq \"{{{{7*7}}\"")]
    [TestCase("score > 5 or approved", null)]
    [TestCase("not(starts with(note, \"x\"))", null)]
    [TestCase("score * score > 9", null)]
    [TestCase("score + limit > 9", null)]
    public void A_condition_becomes_rules_where_it_can(string conditions, string? expected)
    {
        var rules = new RuleTranslator(
            v => v.ToString() == "limit" ? null : $"response.body.{v}",
            v => v.ToString() == "limit" ? "{{data.limit}}" : null
        ).Translate(ConditionSolverTests.Conjuncts(conditions));

        Assert.That(rules is null ? null : string.Join("; ", rules.Select(Text)), Is.EqualTo(expected));
        foreach (var rule in rules ?? [])
        {
            Assert.That(CompiledRule.Compile(rule.Left, rule.Op, rule.Right).Faults, Is.Empty, Text(rule));
        }
    }

    private static string Text(BusinessRule rule) => $"{(string?)rule.Left} {rule.Op} {rule.Right?.ToJsonString(Plain)}";

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
