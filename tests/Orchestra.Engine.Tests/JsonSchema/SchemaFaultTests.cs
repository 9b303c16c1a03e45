using Orchestra.Engine.JsonSchema;

namespace Orchestra.Engine.Tests.JsonSchema;

/// <summary>What is wrong with a schema is found when it is compiled, all of it, with its place.</summary>
public sealed class SchemaFaultTests
{
    [TestCase("""{ "$ref": "#/nowhere" }""", "/$ref", "leads nowhere")]
    [TestCase("""{ "properties": { "a": { "$ref": "#no-anchor" } } }""", "/properties/a/$ref", "leads nowhere")]
    [TestCase("""{ "$ref": "http://127.0.0.1/x.json" }""", "/$ref", "another document, which is refused")]
    [TestCase("""{ "items": { "$ref": "file:///etc/passwd" } }""", "/items/$ref", "another document, which is refused")]
    [TestCase("""{ "$ref": "../../secret.yml#/a" }""", "/$ref", "another document, which is refused")]
    [TestCase("""{ "$ref": 5 }""", "/$ref", "$ref must be a string, found the integer 5")]
    [TestCase("""{ "pattern": "(" }""", "/pattern", "not a regular expression")]
    [TestCase("""{ "pattern": "[b-a]" }""", "/pattern", "a range of characters ends before it starts")]
    [TestCase("""{ "patternProperties": { "[": true } }""", "/patternProperties/[", "not a regular expression")]
    [TestCase("""{ "type": "strin" }""", "/type", "\"strin\" is not a type")]
    [TestCase("""{ "type": ["string", 5] }""", "/type/1", "expected a string, found the integer 5")]
    [TestCase("""{ "minLength": "1" }""", "/minLength", "minLength must be an integer of at least 0, found the string \"1\"")]
    [TestCase("""{ "maxItems": -1 }""", "/maxItems", "maxItems must be an integer of at least 0, found -1")]
    [TestCase("""{ "minProperties": 1.5 }""", "/minProperties", "must be an integer")]
    [TestCase("""{ "multipleOf": 0 }""", "/multipleOf", "multipleOf must be a number above 0")]
    [TestCase("""{ "minimum": true }""", "/minimum", "minimum must be a number, found true")]
    [TestCase("""{ "required": true }""", "/required", "required must be an array of strings, found true")]
    [TestCase("""{ "enum": "a" }""", "/enum", "enum must be an array of values")]
    [TestCase("""{ "properties": [] }""", "/properties", "properties must be an object, found an array")]
    [TestCase("""{ "properties": { "a/b": 5 } }""", "/properties/a~1b", "expected a schema, found the integer 5")]
    [TestCase("""{ "allOf": [] }""", "/allOf", "allOf must have at least one schema")]
    [TestCase("""{ "anyOf": {} }""", "/anyOf", "anyOf must be an array of schemas")]
    [TestCase("""{ "uniqueItems": "yes" }""", "/uniqueItems", "uniqueItems must be true or false")]
    [TestCase("""{ "dependentRequired": { "a": ["b", 1] } }""", "/dependentRequired/a/1", "expected a string")]
    [TestCase("""{ "$ref": "#" }""", "", "leads back to itself")]
    [TestCase("""{ "not": { "$ref": "#" } }""", "/not", "leads back to itself on the same instance")]
    [TestCase("5", "", "expected a schema, found the integer 5")]
    public void A_fault_is_reported_at_its_place(string schema, string pointer, string message)
    {
        var faults = FaultsOf(schema, SchemaDialect.Draft202012);

        Assert.That(faults, Has.Count.EqualTo(1));
        Assert.That(faults[0].Pointer, Is.EqualTo(pointer));
        Assert.That(faults[0].Message, Does.Contain(message));
    }

    [TestCase("""{ "type": ["string", "null"] }""", "/type", "type must be a string in OpenAPI 3.0")]
    [TestCase("""{ "exclusiveMinimum": 5 }""", "/exclusiveMinimum", "exclusiveMinimum must be true or false")]
    [TestCase("""{ "items": [{}] }""", "/items", "items must be one schema in OpenAPI 3.0")]
    [TestCase("""{ "properties": { "a": true } }""", "/properties/a", "expected a schema, found true")]
    public void OpenApi_30_has_rules_of_its_own(string schema, string pointer, string message)
    {
        var faults = FaultsOf(schema, SchemaDialect.OpenApi30);

        Assert.That(faults, Has.Count.EqualTo(1));
        Assert.That(faults[0].Pointer, Is.EqualTo(pointer));
        Assert.That(faults[0].Message, Does.Contain(message));
    }

    [Test]
    public void All_faults_are_listed_those_behind_references_included()
    {
        var exception = Assert.Throws<SchemaException>(() =>
            Compile(
                """{ "minLength": -1, "items": { "$ref": "#/$defs/a" }, "$defs": { "a": { "pattern": "*", "$ref": "#/b" }, "unused": { "type": 1 } } }"""
            )
        );

        Assert.That(exception!.Faults.Select(f => f.Pointer), Is.EquivalentTo(["/minLength", "/$defs/a/pattern", "/$defs/a/$ref"]));
        Assert.That(exception!.Message, Does.StartWith("the schema has 3 faults: /minLength: minLength must be"));
    }

    [Test]
    public void A_chain_of_references_that_ends_where_it_began_is_a_fault()
    {
        var exception = Assert.Throws<SchemaException>(() =>
            Compile("""{ "items": { "$ref": "#/$defs/a" }, "$defs": { "a": { "$ref": "#/$defs/b" }, "b": { "$ref": "#/$defs/a" } } }""")
        );

        Assert.That(exception!.Faults.Single().Pointer, Does.StartWith("/$defs/"));
    }

    [Test]
    public void A_pointer_to_nothing_is_a_fault()
    {
        var exception = Assert.Throws<SchemaException>(() =>
            SchemaCompiler.Compile(Json.Parse("{}"), SchemaDialect.OpenApi30, "/components/schemas/X")
        );

        Assert.That(
            exception!.Faults.Single().ToString(),
            Is.EqualTo("/components/schemas/X: there is nothing at this place of the document")
        );
    }

    [Test]
    public void A_faulty_part_is_reported_to_everyone_who_refers_to_it()
    {
        var document = new SchemaDocument(
            Json.Parse("""{ "a": { "$ref": "#/bad" }, "b": { "items": { "$ref": "#/bad" } }, "good": {}, "bad": { "type": "x" } }"""),
            SchemaDialect.OpenApi30
        );

        Assert.That(() => document.Compile("/a"), Throws.TypeOf<SchemaException>());
        Assert.That(() => document.Compile("/b"), Throws.TypeOf<SchemaException>());
        Assert.That(document.Compile("/good").IsValid(Json.Parse("1")));
    }

    private static IReadOnlyList<SchemaFault> FaultsOf(string schema, SchemaDialect dialect) =>
        Assert.Throws<SchemaException>(() => SchemaCompiler.Compile(Json.Parse(schema), dialect))!.Faults;

    private static CompiledSchema Compile(string schema) => SchemaCompiler.Compile(Json.Parse(schema), SchemaDialect.Draft202012);
}
