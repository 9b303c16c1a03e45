using Orchestra.Engine.Specs;

namespace Orchestra.Engine.Tests.Specs;

public sealed class SchemaCapTests
{
    [TestCase("pattern: '(a+)+$'", "pattern", "exponential time")]
    [TestCase("pattern: '^(\\w*[0-9])*$'", "pattern", "exponential time")]
    [TestCase("pattern: '^((a|b+)c)*$'", "pattern", "exponential time")]
    [TestCase("pattern: 'a{1,99999}'", "pattern", "repeats more than")]
    [TestCase("pattern: 'a{99999999999999999999}'", "pattern", "repeats more than")]
    [TestCase("minLength: 2000000000", "minLength", "capped at 1000000")]
    [TestCase("maxItems: 10000000000", "maxItems", "capped at 10000")]
    [TestCase("maximum: 1e400", "maximum", "beyond what numbers can hold")]
    [TestCase("minimum: -.inf", "minimum", "beyond what numbers can hold")]
    [TestCase("minItems: 1e400", "minItems", "beyond what numbers can hold")]
    [TestCase("default: .nan", "default", "beyond what numbers can hold")]
    public void A_schema_that_wants_too_much_is_a_warning(string keyword, string member, string message)
    {
        var import = Import(keyword);

        Assert.That(import.Faults, Is.Empty);
        var warning = import.Warnings.Single();
        Assert.That((warning.Code, warning.ElementId, warning.Line), Is.EqualTo(("SCHEMA_CAPPED", $"/components/schemas/S/{member}", 8)));
        Assert.That(warning.Message, Does.Contain(message));
    }

    [TestCase("maximum: 1e200000", "maximum")]
    [TestCase("multipleOf: 1E+9999999999", "multipleOf")]
    [TestCase("minimum: 1e-200000", "minimum")]
    [TestCase("default: { a: [1e200000] }", "default/a/0")]
    public void A_number_that_the_database_cannot_hold_is_a_fault(string keyword, string member)
    {
        var fault = Import(keyword).Faults.Single();

        Assert.That((fault.Path, fault.Line), Is.EqualTo(($"/components/schemas/S/{member}", 8)));
        Assert.That(fault.Message, Does.Contain("beyond what the database can hold"));
    }

    [TestCase("pattern: '^[a-z+*]+@[(+)]+$'")]
    [TestCase("pattern: '^(\\+?[0-9]{2,4}){1,3}$'")]
    [TestCase("pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}$'")]
    [TestCase("pattern: '\\(a+\\)+'")]
    [TestCase("maxLength: 65535")]
    [TestCase("maximum: 1e300")]
    [TestCase("enum: [a, b]")]
    public void An_ordinary_schema_is_none(string keyword)
    {
        Assert.That(Import(keyword).Warnings, Is.Empty);
        Assert.That(Import(keyword).Endpoints, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_huge_enum_is_a_warning_in_json_too()
    {
        var values = string.Join(',', Enumerable.Range(0, 900_000));
        var import = OpenApiReader.Read(
            """{"openapi":"3.0.0","paths":{"/a":{"get":{"responses":{"200":{}}}}},"components":{"schemas":{"S":{"enum":[VALUES]}}}}""".Replace(
                "VALUES",
                values,
                StringComparison.Ordinal
            )
        );

        Assert.That(import.Faults, Is.Empty);
        Assert.That(import.Warnings.Single().Message, Does.Contain("900000 values of this enum"));
    }

    [Test]
    public void A_number_beyond_all_numbers_is_kept_as_text()
    {
        var endpoint = SpecTexts.Only(SpecTexts.Small("parameters: [{ name: a, in: query, schema: { maximum: 1e400, minimum: -.inf } }]"));

        var schema = endpoint
            .SchemaDocument.GetProperty("paths")
            .GetProperty("/a")
            .GetProperty("get")
            .GetProperty("parameters")
            .GetProperty("0")
            .GetProperty("schema");
        Assert.That(schema.GetProperty("maximum").GetRawText(), Is.EqualTo("1e400"));
        Assert.That(schema.GetProperty("minimum").GetString(), Is.EqualTo("-.inf"));
    }

    private static SpecImport Import(string keyword) =>
        OpenApiReader.Read(SpecTexts.Small(end: $"components: {{ schemas: {{ S: {{ {keyword} }} }} }}"));
}
