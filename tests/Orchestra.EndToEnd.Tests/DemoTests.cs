using System.Text.Json;
using Orchestra.Contracts;
using Orchestra.Contracts.Reports;
using Orchestra.Contracts.Runs;
using Orchestra.LocalHost.Processes;
using Orchestra.Testing.Processes;
using Orchestra.Testing.Servers;
using Orchestra.Testing.Waiting;

namespace Orchestra.EndToEnd.Tests;

/// <summary><c>./orchestra demo</c> as people call it. Its reports are in one folder: one demo at a time.</summary>
[NonParallelizable]
internal sealed class DemoTests
{
    // Each takes a whole demo, and BankSuiteTests finds all four without one around them: the others only with --deep.
    private static IEnumerable<TestCaseData> Faults =>
        new TestCaseData[]
        {
            new("scoring-500", "/score", ViolationType.HttpError),
            new("contract", "/accounts", ViolationType.ContractViolation),
            new("slow", "/collateral-checks", ViolationType.Timeout),
            new("wrong-decision", "/score", ViolationType.BusinessRuleViolation),
        }.Take(TestServers.IsDeep ? 4 : 1);

    [Test, CancelAfter(180_000)]
    public async Task It_passes_and_sums_up()
    {
        var (exitCode, output) = await LocalProgram.RunCliAsync("demo");

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(output, Does.Match(@"(?m)^PASSED: suite ""Credit application"" in environment demo: 4 of 4 scenario\(s\) passed, "));
        Assert.That((await ReportAsync()).Status, Is.EqualTo(SuiteRunStatus.Passed));
    }

    [TestCaseSource(nameof(Faults)), CancelAfter(180_000)]
    public async Task A_fault_ends_with_1_and_the_report_names_the_step(
        string fault,
        string pathEnd,
        ViolationType type,
        CancellationToken cancellationToken
    )
    {
        _ = cancellationToken;
        var (exitCode, output) = await LocalProgram.RunCliAsync("demo", "--fault", fault);

        Assert.That(exitCode, Is.EqualTo(1), output);
        Assert.That(output, Does.Match("(?m)^FAILED: suite"));
        var report = await ReportAsync();
        var failed = report.Runs.Where(run => run.Status == RunStatus.Failed).ToList();
        Assert.That(failed, Is.Not.Empty);
        foreach (var run in failed)
        {
            var first = run.Steps.First(step => step.Status != StepStatus.Passed);
            Assert.That(first.Endpoint, Does.EndWith(pathEnd), "the first step that did not pass is the faulty one");
            Assert.That(first.Payload.Violations.Select(violation => violation.Type), Does.Contain(type));
        }
    }

    [Test, CancelAfter(120_000)]
    public async Task Five_seconds_after_kill_9_nothing_is_alive_and_the_next_host_removes_its_folders()
    {
        await using var demo = await LocalProgram.StartCliAsync("demo");
        await Eventually.IsTrueAsync(
            () => Task.FromResult(demo.Tree.Output.Contains("up in ", StringComparison.Ordinal) || demo.Tree.Exited.IsCompleted),
            TimeSpan.FromSeconds(90),
            "the demo's topology is up"
        );
        Assert.That(demo.Tree.Alive(), Has.Some.Contains("Orchestra.AppHost").And.Some.Contains("epmd"), "the control");

        demo.Tree.Kill();
        await demo.Tree.Exited;

        await demo.NothingLeftAsync(TimeSpan.FromSeconds(5));
        Assert.That(FoldersOf(demo), Is.Not.Empty, "the control: nobody could remove them");
        TemporaryFolder.Remove(TemporaryFolder.Create());
        Assert.That(FoldersOf(demo), Is.Empty);
    }

    private static string[] FoldersOf(LocalProgram demo) => Directory.GetDirectories(Path.GetTempPath(), $"orchestra-{demo.Tree.Id}-*");

    private static async Task<SuiteReport> ReportAsync()
    {
        await using var file = File.OpenRead(Path.Combine(BuiltPrograms.Root, "artifacts", "demo", "report.json"));
        return (await JsonSerializer.DeserializeAsync<SuiteReport>(file, OrchestraJson.Options))!;
    }
}
