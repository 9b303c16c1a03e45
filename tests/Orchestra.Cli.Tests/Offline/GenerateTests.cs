using System.Text.Json;
using Orchestra.Cli.Offline;
using Orchestra.Cli.Tests.Fixtures;

namespace Orchestra.Cli.Tests.Offline;

[TestFixture]
public sealed class GenerateTests
{
    private TestFolder _folder = null!;
    private string _process = null!;
    private string _spec = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TestFolder();
        _process = _folder.Write("order.bpmn", Sources.Process);
        _spec = _folder.Write("openapi.yaml", Sources.Spec);
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public async Task The_suite_is_one_JSON_document_of_the_documented_shape()
    {
        var run = await CliRun.OfAsync("generate", _process, "--spec", _spec, "--json");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var suite = run.Json;
        Assert.That(
            suite.EnumerateObject().Select(property => property.Name),
            Is.EqualTo((string[])["suite", "coverage", "scenarios", "unbound", "warnings"])
        );
        Assert.That(suite.GetProperty("suite").GetRawText(), Is.EqualTo("""{"name":"Order","criteria":["EDGE"],"strength":2,"seed":1}"""));
        Assert.That(suite.GetProperty("coverage").GetProperty("edges").GetProperty("covered").GetInt32(), Is.EqualTo(5));
        Assert.That(suite.GetProperty("scenarios").GetArrayLength(), Is.EqualTo(2));
        foreach (var scenario in suite.GetProperty("scenarios").EnumerateArray())
        {
            Assert.That(
                scenario.EnumerateObject().Select(property => property.Name),
                Is.SupersetOf((string[])["key", "name", "path", "edges", "decisions", "orders", "data", "because", "steps", "needsData"])
            );
            Assert.That(scenario.GetProperty("path")[0].GetString(), Is.EqualTo("S"));
            Assert.That(scenario.GetProperty("decisions")[0].GetProperty("id").GetString(), Is.EqualTo("G"));
        }

        var step = suite.GetProperty("scenarios")[0].GetProperty("steps")[0];
        Assert.That(
            step.GetProperty("endpointRef").GetRawText(),
            Is.EqualTo("""{"protocolId":"http","serviceName":"web-shop","endpointName":"POST /orders"}""")
        );
    }

