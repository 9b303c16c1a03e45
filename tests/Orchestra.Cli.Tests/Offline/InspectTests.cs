using System.Text.Json;
using Orchestra.Cli.Tests.Fixtures;

namespace Orchestra.Cli.Tests.Offline;

[TestFixture]
public sealed class InspectTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public async Task A_process_is_one_line_of_JSON_in_which_every_member_is_there()
    {
        var file = _folder.Write("order.bpmn", Sources.Process);

        var run = await CliRun.OfAsync("inspect", file, "--json");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Lines, Has.Length.EqualTo(1));
        Assert.That(
            Names(run.Json),
            Is.EqualTo((string[])["file", "ok", "kind", "errors", "warnings", "processes", "endpoints", "participants", "messageFlows"])
        );
        Assert.That(run.Json.GetProperty("file").GetString(), Is.EqualTo(file));
        Assert.That(run.Json.GetProperty("ok").GetBoolean(), Is.True);
        Assert.That(run.Json.GetProperty("kind").GetString(), Is.EqualTo("process"));
        var process = run.Json.GetProperty("processes")[0];
        Assert.That(Names(process), Is.EqualTo((string[])["id", "name", "participant", "nodes", "edges", "lanes", "data"]));
        Assert.That(
            process.GetProperty("nodes")[1].GetRawText(),
            Is.EqualTo("""{"id":"T1","type":"USER_TASK","name":"Place order","parent":null,"lane":null,"attachedTo":null,"loop":null}""")
        );
        Assert.That(
            process.GetProperty("edges")[2].GetRawText(),
            Is.EqualTo("""{"id":"F3","source":"G","target":"T2","condition":"look","isDefault":false}""")
        );
        Assert.That(process.GetProperty("edges")[3].GetProperty("isDefault").GetBoolean(), Is.True);
    }

    [Test]
    public async Task Pools_messages_between_them_lanes_and_data_are_shown()
    {
        var run = await CliRun.OfAsync("inspect", "--json", _folder.Write("shop.bpmn", Sources.Collaboration));

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(
            run.Json.GetProperty("participants").GetRawText(),
            Is.EqualTo("""[{"id":"Shop","name":"Web shop","processId":"P"},{"id":"Bank","name":null,"processId":null}]""")
        );
        Assert.That(
            run.Json.GetProperty("messageFlows").GetRawText(),
            Is.EqualTo("""[{"id":"M","name":"Pay","source":"T","target":"Bank"}]""")
        );
        var process = run.Json.GetProperty("processes")[0];
        Assert.That(process.GetProperty("lanes").GetRawText(), Is.EqualTo("""[{"id":"L","name":"Desk"}]"""));
        Assert.That(
            process.GetProperty("data").GetRawText(),
            Is.EqualTo(
                """[{"id":"Form","kind":"OBJECT","name":"Form","readBy":["T"],"writtenBy":[]},{"id":"Store","kind":"STORE","name":"Orders","readBy":[],"writtenBy":["T"]}]"""
            )
        );
    }

    [Test]
    public async Task A_spec_shows_its_endpoints()
    {
        var run = await CliRun.OfAsync("inspect", "--json", _folder.Write("openapi.yaml", Sources.Spec));

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Json.GetProperty("kind").GetString(), Is.EqualTo("spec"));
        Assert.That(
            run.Json.GetProperty("endpoints").GetRawText(),
            Is.EqualTo(
                """[{"endpointName":"POST /orders","operationId":"placeOrder"},{"endpointName":"GET /orders/{id}","operationId":"getOrder"}]"""
            )
        );
    }

    [Test]
    public async Task The_kind_is_told_by_the_content_and_not_by_the_name()
    {
        var run = await CliRun.OfAsync(
            "inspect",
            "--json",
            _folder.Write("a.yaml", "\n  " + Sources.Process),
            _folder.Write("b.bpmn", Sources.Spec)
        );

        Assert.That(
            run.Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("kind").GetString()),
            Is.EqualTo((string[])["process", "spec"])
        );
    }

    [Test]
    public async Task A_bad_file_among_good_ones_is_told_with_its_place_and_ends_with_3()
    {
        var good = _folder.Write("good.bpmn", Sources.Process);
        var bad = _folder.Write("bad.bpmn", Sources.BrokenProcess);

        var run = await CliRun.OfAsync("inspect", good, bad, _folder["missing.bpmn"], "--json");

        Assert.That(run.ExitCode, Is.EqualTo(3));
        Assert.That(run.Lines, Has.Length.EqualTo(3));
        var broken = JsonDocument.Parse(run.Lines[1]).RootElement;
        Assert.That(broken.GetProperty("ok").GetBoolean(), Is.False);
        var errors = broken.GetProperty("errors").EnumerateArray().ToList();
        Assert.That(errors.Select(error => error.GetProperty("line").GetInt32()), Has.Some.EqualTo(4));
        Assert.That(Names(errors[0]), Is.EqualTo((string[])["path", "line", "message"]));
        var missing = JsonDocument.Parse(run.Lines[2]).RootElement;
        Assert.That(missing.GetProperty("kind").GetString(), Is.EqualTo("unknown"));
        Assert.That(missing.GetProperty("errors")[0].GetProperty("message").GetString(), Does.Contain("no such file"));
    }

    [TestCase("inspect")]
    [TestCase("generate")]
    public async Task A_rule_that_no_run_can_judge_is_told_with_its_element_and_line(string verb)
    {
        var run = await CliRun.OfAsync(verb, _folder.Write("order.bpmn", Sources.UnjudgeableProcess));

        Assert.That(run.ExitCode, Is.EqualTo(3));
        Assert.That(run.Output + run.Error, Does.Contain("T1").And.Contain("an expect is wrong: /left: column"));
    }

    [Test]
    public async Task People_get_the_graph_as_plain_columns_without_escape_codes()
    {
        var run = await CliRun.OfAsync(
            "inspect",
            _folder.Write("order.bpmn", Sources.Process),
            _folder.Write("bad.bpmn", Sources.BrokenProcess)
        );

        Assert.That(run.Output, Does.Contain("process Order (P1): 5 nodes, 5 flows").And.Contain("USER_TASK").And.Not.Contain("\x1b["));
        Assert.That(run.Output, Does.Contain("bad.bpmn:4: "));
    }

    [Test]
    public async Task A_folder_and_an_empty_file_are_refused_with_words()
    {
        var run = await CliRun.OfAsync("inspect", _folder.Path, _folder.Write("empty.bpmn", ""));

        Assert.That(run.ExitCode, Is.EqualTo(3));
        Assert.That(run.Output, Does.Contain("is a folder").And.Contain("empty.bpmn: process, 1 fault(s)"));
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(property => property.Name);
}
