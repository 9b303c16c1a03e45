using System.Text.Json;
using Orchestra.Engine.JsonSchema;

namespace Orchestra.Engine.Tests.JsonSchema;

/// <summary>Metaschemas: those of the dialects are at hand, and one's own decide which keywords count.</summary>
public sealed class VocabularyTests
{
    private const string Meta = "https://a.test/meta";
    private const string Vocabulary = "https://json-schema.org/draft/2020-12/vocab/";

    [TestCase("2020-12", "https://json-schema.org/draft/2020-12/schema")]
    [TestCase("draft-07", "http://json-schema.org/draft-07/schema#")]
    [TestCase("draft-04", "http://json-schema.org/draft-04/schema#")]
    public void The_schema_of_schemas_is_at_hand(string name, string address)
    {
        Assert.That(SchemaDialects.TryParse(name, out var dialect));
        var schema = SchemaCompiler.Compile(Json.Parse($$"""{ "$ref": "{{address}}" }"""), dialect);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(schema.IsValid(Json.Parse("""{ "properties": { "a": { "items": { "minimum": 1 } } } }""")));
            Assert.That(schema.IsValid(Json.Parse("""{ "properties": { "a": { "items": { "minimum": "1" } } } }""")), Is.False);
            Assert.That(schema.IsValid(Json.Parse("""{ "type": "text" }""")), Is.False);
        }
    }

    [Test]
    public void The_schema_of_another_draft_is_refused() =>
        Assert.That(
            () => SchemaCompiler.Compile(Json.Parse("""{ "$ref": "http://json-schema.org/draft-04/schema#" }"""), SchemaDialect.Draft07),
            Throws.TypeOf<SchemaException>()
        );

    [Test]
    public void Keywords_of_a_vocabulary_that_is_not_in_force_say_nothing()
    {
        var schema = Compile($$"""{ "{{Vocabulary}}core": true, "{{Vocabulary}}applicator": true }""");

        Assert.That(schema.IsValid(Json.Parse("""{ "n": 1, "x": "2020-01-01" }""")));
        Assert.That(schema.IsValid(Json.Parse("""{ "no": 1 }""")), Is.False, "properties still counts");
    }

    [Test]
    public void Keywords_of_a_vocabulary_in_force_count()
    {
        var schema = Compile($$"""{ "{{Vocabulary}}applicator": true, "{{Vocabulary}}validation": true }""");

        Assert.That(schema.Validate(Json.Parse("""{ "n": 1 }""")).Errors.Single().SchemaPointer, Is.EqualTo("/properties/n/minimum"));
    }

    [TestCase("true"), TestCase("false")]
    public void The_vocabulary_of_format_assertions_checks_formats(string required)
    {
        var schema = Compile($$"""{ "{{Vocabulary}}applicator": true, "{{Vocabulary}}format-assertion": {{required}} }""");

        Assert.That(schema.Validate(Json.Parse("""{ "x": "never" }""")).Errors.Single().Keyword, Is.EqualTo("format"));
    }

    [Test]
    public void A_required_vocabulary_that_nobody_knows_is_a_fault()
    {
        var fault = Assert.Throws<SchemaException>(() => Compile("""{ "https://a.test/vocab/units": true }"""))!.Faults.Single();

        Assert.That(fault.Pointer, Is.EqualTo("/$schema"));
        Assert.That(fault.Message, Does.Contain("https://a.test/vocab/units"));
    }

    [Test]
    public void An_unknown_vocabulary_that_is_not_required_is_none() =>
        Assert.That(Compile("""{ "https://a.test/vocab/units": false }""").IsValid(Json.Parse("""{ "n": 1 }""")));

    private static CompiledSchema Compile(string vocabularies)
    {
        var schema = $$"""
            { "$schema": "{{Meta}}", "properties": { "n": { "minimum": 5 }, "no": false, "x": { "format": "date" } } }
            """;
        var meta = $$"""{ "$id": "{{Meta}}", "$schema": "{{Meta}}", "$vocabulary": {{vocabularies}} }""";
        var options = new SchemaOptions { Documents = new Dictionary<string, JsonElement> { [Meta] = Json.Parse(meta) } };
        return SchemaCompiler.Compile(Json.Parse(schema), SchemaDialect.Draft202012, options: options);
    }
}
