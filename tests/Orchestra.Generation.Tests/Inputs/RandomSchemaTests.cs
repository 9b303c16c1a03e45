using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Orchestra.Generation.Inputs;
using Orchestra.Generation.Tests.Building;

namespace Orchestra.Generation.Tests.Inputs;

[TestFixture]
internal sealed class RandomSchemaTests
{
    private static readonly string[] _types = ["string", "integer", "number", "boolean", "object", "array", "null"];
    private static readonly string[] _names = ["a", "b", "id", "x-y"];

    [Test, CancelAfter(60_000)]
    public void Any_schema_gives_a_bounded_value_and_never_throws()
    {
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500),
            Prop.ForAll(
                Schemas(4).ToArbitrary(),
                Gen.Choose(1, 1000).ToArbitrary(),
                (schema, seed) =>
                {
                    var text = Document(schema);
                    var value = Sample(text, seed);
                    var json = value?.ToJsonString() ?? "null";

                    Assert.That(json.Length, Is.LessThan(600_000), text);
                    Assert.That(Sample(text, seed)?.ToJsonString() ?? "null", Is.EqualTo(json), "the same seed, the same bytes");
                }
            )
        );
    }

    [Test, CancelAfter(60_000)]
    public void A_sane_schema_gives_a_valid_value()
    {
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500),
            Prop.ForAll(
                Sane(3).ToArbitrary(),
                schema =>
                {
                    var text = Document(schema);
                    var document = JsonNode.Parse(text)!;

                    Assert.That(SchemaCheck.Violations(document, document["request"], Sample(text, 1)), Is.Empty, text);
                }
            )
        );
    }

    private static string Document(string schema) =>
        """{"request":SCHEMA,"components":{"schemas":{"A":{"type":"object","required":["b"],"properties":{"b":{"$ref":"#/request"}}}}}}""".Replace(
            "SCHEMA",
            schema,
            StringComparison.Ordinal
        );

    private static JsonNode? Sample(string document, int seed) =>
        new SchemaSampler(TestSpec.Json(document), "2020-12", seed, new SamplingBudget("POST /x", _ => { })).Sample(
            "/request",
            null,
            "body",
            "value"
        );

    // Keywords in any combination, also those that contradict each other.
    private static Gen<string> Schemas(int depth)
    {
        var number = Gen.Elements("0", "-1", "3", "1e400", "1000000000000", "0.5", "true", "\"x\"");
        var leaf = Gen.OneOf(
            Gen.Elements(_types).Select(t => $"\"type\":\"{t}\""),
            from keyword in Gen.Elements(
                "minimum",
                "maximum",
                "exclusiveMinimum",
                "exclusiveMaximum",
                "multipleOf",
                "minLength",
                "maxLength",
                "minItems",
                "maxItems",
                "minProperties"
            )
            from value in number
            select $"\"{keyword}\":{value}",
            Gen.Elements(
                "\"enum\":[1,\"a\",null]",
                "\"enum\":[]",
                "\"const\":{}",
                "\"pattern\":\"^[a-c]{2,5}$\"",
                "\"pattern\":\"(?!x)\"",
                "\"format\":\"uuid\"",
                "\"format\":\"email\"",
                "\"uniqueItems\":true",
                "\"example\":[{}]",
                "\"default\":\"d\"",
                "\"$ref\":\"#/request\"",
                "\"$ref\":\"#/components/schemas/A\"",
                "\"required\":[\"a\",\"b\"]"
            )
        );
        var member = depth == 0 ? leaf : Gen.OneOf(leaf, Nested(depth - 1));
        var schema = Gen.ListOf(member, 4).Select(members => $"{{{string.Join(',', members.DistinctBy(m => m.Split(':')[0]))}}}");
        return Gen.Frequency((9, schema), (1, Gen.Elements("true", "false", "[]", "7")));
    }

    private static Gen<string> Nested(int depth) =>
        Gen.OneOf(
            from keyword in Gen.Elements("items", "not")
            from schema in Schemas(depth)
            select $"\"{keyword}\":{schema}",
            from keyword in Gen.Elements("allOf", "anyOf", "oneOf", "prefixItems")
            from schemas in Gen.ListOf(Schemas(depth), 3)
            select $"\"{keyword}\":[{string.Join(',', schemas)}]",
            from schemas in Gen.ListOf(Schemas(depth), 4)
            select $"\"properties\":{{{string.Join(',', schemas.Select((s, i) => $"\"{_names[i]}\":{s}"))}}}"
        );

    // Only what can be satisfied.
    private static Gen<string> Sane(int depth)
    {
        var scalar = Gen.OneOf(
            from least in Gen.Choose(0, 30)
            from more in Gen.Choose(0, 5)
            select $$"""{"type":"string","minLength":{{least}},"maxLength":{{least + more}}}""",
            from least in Gen.Choose(-500, 500)
            from more in Gen.Choose(0, 50)
            select $$"""{"type":"integer","minimum":{{least}},"maximum":{{least + more}}}""",
            from step in Gen.Choose(1, 9)
            from least in Gen.Choose(-50, 50)
            select $$"""{"type":"integer","multipleOf":{{step}},"minimum":{{least}},"maximum":{{least + 9}}}""",
            from least in Gen.Choose(1, 6)
            from most in Gen.Choose(6, 9)
            select $$"""{"type":"string","pattern":"^[A-F]{{{least}},{{most}}}x?$"}""",
            Gen.Elements("""{"enum":["A",1,null]}""", """{"type":"boolean"}""", """{"type":"string","format":"date-time"}""")
        );
        if (depth == 0)
        {
            return scalar;
        }

        var inner = Sane(depth - 1);
        return Gen.OneOf(
            scalar,
            from schemas in Gen.ListOf(inner, 3)
            select $"{{\"type\":\"object\",\"required\":[\"a\",\"b\"],\"properties\":{{{string.Join(',', schemas.Select((s, i) => $"\"{_names[i]}\":{s}"))}}}}}",
            from schema in inner
            from least in Gen.Choose(0, 4)
            select $$"""{"type":"array","items":{{schema}},"minItems":{{least}}}""",
            from schema in inner
            select $$"""{"anyOf":[{{schema}},{"type":"null"}]}""",
            from left in inner
            from right in inner
            select $$$"""{"allOf":[{"type":"object","required":["l"],"properties":{"l":{{{left}}}}},{"properties":{"r":{{{right}}}},"required":["r"]}]}"""
        );
    }
}
