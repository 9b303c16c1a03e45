using Orchestra.Api.Features.Reports.Junit;
using Orchestra.Contracts.Reports;
using Orchestra.Contracts.Runs;

namespace Orchestra.Api.Tests.Reports;

public sealed class JunitReportTests
{
    [Test]
    public void The_file_is_valid_against_the_common_schema()
    {
        var everything = JunitFile.Of(ReportExamples.Everything());

        Assert.That(JunitFile.Faults(everything), Is.Empty);
        everything.Element("testsuite")!.SetAttributeValue("tests", null);
        Assert.That(JunitFile.Faults(everything), Is.Not.Empty, "the schema finds a fault when there is one");
    }

    [Test]
    public void Counts_are_those_of_the_children()
    {
        var root = JunitFile.Of(ReportExamples.Everything());

        foreach (var counted in root.DescendantsAndSelf().Where(element => element.Attribute("tests") is not null))
        {
            var outcomes = counted.Descendants("testcase").Select(JunitFile.OutcomeOf).ToList();
            Assert.Multiple(() =>
            {
                Assert.That((int)counted.Attribute("tests")!, Is.EqualTo(outcomes.Count));
                Assert.That((int)counted.Attribute("failures")!, Is.EqualTo(outcomes.Count(one => one == "failure")));
                Assert.That((int)counted.Attribute("errors")!, Is.EqualTo(outcomes.Count(one => one == "error")));
                Assert.That((int)counted.Attribute("skipped")!, Is.EqualTo(outcomes.Count(one => one == "skipped")));
            });
        }

        Assert.That(root.Elements("testsuite").Count(), Is.EqualTo(7), "one for each run");
    }

    [TestCase(StepStatus.Passed, RunStatus.Passed, "passed")]
    [TestCase(StepStatus.Flaky, RunStatus.Passed, "flakyFailure")]
    [TestCase(StepStatus.Failed, RunStatus.Failed, "failure")]
    [TestCase(StepStatus.Broken, RunStatus.Broken, "error")]
    [TestCase(StepStatus.Unknown, RunStatus.Broken, "error")]
    [TestCase(StepStatus.Skipped, RunStatus.Skipped, "skipped")]
    [TestCase(StepStatus.Pending, RunStatus.Broken, "error")]
    [TestCase(StepStatus.Running, RunStatus.FailedStuck, "error")]
    [TestCase(StepStatus.Pending, RunStatus.InProgress, "skipped")]
    [TestCase(StepStatus.Running, RunStatus.InProgress, "skipped")]
    public void Each_state_of_a_step_has_its_outcome(StepStatus step, RunStatus run, string outcome)
    {
        var report = ReportExamples.Suite(SuiteRunStatus.Passed, ReportExamples.Run(run, "a", ReportExamples.Step(step)));

        Assert.That(JunitFile.OutcomeOf(JunitFile.Of(report).Descendants("testcase").First()), Is.EqualTo(outcome));
    }

    [TestCase(RunStatus.Passed, 0, 0)]
    [TestCase(RunStatus.Skipped, 0, 0)]
    [TestCase(RunStatus.Failed, 1, 0)]
    [TestCase(RunStatus.Broken, 0, 1)]
    [TestCase(RunStatus.FailedStuck, 0, 1)]
    [TestCase(RunStatus.Cancelled, 0, 1)]
    [TestCase(RunStatus.Pending, 0, 1)]
    [TestCase(RunStatus.Queued, 0, 1)]
    [TestCase(RunStatus.InProgress, 0, 1)]
    public void A_run_whose_steps_all_passed_is_green_only_when_it_passed(RunStatus run, int failures, int errors)
    {
        var root = JunitFile.Of(
            ReportExamples.Suite(SuiteRunStatus.Passed, ReportExamples.Run(run, "a", ReportExamples.Step(StepStatus.Passed)))
        );

        Assert.Multiple(() =>
        {
            Assert.That((int)root.Attribute("failures")!, Is.EqualTo(failures));
            Assert.That((int)root.Attribute("errors")!, Is.EqualTo(errors));
            Assert.That(JunitFile.Faults(root), Is.Empty);
        });
    }

    [Test]
    public void A_broken_step_speaks_for_its_run()
    {
        var root = JunitFile.Of(
            ReportExamples.Suite(SuiteRunStatus.Broken, ReportExamples.Run(RunStatus.Broken, "a", ReportExamples.Step(StepStatus.Broken)))
        );

        Assert.That(root.Descendants("testcase").Count(), Is.EqualTo(1));
    }

    [TestCase(SuiteRunStatus.Passed)]
    [TestCase(SuiteRunStatus.Pending)]
    [TestCase(SuiteRunStatus.InProgress)]
    [TestCase(SuiteRunStatus.Failed)]
    [TestCase(SuiteRunStatus.Broken)]
    [TestCase(SuiteRunStatus.Cancelled)]
    public void A_suite_without_runs_is_never_green(SuiteRunStatus status)
    {
        var root = JunitFile.Of(ReportExamples.Suite(status));

        Assert.Multiple(() =>
        {
            Assert.That((int)root.Attribute("failures")! + (int)root.Attribute("errors")!, Is.EqualTo(1));
            Assert.That(JunitFile.Faults(root), Is.Empty);
        });
    }

