using Orchestra.Contracts.Runs;
using Orchestra.Runs.States;

namespace Orchestra.Runs.Tests.States;

internal sealed class RunVerdictTests
{
    [TestCase(RunStatus.Passed)]
    [TestCase(RunStatus.Passed, StepStatus.Passed, StepStatus.Flaky, StepStatus.Skipped)]
    [TestCase(RunStatus.Failed, StepStatus.Passed, StepStatus.Failed, StepStatus.Passed)]
    [TestCase(RunStatus.Failed, StepStatus.Broken, StepStatus.Unknown, StepStatus.Failed)]
    [TestCase(RunStatus.Broken, StepStatus.Passed, StepStatus.Broken)]
    [TestCase(RunStatus.Broken, StepStatus.Unknown, StepStatus.Passed)]
    [TestCase(RunStatus.Broken, StepStatus.Running)]
    [TestCase(RunStatus.Broken, StepStatus.Pending)]
    public void A_run_is_what_its_steps_are(RunStatus expected, params StepStatus[] steps) =>
        Assert.That(RunVerdict.Of(steps), Is.EqualTo(expected));
}
