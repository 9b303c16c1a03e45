using Orchestra.Cli.Tests.Fixtures;

namespace Orchestra.Cli.Tests;

[TestFixture]
public sealed class UsageTests
{
    private static readonly string[] Verbs =
    [
        "setup",
        "up",
        "down",
        "status",
        "logs",
        "demo",
        "inspect",
        "generate",
        "validate",
        "run",
        "report",
        "admin",
        "migrate",
        "maintain",
        "test",
        "bench",
        "soak",
    ];

    [TestCase("help")]
    [TestCase("--help")]
    [TestCase("-h")]
    public async Task Help_lists_every_verb(string argument)
    {
        var run = await CliRun.OfAsync(argument);

        Assert.That(run.ExitCode, Is.Zero);
        foreach (var verb in Verbs)
        {
            Assert.That(run.Output, Does.Match($@"(?m)^\s+{verb}\b"));
        }
    }

    [Test]
    public async Task Help_for_a_verb_shows_its_options()
    {
        var run = await CliRun.OfAsync("help", "generate");

        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Output, Does.Contain("--criteria").And.Contain("--max-loop").And.Contain("--out"));
    }

    [TestCase("fly")]
    [TestCase("inspect")]
    [TestCase("inspect", "a.bpmn", "--colour")]
    [TestCase("validate", "--schema", "a.json")]
    [TestCase("validate", "--batch", "a", "--schema", "b")]
    [TestCase("validate", "--schema", "a", "--instance", "b", "--draft", "draft-99")]
    [TestCase("run", "--env", "local")]
    [TestCase("run", "--suite", "1", "--scenario", "2", "--env", "local")]
    [TestCase("run", "--suite", "1")]
    [TestCase("run", "--suite", "1", "--env", "local", "--mode", "SINGLE_STEP")]
    [TestCase("run", "--suite", "1", "--env", "local", "--server", "nonsense")]
    [TestCase("report")]
    [TestCase("report", "1", "--format", "pdf")]
    [TestCase("admin")]
    [TestCase("admin", "create-key", "ci")]
    [TestCase("admin", "create-key", "ci", "--role", "KING")]
    public async Task Wrong_usage_ends_with_2_and_a_sentence_on_stderr(params string[] arguments)
    {
        var run = await CliRun.OfAsync(arguments);

        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.StartWith("orchestra: "));
        Assert.That(run.Output, Is.Empty);
    }

    [Test]
    public async Task Without_a_verb_it_ends_with_2()
    {
        var run = await CliRun.OfAsync([]);

        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain("orchestra help"));
    }

    [Test]
    public async Task An_unknown_fault_of_the_demo_is_refused_with_the_known_ones_before_anything_starts()
    {
        var run = await CliRun.OfAsync("demo", "--fault", "flood");

        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain("'flood'").And.Contain("scoring-500, contract, slow, wrong-decision"));
    }

    [Test]
    public async Task A_file_whose_name_begins_with_an_at_sign_is_a_file()
    {
        var run = await CliRun.OfAsync("inspect", "@nowhere");

        Assert.That(run.ExitCode, Is.EqualTo(3));
        Assert.That(run.Output, Does.Contain("@nowhere: there is no such file"));
    }
}
