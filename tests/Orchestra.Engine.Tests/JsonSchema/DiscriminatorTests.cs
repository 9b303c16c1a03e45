using System.Text.Json;
using Orchestra.Engine.JsonSchema;

namespace Orchestra.Engine.Tests.JsonSchema;

/// <summary>Alternatives that a tag tells apart are judged as if all had been looked at.</summary>
public sealed class DiscriminatorTests
{
    private const string Schema = """
        {
          "$defs": { "circle": { "properties": { "kind": { "const": "circle" }, "radius": { "type": "number" } }, "required": ["radius"] } },
          "KEYWORD": [
            { "$ref": "#/$defs/circle" },
            { "properties": { "kind": { "enum": ["square", "cube"] }, "side": { "type": "number" } }, "required": ["side"] },
            { "properties": { "kind": { "const": "circle" }, "colour": true }, "required": ["colour"] },
            { "required": ["anything"] },
            { "properties": { "kind": { "const": 5 } }, "required": ["five"] }
          ]
        }
        """;

    [TestCase("""{"kind": "circle", "radius": 1}""", 1)]
    [TestCase("""{"kind": "circle", "radius": "1"}""", 0)]
    [TestCase("""{"kind": "c\u0069rcle", "radius": 1}""", 1)]
    [TestCase("""{"k\u0069nd": "circle", "side": 1}""", 0)]
    [TestCase("""{"kind": "circle", "radius": 1, "colour": "red"}""", 2)]
    [TestCase("""{"kind": "cube", "side": 1}""", 1)]
    [TestCase("""{"kind": "square", "radius": 1}""", 0)]
    [TestCase("""{"kind": "square", "anything": 1}""", 1)]
    [TestCase("""{"kind": "other", "radius": 1, "side": 1}""", 0)]
    [TestCase("""{"kind": 5, "five": 1, "radius": 1}""", 1)]
    [TestCase("""{"kind": null, "radius": 1}""", 0)]
    [TestCase("""{"radius": 1}""", 1)]
    [TestCase("""{"radius": 1, "side": 1}""", 2)]
    [TestCase("""{"kind": "circle", "kind": "cube", "side": 1, "radius": 1}""", 0)]
    [TestCase("""{"kind": "cube", "kind": "circle", "side": 1, "radius": 1}""", 0)]
    public void As_many_hold_as_there_are(string instance, int holding)
    {
        var value = JsonDocument.Parse(instance).RootElement;

        Assert.That(Compile("oneOf").IsValid(value), Is.EqualTo(holding == 1), "exactly one");
        Assert.That(Compile("anyOf").IsValid(value), Is.EqualTo(holding > 0), "one or more");
        Assert.That(Compile("oneOf").Validate(value).IsValid, Is.EqualTo(holding == 1), "with errors wanted");
    }

    [TestCase("[1]")]
    [TestCase("\"circle\"")]
    public void What_is_no_object_has_no_tag(string instance) =>
        Assert.That(Compile("anyOf").IsValid(JsonDocument.Parse(instance).RootElement));

    [Test]
    public void What_the_tag_leaves_out_has_evaluated_nothing()
    {
        var schema = SchemaCompiler.Compile(
            JsonDocument
                .Parse(
                    """
                    { "oneOf": [ { "properties": { "kind": { "const": "a" }, "x": true } }, { "properties": { "kind": { "const": "b" }, "y": true } } ],
                      "unevaluatedProperties": false }
                    """
                )
                .RootElement,
            SchemaDialect.Draft202012
        );

        Assert.That(schema.IsValid(JsonDocument.Parse("""{"kind": "a", "x": 1}""").RootElement));
        Assert.That(schema.IsValid(JsonDocument.Parse("""{"kind": "a", "y": 1}""").RootElement), Is.False);
    }

    [Test]
    public void The_error_still_names_the_nearest_alternative()
    {
        var error = Compile("oneOf").Validate(JsonDocument.Parse("""{"kind": "cube", "side": "1"}""").RootElement).Errors.Single();

        Assert.That(error.Message, Does.Contain("the nearest is number 4"));
    }

    private static CompiledSchema Compile(string keyword) =>
        SchemaCompiler.Compile(
            JsonDocument.Parse(Schema.Replace("KEYWORD", keyword, StringComparison.Ordinal)).RootElement,
            SchemaDialect.Draft202012
        );
}
