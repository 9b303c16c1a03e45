using System.Diagnostics;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Orchestra.Engine.Language;
using Orchestra.Engine.Language.JsonPath;
using Orchestra.Engine.Language.Rules;
using Orchestra.Engine.Language.Templates;
using static Orchestra.Engine.Tests.Language.RenderContexts;

namespace Orchestra.Engine.Tests.Language;

public sealed class LanguagePropertyTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // Pieces of the grammar in any order come far deeper into the parser than random characters do.
    private static readonly string[] Pieces =
    [
        "{{",
        "}}",
        "{{{{",
        "data",
        "steps",
        "step",
        "secrets",
        "response",
        "vars",
        ".",
        "..",
        "*",
        "[",
        "]",
        "?",
        "@",
        "$",
        "(",
        ")",
        "!",
        "&&",
        "||",
        "==",
        "!=",
        "<",
        ">=",
        "'a'",
        "\"b",
        "'",
        "\\u",
        "\\",
        "0",
        "-1",
        "1e5",
        "007",
        ":",
        ",",
        " ",
        "??",
        "true",
        "null",
        "length",
        "count",
        "match",
        "uuid",
        "now",
        "json",
        "randomInt",
        "name",
        "😀",
        "\ud800",
        "\0",
        "\n",
        "é",
        "${",
        "<%=",
    ];

    private static readonly Gen<string> Soup = Gen.ArrayOf(Gen.Elements(Pieces)).Select(string.Concat);

    private static readonly Gen<string> Any = Gen.OneOf(Soup, ArbMap.Default.GeneratorFor<string>().Select(text => text ?? string.Empty));

    private static Config Many => Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(60);

    [Test]
    public void Parsing_any_text_gives_a_template_or_its_own_exception_and_soon()
    {
        var watch = new Stopwatch();
        Check.One(
            Many,
            Prop.ForAll(
                Any.ToArbitrary(),
                text =>
                {
                    watch.Restart();
                    if (Template.TryParse(text, out var template, out var faults))
                    {
                        _ = template.TryRender(WithResponse, out _, out faults);
                    }

                    return faults.All(fault => fault.Column >= 0 && fault.Column <= text.Length + 1) && watch.Elapsed < Patience;
                }
            )
        );
    }

    [Test]
    public void Parsing_any_query_gives_a_query_or_its_own_exception()
    {
        Check.One(
            Many,
            Prop.ForAll(
                Any.ToArbitrary(),
                text =>
                {
                    try
                    {
                        _ = JsonPathQuery.Parse("$" + text).Select(Loan.Data);
                        return true;
                    }
                    catch (LanguageSyntaxException e)
                    {
                        return e.Column >= 1 && e.Column <= text.Length + 2;
                    }
                }
            )
        );
    }

    [Test]
    public void Any_rule_comes_to_a_verdict()
    {
        var operators = Gen.OneOf(Gen.Elements(Enum.GetValues<RuleOperator>().Select(RuleOperators.NameOf).ToArray()), Any);
        var rules = from left in Any from op in operators from right in Any select (left, op, right);
        Check.One(
            Many,
            Prop.ForAll(
                rules.ToArbitrary(),
                rule =>
                {
                    var outcome = CompiledRule.Compile(rule.left, rule.op, rule.right).Evaluate(WithResponse);
                    return outcome.Explanation.Length > 0 && outcome.Verdict == RuleVerdict.Faulty == outcome.Faults.Count > 0;
                }
            )
        );
    }

    [Test]
    public void Rendering_twice_gives_the_same_bytes()
    {
        var holes = Gen.Elements(
            "{{uuid()}}",
            "{{randomInt(1, 1000000)}}",
            "{{randomString(12)}}",
            "{{now('o', '+3d')}}",
            "{{data.amount}}",
            "{{json(data.nested)}}",
            "text",
            "{{{{"
        );
        var trees = Gen.ArrayOf(Gen.ArrayOf(holes).Select(string.Concat));
        var cases =
            from tree in trees
            from run in ArbMap.Default.GeneratorFor<long>()
            from step in ArbMap.Default.GeneratorFor<int>()
            select (tree, run, step);
        Check.One(
            Many.WithMaxTest(300),
            Prop.ForAll(
                cases.ToArbitrary(),
                item =>
                {
                    var template = new JsonArray([.. item.tree.Select(text => (JsonNode)text)]);
                    var seed = new RenderSeed(item.run, item.step, 1);
                    var first = Template.Parse(template).Render(Loan with { Seed = seed }).Value!.ToJsonString();
                    var again = Template
                        .Parse(JsonNode.Parse(template.ToJsonString()))
                        .Render(Loan with { Seed = seed })
                        .Value!.ToJsonString();
                    return first == again;
                }
            )
        );
    }

    [Test]
    public void Numbers_are_ordered_as_decimals_are()
    {
        var decimals = ArbMap.Default.GeneratorFor<decimal>();
        var pairs = from a in decimals from b in Gen.OneOf(decimals, Gen.Constant(a), Gen.Constant(-a)) select (a, b);
        Check.One(
            Many,
            Prop.ForAll(
                pairs.ToArbitrary(),
                pair =>
                {
                    var a = JsonNumber.Parse(pair.a.ToString(System.Globalization.CultureInfo.InvariantCulture));
                    var b = JsonNumber.Parse(pair.b.ToString(System.Globalization.CultureInfo.InvariantCulture));
                    return Math.Sign(a.CompareTo(b)) == pair.a.CompareTo(pair.b)
                        && decimal.Parse(a.ToPlainString(), System.Globalization.CultureInfo.InvariantCulture) == pair.a;
                }
            )
        );
    }
}
