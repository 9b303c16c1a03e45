using Orchestra.Cli.Tests.Fixtures;

namespace Orchestra.Cli.Tests.Server;

[TestFixture]
public sealed class ReportTests
{
    private TestFolder _folder = null!;
    private FakeOrchestra _server = null!;

    [SetUp]
    public async Task SetUp()
    {
        _folder = new TestFolder();
        _server = await FakeOrchestra.StartAsync();
        _server.Status = "FAILED";
    }

    [TearDown]
    public async Task TearDown()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task A_suite_run_is_summed_up_and_its_result_is_the_exit_code()
    {
        var run = await _server.RunAsync("report", FakeOrchestra.RunId);

        Assert.That(run.ExitCode, Is.EqualTo(1), run.Error);
        Assert.That(run.Output, Does.Contain("FAILED: suite \"Order\""));
        Assert.That(run.Output, Does.Contain("decisions planned: 2; as planned: 1, otherwise: 0, unobserved: 1"));
        Assert.That(run.Output, Does.Contain("flows planned: 3; observed: 1, broken: 0, unobserved: 2"));
    }

    [Test]
    public async Task A_run_that_its_suite_run_ended_says_why()
    {
        _server.Status = "CANCELLED";

        var run = await _server.RunAsync("report", FakeOrchestra.RunId);

        Assert.That(run.ExitCode, Is.EqualTo(5), run.Error);
        Assert.That(run.Output, Does.Contain("CANCELLED  the long way\n  a barrier of another run ended the suite run"));
    }

    [Test]
    public async Task What_is_no_suite_run_is_looked_for_among_the_runs()
    {
        _server.Refusals[$"/api/v1/suiteruns/{FakeOrchestra.RunId}/report"] = (404, "{}");

        var run = await _server.RunAsync("report", FakeOrchestra.RunId);

        Assert.That(run.ExitCode, Is.EqualTo(1), run.Error);
        Assert.That(run.Output, Does.Contain("FAILED: scenario \"the long way\""));
    }

    [Test]
    public async Task A_format_goes_to_stdout_or_to_a_file()
    {
        var printed = await _server.RunAsync("report", FakeOrchestra.RunId, "--format", "junit");
        var written = await _server.RunAsync("report", FakeOrchestra.RunId, "--format", "html", "--out", _folder["a/report.html"]);

        Assert.That(printed.Output.Trim(), Is.EqualTo("<junit/>"));
        Assert.That(written.Output, Is.Empty);
        Assert.That(await File.ReadAllTextAsync(_folder["a/report.html"]), Is.EqualTo("<html/>"));
    }

    [Test]
    public async Task An_id_that_nobody_knows_ends_with_2()
    {
        var run = await _server.RunAsync("report", "no/such?id");

        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain("neither a suite run nor a run 'no/such?id'"));
    }

    [TestCase("PENDING")]
    [TestCase("IN_PROGRESS")]
    public async Task A_run_that_is_not_over_has_no_result_and_ends_with_5(string status)
    {
        _server.Status = status;

        var run = await _server.RunAsync("report", FakeOrchestra.RunId);

        Assert.That(run.ExitCode, Is.EqualTo(5));
        Assert.That(run.Error, Does.Contain($"the run is not over: {status}"));
    }
}
