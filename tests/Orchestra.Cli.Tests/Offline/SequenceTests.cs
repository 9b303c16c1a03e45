using Orchestra.Cli.Tests.Fixtures;

namespace Orchestra.Cli.Tests.Offline;

/// <summary>Sequence diagrams where BPMN files are taken.</summary>
[TestFixture]
public sealed class SequenceTests
{
    private const string Mermaid =
        "sequenceDiagram\ntitle Order\nU->>Web shop: POST /orders\nalt look\nU->>Web shop: Get order\nelse\nU->>U: rests\nend\n";
    private const string PlantUml = "@startuml\ntitle Order\nU -> Shop : POST /orders\n@enduml\n";

    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase("order.mmd", Mermaid)]
    [TestCase("order.mermaid", Mermaid)]
    [TestCase("order.txt", Mermaid)]
    [TestCase("order", Mermaid)]
    [TestCase("order.puml", PlantUml)]
    [TestCase("order.plantuml", PlantUml)]
    [TestCase("order.txt", PlantUml)]
    [TestCase("order.md", "# Order\n\n```mermaid\n" + Mermaid + "```\n")]
    public async Task A_diagram_is_a_process_whatever_its_file_is_called(string file, string source)
    {
        var run = await CliRun.OfAsync("inspect", "--json", _folder.Write(file, source));

        Assert.That(run.ExitCode, Is.Zero, run.Output);
        Assert.That(run.Json.GetProperty("kind").GetString(), Is.EqualTo("process"));
        var process = run.Json.GetProperty("processes")[0];
        Assert.That(process.GetProperty("name").GetString(), Is.EqualTo("Order"));
        Assert.That(process.GetProperty("nodes")[1].GetProperty("type").GetString(), Is.EqualTo("SERVICE_TASK"));
    }

    [Test]
    public async Task A_suite_is_generated_from_a_diagram()
    {
        var spec = _folder.Write("openapi.yaml", Sources.Spec);

        var run = await CliRun.OfAsync("generate", _folder.Write("order.mmd", Mermaid), "--spec", spec, "--json");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Json.GetProperty("suite").GetProperty("name").GetString(), Is.EqualTo("Order"));
        Assert.That(run.Json.GetProperty("unbound").GetArrayLength(), Is.Zero);
        Assert.That(
            run.Json.GetProperty("scenarios").EnumerateArray().Select(scenario => scenario.GetProperty("steps").GetArrayLength()),
            Is.EquivalentTo(new[] { 1, 2 })
        );
    }

    [Test]
    public async Task Faults_name_file_line_and_column_and_end_with_3()
    {
        var file = _folder.Write("bad.mmd", "sequenceDiagram\nU->>: x\n  end\n");

        var text = await CliRun.OfAsync("inspect", file);
        var json = await CliRun.OfAsync("inspect", "--json", file);
        var generated = await CliRun.OfAsync("generate", file);

        Assert.That((text.ExitCode, json.ExitCode, generated.ExitCode), Is.EqualTo((3, 3, 3)));
        Assert.That(text.Output, Does.Contain("bad.mmd:2: column 5: the message has no receiver").And.Contain("bad.mmd:3: column 3: "));
        Assert.That(
            json.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("line").GetInt32()),
            Is.EqualTo(new[] { 2, 3 })
        );
        Assert.That(generated.Error, Does.Contain("column 5: the message has no receiver"));
    }

    [Test]
    public async Task The_sample_is_bound_completely_and_needs_no_data_that_is_not_there()
    {
        var bank = Path.Combine(RepositoryRoot(), "samples", "bank");

        var run = await CliRun.OfAsync(
            "generate",
            Path.Combine(bank, "loan-application.mmd"),
            "--spec",
            Path.Combine(bank, "openapi.yaml"),
            "--json"
        );

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Json.GetProperty("unbound").GetArrayLength(), Is.Zero);
        Assert.That(run.Json.GetProperty("coverage").GetProperty("edges").GetProperty("missing").GetArrayLength(), Is.Zero);
        Assert.That(
            run.Json.GetProperty("scenarios").EnumerateArray().Select(scenario => scenario.GetProperty("dataSets").GetRawText()),
            Is.EquivalentTo(new[] { """["good-applicant"]""", """["poor-applicant"]""" })
        );
        Assert.That(
            run.Json.GetProperty("scenarios").EnumerateArray().Sum(scenario => scenario.GetProperty("needsData").GetArrayLength()),
            Is.Zero
        );
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Orchestra.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("the tests run outside of the repository");
        }

        return folder.FullName;
    }
}
