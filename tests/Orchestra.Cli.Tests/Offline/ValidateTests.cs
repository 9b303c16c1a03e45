using System.Text.Json;
using Orchestra.Cli.Offline;
using Orchestra.Cli.Tests.Fixtures;

namespace Orchestra.Cli.Tests.Offline;

[TestFixture]
public sealed class ValidateTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public async Task A_valid_instance_ends_with_0()
    {
        var run = await RunAsync("""{"type":"object"}""", "{}");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output.Trim(), Is.EqualTo("""{"valid":true,"errors":[]}"""));
    }

    [Test]
    public async Task An_invalid_instance_ends_with_1_and_both_pointers()
    {
        var run = await RunAsync("""{"properties":{"a":{"type":"string"}}}""", """{"a":1}""");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        var error = run.Json.GetProperty("errors")[0];
        Assert.That(error.GetProperty("instancePointer").GetString(), Is.EqualTo("/a"));
        Assert.That(error.GetProperty("schemaPointer").GetString(), Is.EqualTo("/properties/a/type"));
        Assert.That(error.GetProperty("keyword").GetString(), Is.EqualTo("type"));
        Assert.That(error.GetProperty("message").GetString(), Is.Not.Empty);
    }

    [Test]
    public async Task The_draft_decides_what_a_keyword_means()
    {
        const string schema = """{"type":"string","nullable":true}""";

        Assert.That((await RunAsync(schema, "null", "--draft", "openapi-3.0")).ExitCode, Is.Zero);
        Assert.That((await RunAsync(schema, "null", "--draft", "2020-12")).ExitCode, Is.EqualTo(1));
    }

    [Test]
    public async Task Without_a_draft_the_schema_says_which_it_is()
    {
        const string bounds = "\"minimum\":5,\"exclusiveMinimum\":true}";

        Assert.That((await RunAsync("{\"$schema\":\"http://json-schema.org/draft-04/schema#\"," + bounds, "5")).ExitCode, Is.EqualTo(1));
        Assert.That((await RunAsync("{" + bounds, "5")).ExitCode, Is.EqualTo(3), "not a schema of 2020-12");
    }

    [TestCase("{", "{}", "schema.json is not JSON")]
    [TestCase("{}", "nonsense", "instance.json is not JSON")]
    public async Task A_file_that_is_no_JSON_ends_with_3(string schema, string instance, string said)
    {
        var run = await RunAsync(schema, instance);

        Assert.That(run.ExitCode, Is.EqualTo(3));
        Assert.That(run.Error, Does.Contain(said));
    }

    [Test]
    public async Task A_byte_order_mark_is_no_fault()
    {
        var run = await RunAsync("\uFEFF{}", "\uFEFF1");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
    }

    [Test]
    public async Task A_batch_answers_line_by_line_and_goes_on_after_bad_lines()
    {
        var batch = _folder.Write(
            "batch.jsonl",
            """
            {"schema":{"type":"string"},"instance":"a"}
            {"schema":{"type":"string"},"instance":1}
            {"schema":{"type":"string","nullable":true},"instance":null,"draft":"openapi-3.0"}

            nonsense
            {"schema":{"type":7},"instance":1}
            {"schema":{}}
            {"schema":{},"instance":1,"draft":"draft-99"}
            """
        );

        var run = await CliRun.OfAsync("validate", "--batch", batch);

        Assert.That(run.ExitCode, Is.EqualTo(3));
        var verdicts = run.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.That(
            verdicts.Select(verdict => verdict.GetProperty("valid").GetBoolean()),
            Is.EqualTo((bool[])[true, false, true, false, false, false, false])
        );
        Assert.That(verdicts[1].GetProperty("errors")[0].GetProperty("keyword").GetString(), Is.EqualTo("type"));
        foreach (var bad in verdicts.Skip(3))
        {
            Assert.That(bad.GetProperty("errors")[0].GetProperty("keyword").GetString(), Is.EqualTo("$input"));
        }
    }

    [Test]
    public async Task A_batch_of_good_lines_ends_with_0_and_one_with_an_invalid_instance_with_1()
    {
        var good = _folder.Write("good.jsonl", """{"schema":true,"instance":1}""");
        var invalid = _folder.Write("invalid.jsonl", """{"schema":false,"instance":1}""");

        Assert.That((await CliRun.OfAsync("validate", "--batch", good)).ExitCode, Is.Zero);
        Assert.That((await CliRun.OfAsync("validate", "--batch", invalid)).ExitCode, Is.EqualTo(1));
    }

    [Test]
    public async Task A_batch_survives_names_that_are_no_text_and_other_broken_lines()
    {
        var batch = _folder.Write(
            "broken.jsonl",
            """
            {"\ud800":1,"schema":{"\ud800":1,"type":"string","required":["\udc00"]},"instance":"a"}
            {"schema":true,"instance":1,"draft":"\ud800"}
            {"schema":true,"instance":1,"draft":7}
            {"schema":{"$schema":"\ud800"},"instance":{"\ud800":1}}
            [[[
            {"schema":true,"instance":1}
            """
        );

        var run = await CliRun.OfAsync("validate", "--batch", batch);

        Assert.That(run.ExitCode, Is.EqualTo(3), run.Error);
        Assert.That(run.Lines, Has.Exactly(6).Items);
        Assert.That(run.Lines[^1], Is.EqualTo("""{"valid":true,"errors":[]}"""));
    }

    [Test]
    public async Task A_batch_answers_each_line_by_its_own_schema_though_the_last_one_is_kept()
    {
        var batch = _folder.Write(
            "same.jsonl",
            """
            {"schema":{"exclusiveMinimum":1},"instance":1}
            {"schema":{"exclusiveMinimum":1},"instance":2}
            {"schema":{"exclusiveMinimum":1},"instance":2,"draft":"draft-04"}
            {"schema":{"exclusiveMinimum":3},"instance":2}
            """
        );

        var run = await CliRun.OfAsync("validate", "--batch", batch);

        var valid = run.Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("valid").GetBoolean());
        Assert.That(valid, Is.EqualTo((bool[])[false, true, false, false]));
    }

    [Test]
    public void A_line_without_end_is_cut_and_the_next_one_is_read()
    {
        var lines = new BatchLines(new StringReader(new string('a', 200_000) + "\nshort\n\nlast"), maxLength: 1000);

        Assert.That(lines.Next(out var cut), Is.Not.Null);
        Assert.That(cut);
        Assert.That((lines.Next(out cut), cut), Is.EqualTo(("short", false)));
        Assert.That(lines.Next(out _), Is.Empty);
        Assert.That(lines.Next(out _), Is.EqualTo("last"));
        Assert.That(lines.Next(out _), Is.Null);
    }

    [Test]
    public async Task Formats_are_checked_when_asked_for()
    {
        const string schema = """{"format":"date"}""";

        Assert.That((await RunAsync(schema, "\"never\"")).ExitCode, Is.Zero);
        Assert.That((await RunAsync(schema, "\"never\"", "--formats", "assertion")).ExitCode, Is.EqualTo(1));
    }

    [Test]
    public async Task People_read_where_it_is_wrong()
    {
        var schema = _folder.Write("schema.json", """{"required":["a"]}""");
        var instance = _folder.Write("instance.json", "{}");

        var run = await CliRun.OfAsync("validate", "--schema", schema, "--instance", instance);

        Assert.That(run.Output, Does.Contain("has 1 violation(s)").And.Contain("(root) (/required): "));
    }

    private Task<CliRun> RunAsync(string schema, string instance, params string[] more) =>
        CliRun.OfAsync([
            "validate",
            "--schema",
            _folder.Write("schema.json", schema),
            "--instance",
            _folder.Write("instance.json", instance),
            "--json",
            .. more,
        ]);
}
