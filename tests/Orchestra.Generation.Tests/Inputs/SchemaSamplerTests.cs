using System.Text.Json.Nodes;
using Orchestra.Contracts.Processes;
using Orchestra.Generation.Inputs;
using Orchestra.Generation.Tests.Building;

namespace Orchestra.Generation.Tests.Inputs;

[TestFixture]
internal sealed class SchemaSamplerTests
{
    [TestCase("""{"type":"string"}""")]
    [TestCase("""{"type":"string","minLength":30}""")]
    [TestCase("""{"type":"string","maxLength":3}""")]
    [TestCase("""{"type":"string","minLength":7,"maxLength":7}""")]
    [TestCase("""{"type":"string","maxLength":0}""")]
    [TestCase("""{"type":"string","format":"email","maxLength":10}""")]
    [TestCase("""{"type":"string","pattern":"^DE[0-9]{20}$"}""")]
    [TestCase("""{"type":"string","pattern":"^[A-Z]{3}-\\d{4,}$","minLength":12,"maxLength":14}""")]
    [TestCase("""{"type":"string","enum":["A","B"]}""")]
    [TestCase("""{"enum":[null,"B"],"type":["string","null"]}""")]
    [TestCase("""{"const":{"a":1}}""")]
    [TestCase("""{"type":"integer"}""")]
    [TestCase("""{"type":"integer","minimum":18,"maximum":18}""")]
    [TestCase("""{"type":"integer","minimum":5,"exclusiveMinimum":true}""")]
    [TestCase("""{"type":"integer","exclusiveMinimum":5,"exclusiveMaximum":7}""")]
    [TestCase("""{"type":"integer","maximum":-200}""")]
    [TestCase("""{"type":"integer","multipleOf":25,"minimum":30,"maximum":60}""")]
    [TestCase("""{"type":"number","minimum":0.1,"maximum":0.2}""")]
    [TestCase("""{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":1}""")]
    [TestCase("""{"type":"number","multipleOf":0.01,"minimum":10.05,"maximum":10.06}""")]
    [TestCase("""{"type":"boolean"}""")]
    [TestCase("""{"type":"null"}""")]
    [TestCase("""{"type":["null","integer"],"minimum":3}""")]
    [TestCase("""{"type":"array","items":{"type":"integer"},"minItems":3,"uniqueItems":true}""")]
    [TestCase("""{"type":"array","items":{"enum":["A","B","C"]},"minItems":3,"uniqueItems":true}""")]
    [TestCase("""{"type":"array","maxItems":0}""")]
    [TestCase("""{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer"}},"required":["b","c"]}""")]
    [TestCase("""{"type":"object","minProperties":2,"properties":{"a":{"type":"string"}}}""")]
    [TestCase("""{"allOf":[{"$ref":"#/components/schemas/Base"},{"required":["extra"],"properties":{"extra":{"type":"boolean"}}}]}""")]
    [TestCase("""{"allOf":[{"properties":{"n":{"type":"integer","minimum":5}}},{"properties":{"n":{"maximum":6}},"required":["n"]}]}""")]
    [TestCase("""{"oneOf":[{"$ref":"#/components/schemas/Base"},{"type":"string"}]}""")]
    [TestCase("""{"anyOf":[{"type":"null"},{"type":"integer","minimum":9}]}""")]
    [TestCase(
        """{"type":"object","required":["child"],"properties":{"child":{"oneOf":[{"type":"null"},{"$ref":"#/components/schemas/Base"}]}}}"""
    )]
    public void A_value_satisfies_its_schema(string schema)
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var (value, document, _) = Sample(schema, seed);

