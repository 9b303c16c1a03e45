using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Language.Rules;
using static Orchestra.Engine.Tests.Language.RenderContexts;

namespace Orchestra.Engine.Tests.Language;

public sealed class RuleTests
{
    private static RuleOutcome Judge(string left, string op, string? right, RuleMatch? match = null, string? message = null) =>
        CompiledRule.Compile(JsonNode.Parse(left), op, right is null ? null : JsonNode.Parse(right), match, message).Evaluate(WithResponse);

    [TestCase("1", "eq", "1.0", true)]
    [TestCase("100000000000000000000000000001", "eq", "100000000000000000000000000002", false)]
    [TestCase("0.1", "eq", "0.10000000000000000555", false)]
    [TestCase("1e400", "gt", "9e399", true)]
    [TestCase("-1e-400", "lt", "0", true)]
    [TestCase("\"5\"", "eq", "5", false)]
    [TestCase("\"5\"", "ne", "5", true)]
    [TestCase("{\"a\":1,\"b\":[2.0]}", "eq", "{\"b\":[2],\"a\":1}", true)]
    [TestCase("[1,2]", "eq", "[2,1]", false)]
    [TestCase("null", "eq", null, true)]
    [TestCase("\"2026-01-01T00:00:00Z\"", "eq", "\"2026-01-01T01:00:00+01:00\"", true)]
    [TestCase("\"2026-01-01\"", "lt", "\"2026-01-01T00:00:00.000000001Z\"", false)]
    [TestCase("\"2026-01-02T00:00:00.123456789Z\"", "gt", "\"2026-01-01\"", true)]
    [TestCase("\"2026-10-01\"", "gt", "\"2026-9-01\"", false)]
    [TestCase("\"b\"", "gt", "\"a\"", true)]
    [TestCase("\"b\"", "gt", "1", false)]
    [TestCase("5", "ge", "5", true)]
    [TestCase("5", "le", "4.999", false)]
    [TestCase("5", "between", "[5, 6]", true)]
    [TestCase("6.0001", "between", "[5, 6]", false)]
    [TestCase("\"2026-05-05\"", "between", "[\"2026-01-01\", \"2026-12-31\"]", true)]
    [TestCase("\"abc\"", "contains", "\"b\"", true)]
    [TestCase("[1, {\"a\":2}]", "contains", "{\"a\":2.0}", true)]
    [TestCase("{\"a\":2}", "contains", "\"a\"", true)]
    [TestCase("5", "contains", "5", false)]
    [TestCase("5", "notContains", "6", false)]
    [TestCase("\"abc\"", "notContains", "\"x\"", true)]
    [TestCase("[1]", "notContains", "1", false)]
    [TestCase("\"abc\"", "startsWith", "\"ab\"", true)]
    [TestCase("\"abc\"", "endsWith", "\"ab\"", false)]
    [TestCase("\"A-17\"", "matches", "\"^A-\\\\d+$\"", true)]
    [TestCase("17", "matches", "\"17\"", false)]
    [TestCase("2", "in", "[1, 2.0]", true)]
    [TestCase("3", "notIn", "[1, 2]", true)]
    [TestCase("1", "notIn", "[1, 2]", false)]
    [TestCase("1.0", "type", "\"integer\"", true)]
    [TestCase("1.5", "type", "\"integer\"", false)]
    [TestCase("1.5", "type", "\"number\"", true)]
    [TestCase("null", "type", "\"null\"", true)]
    [TestCase("true", "type", "\"boolean\"", true)]
    [TestCase("\"😀é\"", "length", "2", true)]
    [TestCase("[1,2,3]", "length", "[1, 2]", false)]
    [TestCase("5", "length", "1", false)]
    [TestCase("\"{{response.body.status}}\"", "eq", "\"{{steps.submit.response.body.status}}\"", true)]
    [TestCase("\"{{length(response.body.items[?@.state=='DONE'])}}\"", "eq", "2", true)]
    [TestCase("\"{{response.body.items[?@.id==9]}}\"", "notExists", null, true)]
    [TestCase("\"{{response.body.wrong.path}}\"", "notExists", null, true)]
    [TestCase("\"{{response.body.status}}\"", "exists", null, true)]
    [TestCase("\"{{data.none}}\"", "exists", null, true)]
    [TestCase("\"{{response.body.wrong}}\"", "exists", null, false)]
    [TestCase("\"{{response.body.wrong}}\"", "ne", "1", false)]
    [TestCase("\"{{response.body.wrong ?? 2}}\"", "ne", "1", true)]
    [TestCase("2", "in", "\"{{response.body.items[*].id}}\"", true)]
    [TestCase("2", "in", "\"{{data.list}}\"", true)]
    public void A_rule_holds_or_is_violated(string left, string op, string? right, bool holds)
    {
        var outcome = Judge(left, op, right);

        Assert.That(outcome.Verdict, Is.EqualTo(holds ? RuleVerdict.Holds : RuleVerdict.Violated), outcome.Explanation);
    }

