using Orchestra.Api.Features.Reports.Allure;
using Orchestra.Contracts.Runs;

namespace Orchestra.Api.Tests.Reports;

internal sealed class AllureResultTests
{
    [Test]
    public void A_run_has_its_state_its_steps_and_the_message_of_the_first_that_did_not_pass()
    {
        var report = ReportExamples.Everything();
        var run = report.Runs[0];

        var result = AllureResult.Of(report, run);

        Assert.That(result["status"]!.GetValue<string>(), Is.EqualTo("failed"));
        Assert.That(
            result["steps"]!.AsArray().Select(step => step!["status"]!.GetValue<string>()),
            Is.EqualTo(run.Steps.Select(step => AllureStatus.Of(step.Status)))
        );
        var cause = run.Steps.First(step => step.Status == StepStatus.Failed);
        Assert.That(result["statusDetails"]!["message"]!.GetValue<string>(), Does.Contain(cause.Payload.Violations[0].Message));
        Assert.That(
            result["steps"]![cause.Index]!["attachments"]!.AsArray().Select(one => one!["source"]!.GetValue<string>()),
            Does.Contain($"{run.RunId}-{cause.Index}-violations-attachment.json")
        );
    }

    [Test]
    public void Renaming_keeps_the_history_and_another_environment_has_its_own()
    {
        var report = ReportExamples.Everything();
        var run = report.Runs[0];
        string HistoryOf(string name, string environment) =>
            AllureResult.Of(report, run with { ScenarioName = name, Environment = environment })["historyId"]!.GetValue<string>();

        Assert.That(HistoryOf("new name", "local"), Is.EqualTo(HistoryOf("old name", "local")));
        Assert.That(HistoryOf("old name", "staging"), Is.Not.EqualTo(HistoryOf("old name", "local")));
    }
}
