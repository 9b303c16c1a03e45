using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Orchestra.Engine.Language.Templates;
using Orchestra.Generation.Inputs;

namespace Orchestra.Generation.Tests.Inputs;

/// <summary>What is written here is read by the language: both sides together.</summary>
[TestFixture]
internal sealed class TemplateLanguageTests
{
    private static readonly string[] _pieces =
    [
        "{{",
        "}}",
        "{",
        "}",
        "'",
        "\"",
        "\\",
        "\n",
        "\0",
        " ?? ",
        "data.x",
        "ü",
        "🙂",
        "\u007f",
        "\u2028",
        "{{{{",
        "$",
        "a",
    ];

    [Test, CancelAfter(60_000)]
    public void Any_text_comes_back_as_it_was_and_data_under_its_name_wins()
    {
        var text = Gen.ListOf(Gen.Elements(_pieces), 8).Select(string.Concat);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1_000),
            Prop.ForAll(
                text.ToArbitrary(),
                text.ToArbitrary(),
                (value, name) =>
                {
                    var template = Template.Parse(TemplateText.DataOr(["a", name, 0], JsonValue.Create(value)));

                    Assert.That((string?)Render(template, new JsonObject()), Is.EqualTo(value));
                    Assert.That(
                        (string?)Render(template, new JsonObject { ["a"] = new JsonObject { [name] = new JsonArray("given") } }),
                        Is.EqualTo("given")
                    );
                }
            )
        );
    }

    [TestCase("10.50")]
    [TestCase("-3")]
    [TestCase("true")]
    [TestCase("null")]
    [TestCase("1e30")]
    public void A_literal_keeps_its_type(string json)
    {
        var value = Render(Template.Parse(TemplateText.DataOr(["a"], JsonNode.Parse(json))), new JsonObject());

        Assert.That(value?.ToJsonString() ?? "null", Is.EqualTo(json));
    }

    [Test]
    public void A_text_too_long_for_an_expression_comes_back_as_it_was()
    {
        var text = string.Concat(Enumerable.Repeat("x{{{y}}", 1_000));

        Assert.That(
            (string?)Render(Template.Parse(TemplateText.DataOr(["a"], JsonValue.Create(text))), new JsonObject()),
            Is.EqualTo(text)
        );
    }

    [Test]
    public void An_earlier_answer_is_read_by_its_path()
    {
        var steps = JsonNode.Parse("""{"create":{"response":{"body":{"items":[{"order-id":7}]}}}}""");
        var template = Template.Parse(TemplateText.ResponseOf("create", ["items", 0, "order-id"]));

        Assert.That(Render(template, new JsonObject(), steps)!.ToJsonString(), Is.EqualTo("7"));
    }

    private static JsonNode? Render(Template template, JsonNode data, JsonNode? steps = null) =>
        template
            .Render(
                new RenderContext
                {
                    Data = data,
                    Steps = steps,
                    StartedAt = DateTimeOffset.UnixEpoch,
                    Seed = new RenderSeed(1, 0, 1),
                }
            )
            .Value;
}
