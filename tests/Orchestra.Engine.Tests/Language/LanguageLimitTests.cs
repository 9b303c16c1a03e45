using System.Diagnostics;
using System.Text.Json.Nodes;
using Orchestra.Engine.Language;
using Orchestra.Engine.Language.JsonPath;
using Orchestra.Engine.Language.Templates;
using static Orchestra.Engine.Tests.Language.RenderContexts;

namespace Orchestra.Engine.Tests.Language;

/// <summary>Input that is meant to exhaust the stack, the memory or the time (S20): each guard beside what it still lets through.</summary>
public sealed class LanguageLimitTests
{
    // Far above what any of these takes, far below what an unguarded evaluation would.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static string Nested(string open, string inner, string close, int depth) =>
        string.Concat(Enumerable.Repeat(open, depth)) + inner + string.Concat(Enumerable.Repeat(close, depth));

    [TestCase("json(", "data.name", ")", 30)]
    [TestCase("data.list[?", "@", "]", 1)]
    public void Nesting_within_the_limit_is_parsed(string open, string inner, string close, int depth) =>
        Assert.That(() => Template.Parse("{{" + Nested(open, inner, close, depth) + "}}"), Throws.Nothing);

    [TestCase("json(", "data.name", ")")]
    [TestCase("data.list[?@[?", "@", "]]")]
    [TestCase("data.list[?(", "@.a", ")]")]
    [TestCase("data.list[?length(", "@", ")==1]")]
    public void Nesting_beyond_the_limit_is_a_fault_and_no_stack_overflow(string open, string inner, string close)
    {
        var thrown = Assert.Throws<TemplateException>(() => Template.Parse("{{" + Nested(open, inner, close, 200) + "}}"))!;

        Assert.That(thrown.Faults, Has.Count.EqualTo(1));
    }

    [TestCase("$[?", "@", "]")]
    [TestCase("$[?(", "@", ")]")]
    [TestCase("$[?!(", "@", ")]")]
    public void A_query_nested_100000_deep_is_a_syntax_error(string open, string inner, string close)
    {
        var limits = LanguageLimits.Default with { MaxExpressionLength = int.MaxValue };

        Assert.That(() => JsonPathQuery.Parse(Nested(open, inner, close, 100_000), limits), Throws.TypeOf<LanguageSyntaxException>());
    }

    [Test]
    public void An_expression_longer_than_the_limit_is_a_fault()
    {
        var longest = "{{data." + new string('a', 4091) + " ?? 1}}";

        Assert.Multiple(() =>
        {
            Assert.That(() => Render("{{data.a" + new string(' ', 3000) + " ?? 1}}"), Throws.Nothing);
            Assert.That(() => Render(longest), Throws.TypeOf<TemplateException>().With.Message.Contains("longer than 4096 characters"));
        });
    }

    [Test]
    public void An_output_above_16_MiB_is_a_fault_before_it_is_made()
    {
        var context = Loan with { Data = new JsonObject { ["mb"] = new string('x', 1024 * 1024) } };
        var fifteen = new JsonArray([.. Enumerable.Repeat(0, 15).Select(_ => (JsonNode)"{{data.mb}}")]);
        var thousand = new JsonArray([.. Enumerable.Repeat(0, 1000).Select(_ => (JsonNode)"{{data.mb}}{{data.mb}}")]);

        Assert.Multiple(() =>
        {
            Assert.That(() => Template.Parse(fifteen).Render(context), Throws.Nothing);
            Assert.That(
                () => Template.Parse(thousand).Render(context),
                Throws.TypeOf<TemplateException>().With.Message.Contains("larger than 16777216 bytes")
            );
        });
    }

    [TestCase("base64(", 60)]
    [TestCase("json(", 60)]
    public void Functions_that_grow_their_argument_end_at_the_limit(string open, int depth)
    {
        var template = Template.Parse("{{" + Nested(open, "data.quote", ")", depth) + "}}");

        Assert.That(() => template.Render(Loan), Throws.TypeOf<TemplateException>().With.Message.Contains("larger than"));
    }