    [Test]
    public void Names_are_the_same_for_another_run_of_the_suite()
    {
        var first = ReportExamples.Everything();
        var second = first with
        {
            SuiteRunId = ReportExamples.Id(77),
            StartedAt = ReportExamples.Start.AddDays(3),
            Runs =
            [
                .. first.Runs.Select((run, i) => run with { RunId = ReportExamples.Id(500 + i), CorrelationId = "other", Attempt = 5 }),
            ],
        };

        Assert.That(NamesOf(second), Is.EqualTo(NamesOf(first)));
        Assert.That(NamesOf(first), Does.Contain("Credit application v1·2.score is low [9f2c41d012] | submit"));
    }

    [Test]
    public void Names_are_unique_where_scenarios_and_aliases_are_not()
    {
        var run = ReportExamples.Run(RunStatus.Passed, "a", ReportExamples.Step(StepStatus.Passed), ReportExamples.Step(StepStatus.Passed));

        Assert.That(NamesOf(ReportExamples.Suite(SuiteRunStatus.Passed, run, run)), Is.Unique.And.Count.EqualTo(4));
    }

    [Test]
    public void A_failure_says_what_was_expected_and_what_came()
    {
        var failure = JunitFile.Of(ReportExamples.Everything()).Descendants("failure").Single();

        Assert.Multiple(() =>
        {
            Assert.That((string?)failure.Attribute("type"), Is.EqualTo("HTTP_ERROR"));
            Assert.That((string?)failure.Attribute("message"), Is.EqualTo("status 500 is not the expected 201 (and 1 more)"));
            Assert.That(failure.Value, Does.Contain("expected: 201").And.Contain("actual:   500").And.Contain("\"instance\":\"/score\""));
        });
    }

    [Test]
    public void A_suite_carries_what_finds_the_run_again()
    {
        var run = ReportExamples.Everything().Runs[0];
        var suite = JunitFile.Of(ReportExamples.Everything()).Elements("testsuite").First();
        var properties = suite
            .Descendants("property")
            .ToDictionary(one => (string)one.Attribute("name")!, one => (string)one.Attribute("value")!);

        Assert.Multiple(() =>
        {
            Assert.That(properties["environment"], Is.EqualTo("staging"));
            Assert.That(properties["runId"], Is.EqualTo(run.RunId.ToString()));
            Assert.That(properties["correlationId"], Is.EqualTo(run.CorrelationId));
            Assert.That(properties["scenarioKey"], Is.EqualTo(run.ScenarioKey));
            Assert.That((string?)suite.Attribute("time"), Is.EqualTo("1.500"));
            Assert.That((string?)suite.Attribute("timestamp"), Is.EqualTo("2026-01-31T12:00:00"));
        });
    }

    [Test]
    public void Hostile_text_stays_text_and_the_file_readable()
    {
        const string Hostile = "]]><script>\u0000\u0008\u001b[31m\ud800\uffff & \"quotes\" 😀 \u202e";
        var step = ReportExamples.Step(
            StepStatus.Failed,
            Hostile,
            new Violation(ViolationType.HttpError, Hostile, Hostile, Hostile, Hostile)
        );
        var run = ReportExamples.Run(RunStatus.Failed, Hostile, step) with
        {
            Environment = Hostile,
            CorrelationId = Hostile,
            ScenarioKey = Hostile,
        };
        var root = JunitFile.Of(ReportExamples.Suite(SuiteRunStatus.Failed, run) with { SuiteName = Hostile });

        Assert.Multiple(() =>
        {
            Assert.That(JunitFile.Faults(root), Is.Empty);
            Assert.That(root.Descendants("script"), Is.Empty);
            Assert.That(
                (string?)root.Descendants("failure").Single().Attribute("message"),
                Is.EqualTo("]]><script>\ufffd\ufffd\ufffd[31m\ufffd\ufffd & \"quotes\" 😀 \u202e")
            );
        });
    }

    [Test]
    public void Long_values_are_cut_and_say_so()
    {
        var long5000 = new string('x', 5000);
        var step = ReportExamples.Step(StepStatus.Failed, "a", ReportExamples.WrongStatus with { Actual = long5000 });
        var root = JunitFile.Of(ReportExamples.Suite(SuiteRunStatus.Failed, ReportExamples.Run(RunStatus.Failed, "a", step)));

        Assert.That(root.Descendants("failure").Single().Value, Does.Contain("… (3002 more characters)").And.Not.Contain(long5000));
    }

    [Test]
    public void The_declaration_names_the_encoding_of_the_answer() =>
        Assert.That(JunitReport.Write(ReportExamples.Everything()), Does.StartWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>"));

    private static List<string> NamesOf(SuiteReport report) =>
        [
            .. JunitFile
                .Of(report)
                .Descendants("testcase")
                .Select(one => $"{(string?)one.Attribute("classname")} | {(string?)one.Attribute("name")}"),
        ];
}