    [TestCase("{{response.body.items[*].state}}", "DONE", RuleMatch.Any, true)]
    [TestCase("{{response.body.items[*].state}}", "DONE", RuleMatch.All, false)]
    [TestCase("{{response.body.items[*].state}}", "LOST", RuleMatch.None, true)]
    [TestCase("{{response.body.items[*].state}}", "DONE", RuleMatch.None, false)]
    [TestCase("{{response.body.items[*].state}}", "OPEN", RuleMatch.One, true)]
    [TestCase("{{response.body.items[*].state}}", "DONE", RuleMatch.One, false)]
    [TestCase("{{response.body.items[?@.id>1].state}}", "DONE", RuleMatch.All, true)]
    [TestCase("{{response.body.items[?@.id>9].state}}", "DONE", RuleMatch.All, false)]
    [TestCase("{{response.body.items[?@.id>9].state}}", "DONE", RuleMatch.None, true)]
    [TestCase("{{response.body.itemz[*].state}}", "DONE", RuleMatch.None, false)]
    public void Match_says_how_many_of_several_values_must_satisfy(string left, string right, RuleMatch match, bool holds)
    {
        var outcome = CompiledRule.Compile(left, "eq", right, match).Evaluate(WithResponse);

        Assert.That(outcome.Verdict, Is.EqualTo(holds ? RuleVerdict.Holds : RuleVerdict.Violated), outcome.Explanation);
    }

    [Test]
    public void Several_values_without_match_are_a_violation_that_tells_to_choose()
    {
        var outcome = CompiledRule.Compile("{{response.body.items[*].id}}", "gt", 0).Evaluate(WithResponse);

        Assert.That(outcome.Verdict, Is.EqualTo(RuleVerdict.Violated));
        Assert.That(
            outcome.Explanation,
            Does.Contain("selects 3 values: choose with match how many must satisfy the rule: ANY, ALL, NONE or ONE")
        );
    }

    [TestCase("1", "equals", "1", "/op", "'equals' is no operator: eq, ne, gt")]
    [TestCase("1", "EQ", "1", "/op", "'EQ' is no operator")]
    [TestCase("1", "eq", "\"{{response.body.gone}}\"", "/right", "response.body.gone selects nothing")]
    [TestCase("1", "eq", "\"{{response.body.items[*].id}}\"", "/right", "the right side selects 3 values where one is needed")]
    [TestCase("1", "gt", "true", "/right", "an order needs a number, a date or a string on the right, not boolean")]
    [TestCase("1", "between", "[2]", "/right", "between needs an array of two")]
    [TestCase("1", "between", "[3, 2]", "/right", "between has its lower bound above its upper one")]
    [TestCase("\"a\"", "matches", "\"(\"", "/right", "the pattern is no regular expression")]
    [TestCase("\"a\"", "matches", "\"(?=a)\"", "/right", "the pattern uses look-around")]
    [TestCase("\"a\"", "startsWith", "1", "/right", "startsWith needs a string on the right")]
    [TestCase("1", "in", "1", "/right", "in needs an array on the right, not number")]
    [TestCase("1", "type", "\"int\"", "/right", "type needs one of string, number, integer")]
    [TestCase("1", "length", "-1", "/right", "length needs a whole number from 0")]
    [TestCase("\"{{response.body.}}\"", "eq", "1", "/left", "expected a name after the dot")]
    [TestCase("\"{{dbResult.rows}}\"", "eq", "1", "/left", "dbResult is there only in a step's own rules")]
    [TestCase("\"text\"", "exists", null, "/left", "exists needs one path without a default on the left")]
    [TestCase("\"{{data.name}}\"", "exists", "1", "/right", "exists takes nothing on the right")]
    public void A_rule_that_cannot_be_judged_is_faulty_and_not_violated(
        string left,
        string op,
        string? right,
        string location,
        string message
    )
    {
        var outcome = Judge(left, op, right);

        Assert.That(outcome.Verdict, Is.EqualTo(RuleVerdict.Faulty), outcome.Explanation);
        Assert.That(outcome.Faults[0].Location, Does.StartWith(location));
        Assert.That(outcome.Faults[0].Message, Does.Contain(message));
    }

