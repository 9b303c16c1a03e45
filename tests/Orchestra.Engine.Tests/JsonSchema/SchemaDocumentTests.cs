using System.Text.Json;
using Orchestra.Engine.JsonSchema;

namespace Orchestra.Engine.Tests.JsonSchema;

/// <summary>Compiling several schemas of one document, and the options that bear on it.</summary>
public sealed class SchemaDocumentTests
{
    private const string Users = """
        { "openapi": "3.0.3", "components": { "schemas": {
            "User": { "type": "object", "required": ["id", "password"], "properties": {
              "id": { "type": "integer", "readOnly": true }, "password": { "type": "string", "writeOnly": true }, "boss": { "$ref": "#/components/schemas/User" } } },
            "Users": { "type": "array", "items": { "$ref": "#/components/schemas/User" } } } } }
        """;

    [TestCase(MessageDirection.Any, """{ "id": 1, "password": "p" }""", true)]
    [TestCase(MessageDirection.Any, """{ "id": 1 }""", false)]
    [TestCase(MessageDirection.Response, """{ "id": 1 }""", true)]
    [TestCase(MessageDirection.Response, """{ "password": "p" }""", false)]
    [TestCase(MessageDirection.Request, """{ "password": "p" }""", true)]
    [TestCase(MessageDirection.Request, """{ "id": 1 }""", false)]
    public void One_way_properties_are_required_one_way(MessageDirection direction, string user, bool valid)
    {
        var options = new SchemaOptions { Direction = direction };
        var schema = SchemaCompiler.Compile(Json.Parse(Users), SchemaDialect.OpenApi30, "/components/schemas/User", options);

        Assert.That(schema.IsValid(Json.Parse(user)), Is.EqualTo(valid));
    }

    [Test]
    public void The_document_may_be_disposed_after_compiling()
    {
        CompiledSchema schema;
        using (var document = JsonDocument.Parse("""{ "enum": [{ "a": "b" }] }"""))
        {
            schema = SchemaCompiler.Compile(document.RootElement, SchemaDialect.Draft202012);
        }

        Assert.That(schema.Validate(Json.Parse("""{ "a": "c" }""")).IsValid, Is.False);
        Assert.That(schema.IsValid(Json.Parse("""{ "a": "b" }""")));
    }

    [Test]
    public void A_pointer_may_be_a_fragment()
    {
        var schema = SchemaCompiler.Compile(Json.Parse(Users), SchemaDialect.OpenApi30, "#/components/schemas/Users");

        Assert.That(schema.Pointer, Is.EqualTo("/components/schemas/Users"));
        Assert.That(schema.IsValid(Json.Parse("[{}]")), Is.False);
    }

    [Test]
    public void Anchors_in_components_of_OpenApi_31_are_known_everywhere()
    {
        var document = """
            { "openapi": "3.1.0", "paths": { "/a": { "schema": { "$ref": "https://a.test/pet#name" } } },
              "components": { "schemas": { "Pet": { "$id": "https://a.test/pet", "$defs": { "n": { "$anchor": "name", "type": "string" } } } } } }
            """;

        var schema = SchemaCompiler.Compile(Json.Parse(document), SchemaDialect.Draft202012, "/paths/~1a/schema");

        Assert.That(schema.IsValid(Json.Parse("\"rex\"")));
        Assert.That(schema.IsValid(Json.Parse("1")), Is.False);
    }

    [Test]
    public void Other_documents_are_used_when_given_and_refused_when_not()
    {
        var schema = Json.Parse("""{ "$ref": "https://a.test/b.json#/$defs/x" }""");
        var options = new SchemaOptions
        {
            Documents = new Dictionary<string, JsonElement>
            {
                ["https://a.test/b.json"] = Json.Parse("""{ "$defs": { "x": { "const": 5 } } }"""),
            },
        };

        Assert.That(() => SchemaCompiler.Compile(schema, SchemaDialect.Draft202012), Throws.TypeOf<SchemaException>());
        Assert.That(SchemaCompiler.Compile(schema, SchemaDialect.Draft202012, options: options).IsValid(Json.Parse("5")));
    }

    [Test]
    public void A_compiled_schema_serves_many_threads()
    {
        var document = new SchemaDocument(Json.Parse(Users), SchemaDialect.OpenApi30);
        var good = Json.Parse("""[{ "id": 1, "password": "p", "boss": { "id": 2, "password": "q" } }]""");
        var bad = Json.Parse("""[{ "id": 1, "password": "p", "boss": { "id": "2", "password": "q" } }]""");

        Parallel.For(
            0,
            2000,
            i =>
            {
                var schema = document.Compile("/components/schemas/Users");
                Assert.That(schema.IsValid(good));
                Assert.That(schema.Validate(bad).Errors.Single().InstancePointer, Is.EqualTo("/0/boss/id"));
            }
        );
    }

    [TestCase("2020-12", SchemaDialect.Draft202012)]
    [TestCase("openapi-3.0", SchemaDialect.OpenApi30)]
    [TestCase("draft-07", SchemaDialect.Draft07)]
    [TestCase("draft-04", SchemaDialect.Draft04)]
    public void A_dialect_has_a_name(string name, SchemaDialect dialect)
    {
        Assert.That(SchemaDialects.TryParse(name, out var parsed));
        Assert.That(parsed, Is.EqualTo(dialect));
        Assert.That(SchemaDialects.NameOf(dialect), Is.EqualTo(name));
        Assert.That(SchemaDialects.Names, Does.Contain(name));
    }

    [TestCase("draft-06"), TestCase(""), TestCase(null)]
    public void Other_names_are_no_dialects(string? name) => Assert.That(SchemaDialects.TryParse(name, out _), Is.False);
}
