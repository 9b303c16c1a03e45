using System.Text.Json.Nodes;
using Orchestra.Engine.Language;
using Orchestra.Engine.Language.Templates;
using static Orchestra.Engine.Tests.Language.RenderContexts;

namespace Orchestra.Engine.Tests.Language;

public sealed class TemplateFunctionTests
{
    [TestCase("{{now()}}", "\"2026-01-31T10:30:15.250Z\"")]
    [TestCase("{{now('date')}}", "\"2026-01-31\"")]
    [TestCase("{{now('unix')}}", "1769855415")]
    [TestCase("{{now('unixMs')}}", "1769855415250")]
    [TestCase("{{now('dd.MM.yyyy HH:mm')}}", "\"31.01.2026 10:30\"")]
    [TestCase("{{now('date', '+1d')}}", "\"2026-02-01\"")]
    [TestCase("{{now('date', '+1mo')}}", "\"2026-02-28\"")]
    [TestCase("{{now('date', '-1y1w')}}", "\"2025-01-24\"")]
    [TestCase("{{now(null, '-2h30m')}}", "\"2026-01-31T08:00:15.250Z\"")]
    [TestCase("{{base64('é')}}", "\"w6k=\"")]
    [TestCase("{{lastSegment('http://h:1/orders/17?x=/y#z')}}", "\"17\"")]
    [TestCase("{{lastSegment('/orders/a%20b/')}}", "\"a b\"")]
    [TestCase("{{lastSegment('17')}}", "\"17\"")]
    [TestCase("{{base64(data.nested)}}", "\"eyJpZCI6N30=\"")]
    [TestCase("{{length(json(data.quote))}}", "6")]
    [TestCase("{{string(data.amount)}}", "\"1000.50\"")]
    [TestCase("{{string(data.none)}}", "\"\"")]
    [TestCase("{{string(data.big)}}", "\"1000\"")]
    [TestCase("{{number('12.30')}}", "12.30")]
    [TestCase("{{number(data.amount)}}", "1000.50")]
    [TestCase("{{number(string(steps.submit.response.body.items[?@.state=='OPEN'].id))}}", "1")]
    [TestCase("{{length(data.emoji)}}", "2")]
    [TestCase("{{length(data.list)}}", "3")]
    [TestCase("{{length(data.nested)}}", "1")]
    [TestCase("{{length(steps.submit.response.body.items[?@.state=='DONE'])}}", "2")]
    [TestCase("{{length(steps.submit.response.body.items[?@.state=='OPEN'])}}", "1")]
    [TestCase("{{length(steps.submit.response.body.items[?@.state=='LOST'])}}", "0")]
    [TestCase("{{randomInt(5, 5)}}", "5")]
    [TestCase("{{length(randomString(17))}}", "17")]
    [TestCase("{{randomString(0)}}", "\"\"")]
    public void A_function_gives_its_value(string template, string expected)
    {
        var value = Render(template);

        Assert.That(
            value!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }),
            Is.EqualTo(expected)
        );
    }

    [Test]
    public void Json_writes_all_values_of_a_path_that_may_select_several() =>
        Assert.That(
            (string?)Render("{{json(steps.submit.response.body.items[*].id)}} {{json(data.list[?@>9])}}"),
            Is.EqualTo("[1,2,3] []")
        );

    [TestCase("{{number('abc')}}", "number() was given a string that is no JSON number")]
    [TestCase("{{number(data.yes)}}", "number() takes a number or a string, not boolean")]
    [TestCase("{{number(data.list[*])}}", "number() takes a number or a string, not array")]
    [TestCase("{{length(5)}}", "length() takes a string, an array or an object, not number")]
    [TestCase("{{randomInt(2, 1)}}", "randomInt() takes the smaller bound first: 2 is above 1")]
    [TestCase("{{randomInt(1.5, 2)}}", "randomInt() takes whole numbers of 64 bits, not a number")]
    [TestCase("{{randomString(-1)}}", "randomString() takes a length from 0 to 65536, not -1")]
    [TestCase("{{randomString(1000000000)}}", "randomString() takes a length from 0 to 65536, not 1000000000")]
    [TestCase("{{now('q')}}", "the format of now() is none: use iso, date, unix, unixMs or a pattern such as yyyy-MM-dd HH:mm")]
    [TestCase(
        "{{now('date', 'tomorrow')}}",
        "the shift of now() is a sign and amounts with units y, mo, w, d, h, m, s or ms, such as '+1d' or '-2h30m'"
    )]
    [TestCase("{{now('date', '+99999y')}}", "the shift of now() leads out of the years 1 to 9999")]
    [TestCase(
        "{{length(data.gone[*])}}",
        "data.gone[*] selects nothing: data is an object with keys amount, big, tiny, huge, name, quote, none, yes, first name, emoji, list, empty, nested"
    )]
    public void A_function_that_cannot_take_its_argument_says_why(string template, string message)
    {
        var thrown = Assert.Throws<TemplateException>(() => Render(template))!;

        Assert.That(thrown.Faults.Select(fault => fault.Message), Is.EqualTo(new[] { message }));
    }

    [Test]
    public void Random_values_are_the_same_for_the_same_seed_and_pinned_for_this_dialect()
    {
        const string Text = "{{uuid()}} {{randomInt(1,1000000)}} {{randomString(8)}}";

        // These bytes are a promise: a run that is resumed by a newer version must render them again.
        Assert.That((string?)Render(Text), Is.EqualTo("b0634f3a-6357-4759-9cc1-f1be76788de8 682764 OPxGG6i6"));
    }

    [Test]
    public void Calls_attempts_steps_seeds_and_sections_draw_different_values()
    {
        var template = Template.Parse("{{uuid()}}");
        string? Uuid(RenderContext context) => (string?)template.Render(context).Value;
        var both = ((string?)Render("{{uuid()}} {{uuid()}}"))!.Split(' ');

        string?[] all =
        [
            both[0],
            both[1],
            Uuid(Loan with { Seed = Loan.Seed with { Attempt = 2 } }),
            Uuid(Loan with { Seed = Loan.Seed with { StepIndex = 4 } }),
            Uuid(Loan with { Seed = Loan.Seed with { RunSeed = 43 } }),
            Uuid(Loan with { Section = "exports" }),
        ];

        Assert.That(all, Is.Unique);
        Assert.That(all, Has.All.Matches<string>(text => Guid.Parse(text).Version == 4));
    }

    [Test]
    public void RandomInt_stays_within_its_bounds_and_reaches_both()
    {
        var template = new JsonArray([.. Enumerable.Repeat(0, 200).Select(_ => (JsonNode)"{{randomInt(-1, 1)}}")]);

        var drawn = Render(template)!.AsArray().Select(value => (long)value!).Distinct().Order();

        Assert.That(drawn, Is.EqualTo(new long[] { -1, 0, 1 }));
    }

    [Test]
    public void RandomInt_takes_all_of_64_bits() =>
        Assert.That(Render("{{randomInt(-9223372036854775808, 9223372036854775807)}}"), Is.Not.Null);
}