    [Test]
    public void A_broken_rule_reports_both_sides_their_values_and_where_they_came_from()
    {
        var outcome = Judge("\"{{response.body.status}}\"", "eq", "\"{{vars.wanted}}\"", message: "the application must be done");

        Assert.Multiple(() =>
        {
            Assert.That(outcome.Passed, Is.False);
            Assert.That((outcome.Left, outcome.Op, outcome.Right), Is.EqualTo(("{{response.body.status}}", "eq", "{{vars.wanted}}")));
            Assert.That(((string?)outcome.LeftValue, (string?)outcome.RightValue), Is.EqualTo(("OPEN", "DONE")));
            Assert.That(outcome.LeftPaths, Is.EqualTo(new[] { "$['response']['body']['status']" }));
            Assert.That(outcome.RightPaths, Is.EqualTo(new[] { "$['vars']['wanted']" }));
            Assert.That(
                outcome.Explanation,
                Is.EqualTo("the application must be done ({{response.body.status}} is \"OPEN\", expected eq \"DONE\")")
            );
        });
    }

    [Test]
    public void A_left_side_that_selects_nothing_is_a_violation_that_says_what_was_there()
    {
        var outcome = Judge("\"{{response.body.id}}\"", "eq", "1");

        Assert.That(outcome.Verdict, Is.EqualTo(RuleVerdict.Violated));
        Assert.That(
            outcome.Explanation,
            Is.EqualTo("response.body.id selects nothing: response.body is an object with keys applicationId, status, items")
        );
    }

    [Test]
    public void Secrets_are_masked_in_the_explanation_and_listed()
    {
        var padded = new string('x', 195);
        var outcome = CompiledRule.Compile(padded + "{{secrets.TOKEN}}", "eq", "{{secrets.STATE}}").Evaluate(WithResponse);

        Assert.That(outcome.Explanation, Does.Not.Contain("t0p").And.Not.Contain("DONE").And.Contain("***"));
        Assert.That(outcome.Secrets, Is.EqualTo(new[] { Token, "DONE" }));
    }

    [Test]
    public void A_rule_of_a_value_and_a_rule_of_text_mean_the_same()
    {
        var rule = new Rule
        {
            Left = "{{response.statusCode}}",
            Op = RuleOperator.NotIn,
            Right = new JsonArray(200, 201),
        };

        Assert.That(CompiledRule.Compile(rule).Evaluate(WithResponse).Verdict, Is.EqualTo(RuleVerdict.Violated));
        Assert.That(CompiledRule.Compile(rule.Left, "notIn", rule.Right).Evaluate(WithResponse).Verdict, Is.EqualTo(RuleVerdict.Violated));
    }

    [TestCase(RuleOperator.Eq, "\"eq\"")]
    [TestCase(RuleOperator.NotContains, "\"notContains\"")]
    [TestCase(RuleOperator.StartsWith, "\"startsWith\"")]
    public void Operators_are_written_in_camel_case_and_read_back(RuleOperator op, string json)
    {
        Assert.That(JsonSerializer.Serialize(op), Is.EqualTo(json));
        Assert.That(JsonSerializer.Deserialize<RuleOperator>(json), Is.EqualTo(op));
    }

    [TestCase("\"Eq\"")]
    [TestCase("0")]
    [TestCase("\"like\"")]
    public void Nothing_else_is_read_as_an_operator(string json) =>
        Assert.That(() => JsonSerializer.Deserialize<RuleOperator>(json), Throws.TypeOf<JsonException>());

    [Test]
    public void Match_is_written_in_capitals() =>
        Assert.That(JsonSerializer.Serialize(RuleMatch.Any, OrchestraJson.Options), Is.EqualTo("\"ANY\""));

    [TestCase("^(a{1000}){1000}$")]
    [TestCase("(a+)+$")]
    [TestCase("(x+x+)+y")]
    public void A_hostile_pattern_comes_to_a_verdict_in_time(string pattern)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var outcome = CompiledRule.Compile(new string('a', 20_000) + "!", "matches", pattern).Evaluate(WithResponse);

        Assert.That(outcome.Passed, Is.False);
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(3)));
    }
}
