using System.Text.Json.Nodes;
using Orchestra.Generation.Inputs;

namespace Orchestra.Generation.Tests.Inputs;

[TestFixture]
internal sealed class TemplateTextTests
{
    [TestCase("plain", "'plain'")]
    [TestCase("it's", @"'it\'s'")]
    [TestCase(@"back\slash", @"'back\\slash'")]
    [TestCase("}} {{x}}", @"'\u007d\u007d \u007b\u007bx\u007d\u007d'")]
    [TestCase("line\nbreak", @"'line\u000abreak'")]
    [TestCase("\"double\" ü 🙂", "'\"double\" ü 🙂'")]
    public void A_text_is_quoted_so_that_nothing_in_it_ends_the_template(string text, string literal)
    {
        Assert.That(TemplateText.Literal(JsonValue.Create(text)), Is.EqualTo(literal));
    }

    [Test]
    public void Numbers_booleans_and_null_are_json_literals()
    {
        Assert.That(
            new[] { TemplateText.Literal(1.50m), TemplateText.Literal(true), TemplateText.Literal(null), TemplateText.Literal(-3) },
            Is.EqualTo(new[] { "1.50", "true", "null", "-3" })
        );
    }

    [Test]
    public void Names_that_are_no_plain_names_are_written_in_brackets()
    {
        var template = TemplateText.DataOr(["a", "b-c", 0, "it's"], JsonValue.Create(1));

        Assert.That((string?)template, Is.EqualTo(@"{{data.a['b-c'][0]['it\'s'] ?? 1}}"));
    }

    [Test]
    public void A_text_too_long_for_an_expression_is_written_as_it_is()
    {
        var text = new string('x', 5_000) + "{{y}}";

        Assert.That((string?)TemplateText.DataOr(["a"], JsonValue.Create(text)), Is.EqualTo(new string('x', 5_000) + "{{{{y}}"));
    }
}