    [TestCase("scoring.proto", "syntax = \"proto3\"; package a; service S { rpc M(R) returns (R); } message R {}", "grpc", "a.S/M")]
    [TestCase(
        "events.yaml",
        "asyncapi: 2.6.0\nservers: { b: { url: h, protocol: kafka } }\nchannels: { t: { subscribe: {} } }",
        "kafka",
        "CONSUME t"
    )]
    [TestCase("events.yaml", "asyncapi: 2.6.0\nchannels: { t: { bindings: { amqp: {} }, subscribe: {} } }", "queue", "CONSUME t")]
    [TestCase("tables.json", """{"tables":[{"name":"t","columns":[{"name":"correlation_id"}]}]}""", "db", "SELECT t")]
    public async Task A_spec_says_itself_which_protocol_it_is_of(string file, string content, string protocol, string endpoint)
    {
        var process = _folder.Write("order.bpmn", Sources.Process.Replace("POST /orders", $"other#{endpoint}", StringComparison.Ordinal));
        var run = await CliRun.OfAsync("generate", process, "--spec", "other=" + _folder.Write(file, content), "--json");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Contain($$"""{"protocolId":"{{protocol}}","serviceName":"other","endpointName":"{{endpoint}}"}"""));
    }

    [Test]
    public async Task An_AsyncAPI_document_that_names_no_broker_needs_its_protocol_in_front()
    {
        var spec = _folder.Write("events.yaml", "asyncapi: 2.6.0\nchannels: { t: { subscribe: {} } }");

        var without = await CliRun.OfAsync("generate", _process, "--spec", $"events={spec}");
        var with = await CliRun.OfAsync("generate", _process, "--spec", $"queue:events={spec}");

        Assert.That((without.ExitCode, with.ExitCode), Is.EqualTo((2, 0)));
        Assert.That(without.Error, Does.Contain("kafka:SERVICE=FILE or queue:SERVICE=FILE"));
    }

    [Test]
    public async Task A_process_of_another_file_is_walked_within_the_call_and_its_absence_warned_of()
    {
        const string Head = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><process id=""";
        var outer = _folder.Write(
            "outer.bpmn",
            Head
                + """
                "Outer"><startEvent id="S"/><sequenceFlow id="F1" sourceRef="S" targetRef="Call"/>
                <callActivity id="Call" calledElement="Inner"/><sequenceFlow id="F2" sourceRef="Call" targetRef="E"/><endEvent id="E"/></process></definitions>
                """
        );
        var inner = _folder.Write(
            "inner.bpmn",
            Head
                + """
                "Inner"><startEvent id="IS"/><sequenceFlow id="IF1" sourceRef="IS" targetRef="Deep"/>
                <userTask id="Deep" name="Deep"/><sequenceFlow id="IF2" sourceRef="Deep" targetRef="IE"/><endEvent id="IE"/></process></definitions>
                """
        );

        var with = await CliRun.OfAsync("generate", outer, "--with", inner, "--json");
        var without = await CliRun.OfAsync("generate", outer, "--json");

        Assert.That(with.ExitCode, Is.Zero, with.Error);
        Assert.That(with.Json.GetProperty("scenarios")[0].GetProperty("path").GetRawText(), Does.Contain("\"Deep\""));
        Assert.That(with.Json.GetProperty("warnings").GetArrayLength(), Is.Zero);
        Assert.That(without.Json.GetProperty("warnings")[0].GetProperty("message").GetString(), Does.Contain("'Inner' is not there"));
    }

    [Test]
    public async Task The_same_input_gives_the_same_bytes()
    {
        var first = await CliRun.OfAsync("generate", _process, "--spec", _spec, "--json", "--seed", "7");
        var second = await CliRun.OfAsync("generate", _process, "--spec", _spec, "--json", "--seed", "7");

        Assert.That(second.Output, Is.EqualTo(first.Output));
        Assert.That(first.Json.GetProperty("suite").GetProperty("seed").GetInt32(), Is.EqualTo(7));
    }

    [Test]
    public async Task Without_a_spec_every_task_is_listed_as_unbound()
    {
        var run = await CliRun.OfAsync("generate", _process, "--json");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(
            run.Json.GetProperty("unbound").EnumerateArray().Select(task => task.GetProperty("nodeId").GetString()),
            Is.EquivalentTo((string[])["T1", "T2"])
        );
    }

    [Test]
    public async Task A_folder_gets_the_suite_and_a_file_for_each_scenario()
    {
        var target = _folder["out"];
        _folder.Write("out/scenarios/mine.json", "{}");

        var run = await CliRun.OfAsync("generate", _process, "--spec", _spec, "--json", "--out", target);

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        using var index = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(target, "suite.json")));
        var files = index
            .RootElement.GetProperty("scenarios")
            .EnumerateArray()
            .Select(entry => entry.GetProperty("file").GetString()!)
            .ToList();
        Assert.That(files, Has.Count.EqualTo(2));
        foreach (var (file, scenario) in files.Zip(run.Json.GetProperty("scenarios").EnumerateArray()))
        {
            using var written = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(target, file)));
            Assert.That(JsonElement.DeepEquals(written.RootElement, scenario), Is.True, file);
        }

        Assert.That(run.Error, Does.Contain("mine.json is not part of this suite"));
    }

    [Test]
    public async Task People_see_coverage_steps_with_scores_and_reasons()
    {
        var run = await CliRun.OfAsync("generate", _process, "--spec", _spec, "--criteria", "node,edge");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Contain("2 scenario(s) for NODE, EDGE"));
        Assert.That(run.Output, Does.Contain("web-shop POST /orders  (EXTENSION 1.00").And.Contain("because only it covers EDGE"));
    }

    [TestCase("--criteria", "WEATHER", "NODE, EDGE, DECISION")]
    [TestCase("--orders", "SOME", "NONE, PAIRS, ALL")]
    [TestCase("--max-loop", "0", "maxLoopIterations")]
    [TestCase("--strength", "9", "strength")]
    [TestCase("--threshold", "7", "bindingThreshold")]
    [TestCase("--seed", "x", "--seed")]
    public async Task A_value_that_is_not_allowed_ends_with_2_and_says_what_is(string option, string value, string said)
    {
        var run = await CliRun.OfAsync("generate", _process, option, value);

        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain(said));
        Assert.That(run.Output, Is.Empty);
    }

    [Test]
    public async Task Bad_files_end_with_3_and_every_fault()
    {
        var process = await CliRun.OfAsync("generate", _folder.Write("bad.bpmn", Sources.BrokenProcess));
        var spec = await CliRun.OfAsync("generate", _process, "--spec", _folder.Write("bad.yaml", "openapi: 3.0.3"));

        Assert.That(process.ExitCode, Is.EqualTo(3));
        Assert.That(process.Error, Does.Contain("line 4: "));
        Assert.That(spec.ExitCode, Is.EqualTo(3));
        Assert.That(spec.Error, Does.Contain("bad.yaml has "));
    }

    [Test]
    public async Task Two_files_for_one_service_are_refused_and_a_given_name_separates_them()
    {
        var second = _folder.Write("second/openapi.yaml", Sources.Spec);

        var refused = await CliRun.OfAsync("generate", _process, "--spec", _spec, "--spec", second, "--json");
        var named = await CliRun.OfAsync("generate", _process, "--spec", _spec, "--spec", $"other={second}", "--json");

        Assert.That(refused.ExitCode, Is.EqualTo(2));
        Assert.That(refused.Error, Does.Contain("'web-shop'").And.Contain("NAME=FILE"));
        Assert.That(named.ExitCode, Is.Zero, named.Error);
    }

    [TestCase("specs/openapi.yaml", "Web Shop", "web-shop")]
    [TestCase("specs/openapi.json", null, "openapi")]
    [TestCase("loans.yaml", "Web Shop", "loans")]
    [TestCase("Loans_v2.1.yaml", null, "loans-v2-1")]
    [TestCase("---.yaml", "  ", "service")]
    public void A_spec_is_named_by_its_file_or_its_title(string path, string? title, string expected) =>
        Assert.That(SpecFile.DefaultName(path, title), Is.EqualTo(expected));
}