            Assert.That(SchemaCheck.Violations(document, document["request"], value), Is.Empty, value?.ToJsonString());
        }
    }

    [TestCase("""{"type":"integer","example":7,"default":8,"minimum":1}""", "7")]
    [TestCase("""{"type":"integer","examples":[9],"default":8}""", "9")]
    [TestCase("""{"type":"integer","default":8}""", "8")]
    [TestCase("""{"type":"string","enum":["A","B"]}""", "\"A\"")]
    [TestCase("""{"type":"string","enum":["A","B"],"default":"B"}""", "\"B\"")]
    [TestCase("""{"type":"object","example":{"x":[1,{"y":null}]}}""", """{"x":[1,{"y":null}]}""")]
    [TestCase("""{"type":"number","example":1.50}""", "1.50")]
    public void What_the_spec_gives_comes_first(string schema, string expected)
    {
        Assert.That(Sample(schema).Value?.ToJsonString(), Is.EqualTo(expected));
    }

    [Test]
    public void Optional_properties_are_sent_only_with_an_example_or_a_default()
    {
        var (value, _, _) = Sample(
            """
            {"type":"object","required":["a"],"properties":{
              "a":{"type":"string"},"plain":{"type":"string"},"choice":{"enum":["X"]},
              "given":{"type":"string","example":"e"},"usual":{"$ref":"#/components/schemas/WithDefault"}}}
            """
        );

        Assert.That(value!.AsObject().Select(p => p.Key), Is.EqualTo(new[] { "a", "given", "usual" }));
    }

    [Test]
    public void What_only_the_service_writes_is_not_sent()
    {
        var (value, _, _) = Sample(
            """{"type":"object","required":["id","name"],"properties":{"id":{"type":"string","readOnly":true},"name":{"type":"string"}}}"""
        );

        Assert.That(value!.AsObject().Select(p => p.Key), Is.EqualTo(new[] { "name" }));
    }

    [TestCase("""{"type":"integer","example":"7"}""")]
    [TestCase("""{"type":"integer","example":0,"minimum":1}""")]
    [TestCase("""{"type":"string","example":"abcd","maxLength":3}""")]
    [TestCase("""{"type":"string","example":"C","enum":["A"]}""")]
    public void An_example_that_breaks_its_own_schema_is_not_used_and_said(string schema)
    {
        var (value, document, warnings) = Sample(schema);

        ((JsonObject)document["request"]!).Remove("example");
        Assert.That(SchemaCheck.Violations(document, document["request"], value), Is.Empty);
        Assert.That(warnings.Select(w => w.Code), Is.EqualTo(new[] { "EXAMPLE_NOT_USED" }));
    }

    [Test]
    public void The_discriminator_says_which_branch_was_taken()
    {
        var (value, _, _) = Sample(
            """
            {"oneOf":[{"$ref":"#/components/schemas/Card"}],
             "discriminator":{"propertyName":"kind","mapping":{"card":"#/components/schemas/Card"}}}
            """
        );

        Assert.That((string?)value!["kind"], Is.EqualTo("card"));
    }

    [Test]
    public void Beside_a_reference_nothing_counts_in_the_older_dialect()
    {
        const string Schema = """{"$ref":"#/components/schemas/WithDefault","default":"sibling"}""";

        Assert.That((string?)Sample(Schema, dialect: "2020-12").Value, Is.EqualTo("sibling"));
        Assert.That((string?)Sample(Schema, dialect: "openapi-3.0").Value, Is.EqualTo("d"));
    }

    [TestCase("#/components/schemas/Tree")]
    [TestCase("#/components/schemas/Self")]
    [TestCase("#/components/schemas/CircleA")]
    [TestCase("#/components/schemas/List")]
    public void Circles_end(string target)
    {
        var (value, _, _) = Sample($$"""{"$ref":"{{target}}"}""");

        Assert.That((value?.ToJsonString() ?? "null").Length, Is.LessThan(500));
    }

    [Test]
    public void A_wide_circle_ends_within_the_budget()
    {
        var names = Enumerable.Range(0, 30).Select(i => $"p{i}").ToList();
        var properties = string.Join(
            ',',
            names.Select(n => $"\"{n}\":" + """{"type":"object","required":["q"],"properties":{"q":{"$ref":"#/request"}}}""")
        );
        var required = string.Join(',', names.Select(n => $"\"{n}\""));

        var (value, _, warnings) = Sample("""{"type":"object","required":[""" + required + """],"properties":{""" + properties + "}}");

        Assert.That(CountNodes(value), Is.LessThanOrEqualTo(SamplingBudget.MaxNodes * 31));
        Assert.That(warnings.Select(w => w.Code).Distinct(), Is.EqualTo(new[] { "INPUT_CAPPED" }));
    }

    [TestCase("""{"type":"string","minLength":2000000000}""")]
    [TestCase("""{"type":"array","minItems":1000000000,"items":{"type":"string"}}""")]
    [TestCase("""{"type":"integer","minimum":1e30}""")]
    public void What_is_too_large_is_cut_and_said(string schema)
    {
        var (value, _, warnings) = Sample(schema);

        Assert.That(value!.ToJsonString().Length, Is.LessThan(20_000));
        Assert.That(warnings.Select(w => w.Code), Does.Contain("INPUT_CAPPED"));
    }

    [TestCase("""{"type":"number","minimum":1e400}""")]
    [TestCase("""{"type":"number","multipleOf":1e-400}""")]
    [TestCase("""{"type":"number","multipleOf":0}""")]
    [TestCase("""{"type":"number","example":1e400}""")]
    [TestCase("""{"type":"string","pattern":"(a+)+$"}""")]
    [TestCase("""{"type":"string","pattern":"((((((((((((((((((((((a))))))))))))))))))))))"}""")]
    [TestCase("""{"type":"string","pattern":"(((a{1000}){1000}){1000}){1000}"}""")]
    [TestCase("""{"type":"string","pattern":"("}""")]
    [TestCase("""{"type":"string","example":"\ud800"}""")]
    [TestCase("""{"type":"object","required":["\ud800"],"properties":{"\ud800":{"type":"string"}}}""")]
    [TestCase("""{"$ref":"#/nowhere"}""")]
    [TestCase("""{"$ref":"http://elsewhere/x"}""")]
    [TestCase("""{"$ref":7,"type":7,"properties":7,"required":7,"allOf":7,"oneOf":7,"enum":7}""")]
    [TestCase("""{"type":"array","items":false,"minItems":1}""")]
    [TestCase("""{"type":"string","minLength":-5,"maxLength":-1}""")]
    [TestCase("""{"type":"integer","minimum":10,"maximum":5}""")]
    [TestCase("""[]""")]
    [TestCase("""false""")]
    [TestCase("""null""")]
    public void Odd_schemas_do_no_harm(string schema)
    {
        // Half pairs cannot go through a JsonNode: the text is parsed as it is.
        var document = TestSpec.Json($$"""{"request":{{schema}}}""");
        var sampler = new SchemaSampler(document, "2020-12", 1, new SamplingBudget("POST /x", _ => { }));

        Assert.That(() => sampler.Sample("/request", null, "body", "value")?.ToJsonString(), Throws.Nothing);
    }

    [Test]
    public void An_enum_of_a_million_costs_nothing()
    {
        var all = string.Join(',', Enumerable.Range(0, 1_000_000));

        Assert.That(Sample($$"""{"type":"integer","enum":[{{all}}]}""").Value!.ToJsonString(), Is.EqualTo("0"));
    }

    [Test]
    public void The_seed_and_the_place_alone_decide()
    {
        const string Small = """{"type":"object","required":["a"],"properties":{"a":{"type":"integer"}}}""";
        const string Larger = """{"type":"object","required":["z","a"],"properties":{"z":{"type":"integer"},"a":{"type":"integer"}}}""";

        var first = Sample(Small, 7).Value!["a"]!.ToJsonString();

        Assert.That(Sample(Small, 7).Value!["a"]!.ToJsonString(), Is.EqualTo(first));
        Assert.That(Sample(Larger, 7).Value!["a"]!.ToJsonString(), Is.EqualTo(first), "an unrelated property does not ripple");
        Assert.That(
            Enumerable.Range(1, 20).Select(seed => Sample(Small, seed).Value!["a"]!.ToJsonString()).Distinct().Count(),
            Is.GreaterThan(10)
        );
    }

    private static (JsonNode? Value, JsonNode Document, List<ImportWarning> Warnings) Sample(
        string schema,
        int seed = 1,
        string dialect = "2020-12"
    )
    {
        const string Schemas = """
            "Base":{"type":"object","required":["name"],"properties":{"name":{"type":"string","minLength":2}}},
            "WithDefault":{"type":"string","default":"d"},
            "Card":{"type":"object","required":["kind","number"],"properties":{"kind":{"type":"string"},"number":{"type":"string","pattern":"^[0-9]{16}$"}}},
            "Tree":{"type":"object","required":["left","right"],"properties":{"left":{"$ref":"#/components/schemas/Tree"},"right":{"$ref":"#/components/schemas/Tree"}}},
            "Self":{"$ref":"#/components/schemas/Self"},
            "CircleA":{"allOf":[{"$ref":"#/components/schemas/CircleB"}]},
            "CircleB":{"allOf":[{"$ref":"#/components/schemas/CircleA"}]},
            "List":{"type":"array","items":{"$ref":"#/components/schemas/List"}}
            """;
        var text = """{"request":""" + schema + ""","components":{"schemas":{""" + Schemas + "}}}";
        var warnings = new List<ImportWarning>();
        var sampler = new SchemaSampler(TestSpec.Json(text), dialect, seed, new SamplingBudget("POST /x", warnings.Add));
        return (sampler.Sample("/request", null, "body", "value"), JsonNode.Parse(text)!, warnings);
    }

    private static int CountNodes(JsonNode? node) =>
        1
        + node switch
        {
            JsonObject members => members.Sum(m => CountNodes(m.Value)),
            JsonArray items => items.Sum(CountNodes),
            _ => 0,
        };
}
