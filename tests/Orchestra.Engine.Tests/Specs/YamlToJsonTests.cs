using System.Text;
using Orchestra.Engine.Specs.Text;

namespace Orchestra.Engine.Tests.Specs;

public sealed class YamlToJsonTests
{
    [TestCase("~", "null")]
    [TestCase("", "null")]
    [TestCase("Null", "null")]
    [TestCase("nULL", "\"nULL\"")]
    [TestCase("true", "true")]
    [TestCase("FALSE", "false")]
    [TestCase("yes", "\"yes\"")]
    [TestCase("no", "\"no\"")]
    [TestCase("on", "\"on\"")]
    [TestCase("12", "12")]
    [TestCase("-0", "-0")]
    [TestCase("+12", "12")]
    [TestCase("007", "7")]
    [TestCase("0o17", "15")]
    [TestCase("0x1F", "31")]
    [TestCase("0xZ", "\"0xZ\"")]
    [TestCase("1_000", "\"1_000\"")]
    [TestCase("1.10", "1.10")]
    [TestCase(".5", "0.5")]
    [TestCase("5.", "5")]
    [TestCase("-.5e3", "-0.5e3")]
    [TestCase("1e400", "1e400")]
    [TestCase("1.2.3", "\"1.2.3\"")]
    [TestCase(".", "\".\"")]
    [TestCase("-", "[null]")]
    [TestCase("+", "\"+\"")]
    [TestCase(".inf", "\".inf\"")]
    [TestCase("2026-01-31", "\"2026-01-31\"")]
    [TestCase("2026-01-31T12:00:00Z", "\"2026-01-31T12:00:00Z\"")]
    [TestCase("12:30", "\"12:30\"")]
    [TestCase("'true'", "\"true\"")]
    [TestCase("\"12\"", "\"12\"")]
    [TestCase("!!str 12", "\"12\"")]
    [TestCase("! 12", "\"12\"")]
    [TestCase("!!int 12", "12")]
    [TestCase("\"a\\tb\\\"\\u00e9\\U0001F600\"", "\"a\\u0009b\\\"é😀\"")]
    [TestCase("|\n  a\n  b\n", "\"a\\u000ab\\u000a\"")]
    [TestCase(">-\n  a\n  b\n", "\"a b\"")]
    [TestCase("{200: a, true: b, ~: c, 1.10: d}", "{\"200\":\"a\",\"true\":\"b\",\"~\":\"c\",\"1.10\":\"d\"}")]
    [TestCase("a: &x [1, {b: 2}]\nc: *x", "{\"a\":[1,{\"b\":2}],\"c\":[1,{\"b\":2}]}")]
    [TestCase("a: &x {b: 1, c: 2}\nd: {b: 3, <<: *x}\ne: {'<<': 1}", "{\"a\":{\"b\":1,\"c\":2},\"d\":{\"b\":3,\"c\":2},\"e\":{\"<<\":1}}")]
    public void Scalars_follow_the_core_schema(string yaml, string json)
    {
        var text = yaml.Length == 0 ? "--- \n" : yaml;

        Assert.That(Encoding.UTF8.GetString(YamlToJson.Convert(text).Json.Span), Is.EqualTo(json));
    }

    [Test]
    public void Every_value_knows_its_line()
    {
        var (json, source) = YamlToJson.Convert("a:\n  - 1\n  -\n    b: 2\nc: |\n  text\nd: &x\n  e: 1\nf: *x\n");
        var tree = SpecTreeReader.Read(json, source, []);

        Assert.That(
            Enumerable.Range(0, tree.Count).Select(index => $"{tree.PointerOf(index)} {tree.LineOf(index)}"),
            Is.EqualTo([" 1", "/a 1", "/a/0 2", "/a/1 4", "/a/1/b 4", "/c 5", "/d 7", "/d/e 8", "/f 9", "/f/e 8"])
        );
    }

    [Test]
    public void Json_values_know_their_lines_too()
    {
        var tree = SpecTreeReader.Read("{\n\"a\":\n[1,\n 2], \"b\": {\n\"c\": 3}}"u8.ToArray(), yaml: null, []);

        Assert.That(
            Enumerable.Range(0, tree.Count).Select(index => $"{tree.PointerOf(index)} {tree.LineOf(index)}"),
            Is.EqualTo([" 1", "/a 2", "/a/0 3", "/a/1 4", "/b 4", "/b/c 5"])
        );
    }
}
