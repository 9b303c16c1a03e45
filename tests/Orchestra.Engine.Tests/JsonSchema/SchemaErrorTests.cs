using Orchestra.Engine.JsonSchema;

namespace Orchestra.Engine.Tests.JsonSchema;

/// <summary>Errors say where in the instance, where in the schema, what was expected and what was found.</summary>
public sealed class SchemaErrorTests
{
    [TestCase("""{ "type": "integer" }""", "1.5", "", "/type", "type", "expected integer, found the number 1.5")]
    [TestCase("""{ "enum": ["a", "b", 3] }""", "\"c\"", "", "/enum", "enum", "expected \"a\", \"b\" or 3, found the string \"c\"")]
    [TestCase("""{ "const": 1 }""", "[]", "", "/const", "const", "expected 1, found []")]
    [TestCase("""{ "minimum": 3 }""", "2", "", "/minimum", "minimum", "expected at least 3, found 2")]
    [TestCase("""{ "multipleOf": 0.5 }""", "0.3", "", "/multipleOf", "multipleOf", "expected a multiple of 0.5, found 0.3")]
    [TestCase("""{ "maxLength": 1 }""", "\"ab\"", "", "/maxLength", "maxLength", "expected at most 1 character, found 2")]
    [TestCase("""{ "pattern": "^a" }""", "\"b\"", "", "/pattern", "pattern", "expected a string that matches \"^a\", found \"b\"")]
    [TestCase("""{ "minItems": 2 }""", "[]", "", "/minItems", "minItems", "expected at least 2 items, found 0")]
    [TestCase(
        """{ "uniqueItems": true }""",
        "[1,2,1]",
        "/2",
        "/uniqueItems",
        "uniqueItems",
        "expected no two equal items, found item 2 equal to item 0"
    )]
    [TestCase("""{ "required": ["a"] }""", "{}", "", "/required", "required", "the property \"a\" is required and missing")]
    [TestCase(
        """{ "additionalProperties": false }""",
        "{\"a/b\":1}",
        "/a~1b",
        "/additionalProperties",
        "additionalProperties",
        "the property \"a/b\" is not allowed"
    )]
    [TestCase(
        """{ "unevaluatedProperties": false }""",
        "{\"a\":1}",
        "/a",
        "/unevaluatedProperties",
        "unevaluatedProperties",
        "the property \"a\" is not allowed"
    )]
    [TestCase(
        """{ "propertyNames": { "maxLength": 1 } }""",
        "{\"ab\":1}",
        "/ab",
        "/propertyNames",
        "propertyNames",
        "the property name \"ab\" is not allowed: expected at most 1 character, found 2"
    )]
    [TestCase("""{ "prefixItems": [true], "items": false }""", "[1,2]", "/1", "/items", "items", "expected at most 1 item, found another")]
    [TestCase(
        """{ "contains": { "type": "null" }, "minContains": 2 }""",
        "[null]",
        "",
        "/minContains",
        "minContains",
        "expected at least 2 items that match the schema of contains, found 1"
    )]
    [TestCase(
        """{ "dependentRequired": { "a": ["b"] } }""",
        "{\"a\":1}",
        "",
        "/dependentRequired",
        "dependentRequired",
        "the property \"b\" is required beside \"a\" and missing"
    )]
    [TestCase("""{ "not": {} }""", "{}", "", "/not", "not", "expected a value that does not match the schema of not, found an object")]
    [TestCase(
        """{ "oneOf": [true, false, {}] }""",
        "1",
        "",
        "/oneOf",
        "oneOf",
        "expected exactly one of 3 alternatives to match, found that numbers 1 and 3 do"
    )]
    [TestCase(
        """{ "anyOf": [{ "type": "null" }, { "properties": { "a": { "type": "string" } } }] }""",
        "{\"a\":5}",
        "",
        "/anyOf",
        "anyOf",
        "expected one of 2 alternatives to match, found that none does; the nearest is number 1: expected null, found an object"
    )]
    [TestCase("false", "1", "", "", "false", "no value is allowed here")]
    public void An_error_says_what_was_expected_and_found(
        string schema,
        string instance,
        string at,
        string by,
        string keyword,
        string message
    )
    {
        var result = SchemaCompiler.Compile(Json.Parse(schema), SchemaDialect.Draft202012).Validate(Json.Parse(instance));

        Assert.That(result.Errors, Is.EqualTo([new SchemaError(at, by, keyword, message)]));
    }

    [Test]
    public void All_violations_are_listed_with_their_pointers()
    {
        var schema = """
            { "paths": { "/a": { "get": { "$ref": "#/components/schemas/Order" } } },
              "components": { "schemas": {
                "Order": { "type": "object", "required": ["id"], "properties": { "lines": { "type": "array", "items": { "$ref": "#/components/schemas/Line" } } } },
                "Line": { "type": "object", "properties": { "qty": { "type": "integer", "minimum": 1 } }, "additionalProperties": false } } } }
            """;

        var result = SchemaCompiler
            .Compile(Json.Parse(schema), SchemaDialect.OpenApi30, "/paths/~1a/get")
            .Validate(Json.Parse("""{ "lines": [{ "qty": 1 }, { "qty": 0, "x": 1 }, 5] }"""));

        Assert.That(
            result.Errors.Select(e => (e.InstancePointer, e.SchemaPointer)),
            Is.EqualTo(
                new[]
                {
                    ("", "/components/schemas/Order/required"),
                    ("/lines/1/qty", "/components/schemas/Line/properties/qty/minimum"),
                    ("/lines/1/x", "/components/schemas/Line/additionalProperties"),
                    ("/lines/2", "/components/schemas/Line/type"),
                }
            )
        );
    }

    [TestCase(null, 100)]
    [TestCase(7, 7)]
    public void Errors_are_capped(int? cap, int expected)
    {
        var options = cap is { } max ? new SchemaOptions { MaxErrors = max } : null;
        var schema = SchemaCompiler.Compile(
            Json.Parse("""{ "items": { "type": "string" } }"""),
            SchemaDialect.Draft202012,
            options: options
        );

        var result = schema.Validate(Json.Parse($"[{string.Join(',', Enumerable.Range(0, 1000))}]"));

        Assert.That(result.Errors, Has.Count.EqualTo(expected));
    }

    [Test]
    public void Long_values_are_cut_in_messages()
    {
        var schema = SchemaCompiler.Compile(Json.Parse("""{ "const": 1 }"""), SchemaDialect.Draft202012);

        var message = schema.Validate(Json.Parse($"\"{new string('x', 100_000)}\"")).Errors.Single().Message;

        Assert.That(message, Has.Length.LessThan(120).And.EndsWith("..."));
    }

    [Test]
    public void An_error_in_another_document_names_it()
    {
        var options = new SchemaOptions
        {
            Documents = new Dictionary<string, System.Text.Json.JsonElement>
            {
                ["https://a.test/common.json"] = Json.Parse("""{ "definitions": { "id": { "type": "integer" } } }"""),
            },
        };
        var schema = SchemaCompiler.Compile(
            Json.Parse("""{ "properties": { "id": { "$ref": "https://a.test/common.json#/definitions/id" } } }"""),
            SchemaDialect.Draft07,
            options: options
        );

        var error = schema.Validate(Json.Parse("""{ "id": "x" }""")).Errors.Single();

        Assert.That(error.SchemaPointer, Is.EqualTo("https://a.test/common.json#/definitions/id/type"));
    }
}