    [Test]
    public void A_path_that_multiplies_its_work_ends_at_the_step_limit()
    {
        var node = new JsonArray([.. Enumerable.Range(0, 300).Select(i => (JsonNode)i)]);
        var context = Loan with { Data = new JsonObject { ["a"] = node } };
        var watch = Stopwatch.StartNew();

        var one = Template.Parse("{{length(data.a[?count($.data.a[*])>1])}}");
        var three = Template.Parse("{{length(data.a[?count($.data.a[?count($.data.a[?count($.data.a[*])>1])>1])>1])}}");

        Assert.Multiple(() =>
        {
            Assert.That((int)one.Render(context).Value!, Is.EqualTo(300));
            Assert.That(() => three.Render(context), Throws.TypeOf<TemplateException>().With.Message.Contains("more than 1000000 steps"));
            Assert.That(watch.Elapsed, Is.LessThan(Patience));
        });
    }

    [Test]
    public void Repeated_descendant_segments_end_at_the_step_limit()
    {
        JsonNode deep = 1;
        for (var i = 0; i < 100; i++)
        {
            deep = new JsonArray(deep);
        }

        var query = JsonPathQuery.Parse("$" + string.Concat(Enumerable.Repeat("..*", 8)));
        var watch = Stopwatch.StartNew();

        Assert.That(() => query.Select(deep), Throws.TypeOf<TemplateException>());
        Assert.That(watch.Elapsed, Is.LessThan(Patience));
    }

    [Test]
    public void A_document_deeper_than_the_limit_is_a_fault_and_no_stack_overflow()
    {
        var deep = new JsonObject { ["a"] = 1 };
        for (var i = 0; i < 5000; i++)
        {
            deep = new JsonObject { ["a"] = deep };
        }

        var context = Loan with { Data = deep };

        Assert.Multiple(() =>
        {
            Assert.That(
                () => Template.Parse("{{data}}").Render(context),
                Throws.TypeOf<TemplateException>().With.Message.Contains("deeper than 128")
            );
            Assert.That(() => Template.Parse("x{{data}}").Render(context), Throws.TypeOf<TemplateException>());
            Assert.That(() => Template.Parse("{{json(data)}}").Render(context), Throws.TypeOf<TemplateException>());
            Assert.That(() => Template.Parse("{{length(data..a)}}").Render(context).Value, Throws.Nothing);
            Assert.That(() => JsonPathQuery.Parse("$[?@ == $.a]").Select(deep), Throws.TypeOf<TemplateException>());
            Assert.That(() => Template.Parse(deep), Throws.TypeOf<TemplateException>());
        });
    }

    [TestCase("(a+)+$")]
    [TestCase("(a|a)*b")]
    [TestCase("(.*a){20}")]
    [TestCase("((a{50}){50}){50}")]
    public void A_pattern_that_explodes_elsewhere_is_harmless(string pattern)
    {
        var text = new string('a', 50_000) + "!";
        var query = JsonPathQuery.Parse($"$[?match(@, '{pattern}')]");
        var watch = Stopwatch.StartNew();

        try
        {
            Assert.That(query.Select(new JsonArray(text)), Is.Empty);
        }
        catch (TemplateException e)
        {
            Assert.That(e.Faults[0].Kind, Is.EqualTo(LanguageFaultKind.Limit));
        }

        Assert.That(watch.Elapsed, Is.LessThan(Patience));
    }

    [Test]
    public void Faults_are_listed_up_to_a_hundred()
    {
        var tree = new JsonArray([.. Enumerable.Repeat(0, 500).Select(_ => (JsonNode)"{{data.gone}} {{x}}")]);
        var late = new JsonArray([.. Enumerable.Repeat(0, 500).Select(_ => (JsonNode)"{{data.gone}}")]);

        Assert.Multiple(() =>
        {
            Assert.That(Assert.Throws<TemplateException>(() => Template.Parse(tree))!.Faults, Has.Count.EqualTo(100));
            Assert.That(Assert.Throws<TemplateException>(() => Render(late))!.Faults, Has.Count.EqualTo(100));
        });
    }
}
