using System.Globalization;
using System.Text;
using Orchestra.Contracts.Reports;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.States;

namespace Orchestra.Api.Features.Reports.Junit;

/// <summary>Steps as test cases.</summary>
internal static class StepCases
{
    /// <summary>The case of one step; what a step's state means depends on whether its run has ended.</summary>
    public static JunitCase Of(StepReport step, RunReport run, string className, string name) =>
        new(className, name, step.DurationMs, OutcomeOf(step.Status, RunTransitions.IsFinal(run.Status)))
        {
            Type = TypeOf(step),
            Message = MessageOf(step, run),
            Text = TextOf(step),
            Output = OutputOf(step),
        };

    private static JunitOutcome OutcomeOf(StepStatus status, bool runEnded) =>
        status switch
        {
            StepStatus.Passed => JunitOutcome.Passed,
            StepStatus.Flaky => JunitOutcome.Flaky,
            StepStatus.Failed => JunitOutcome.Failure,
            StepStatus.Skipped => JunitOutcome.Skipped,
            // Under way: the run's own case says that nothing is decided yet.
            StepStatus.Pending or StepStatus.Running when !runEnded => JunitOutcome.Skipped,
            _ => JunitOutcome.Error,
        };

    private static string TypeOf(StepReport step) =>
        step.Status is StepStatus.Failed or StepStatus.Broken && step.Payload.Violations.Count > 0
            ? JunitText.Word(step.Payload.Violations[0].Type)
            : JunitText.Word(step.Status);

    private static string MessageOf(StepReport step, RunReport run)
    {
        var violations = step.Payload.Violations;
        if (step.Status == StepStatus.Flaky)
        {
            return string.Create(CultureInfo.InvariantCulture, $"passed on attempt {step.Attempts}");
        }

        if (violations.Count > 0)
        {
            var more = violations.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" (and {violations.Count - 1} more)");
            return violations[0].Message + more;
        }

        return step.Payload.Reason
            ?? step.Status switch
            {
                StepStatus.Skipped => "not run",
                StepStatus.Unknown => "it may have taken effect; no answer was recorded",
                StepStatus.Pending => $"not run: the run is {JunitText.Word(run.Status)}",
                StepStatus.Running => $"under way: the run is {JunitText.Word(run.Status)}",
                _ => $"{JunitText.Word(step.Status)} without a recorded violation",
            };
    }

    private static string TextOf(StepReport step)
    {
        var text = new StringBuilder();
        if (step.Payload.Reason is { } reason)
        {
            text.Append(reason).Append('\n');
        }

        foreach (var violation in step.Payload.Violations)
        {
            text.Append(CultureInfo.InvariantCulture, $"{JunitText.Word(violation.Type)} {violation.Code}: {violation.Message}\n");
            text.Append("  expected: ").Append(JunitText.Value(violation.Expected)).Append('\n');
            text.Append("  actual:   ").Append(JunitText.Value(violation.Actual)).Append('\n');
            if (violation.Details is { Count: > 0 } details)
            {
                text.Append("  details:  ").Append(JunitText.Value(details)).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>Enough to find the call in other systems; bodies are in the HTML and JSON reports.</summary>
    private static string OutputOf(StepReport step)
    {
        var output = new StringBuilder();
        output.Append(CultureInfo.InvariantCulture, $"{step.Name}: {JunitText.Word(step.Status)}");
        if (step.Endpoint is { } endpoint)
        {
            output.Append(CultureInfo.InvariantCulture, $", {endpoint}");
        }

        output.Append(CultureInfo.InvariantCulture, $", attempts {step.Attempts}, sends {step.Sends}\n");
        if (step.Payload.Request is { } request)
        {
            output.Append(CultureInfo.InvariantCulture, $"{request.Method} {request.Url}");
            if (step.Payload.Response is { } response)
            {
                output.Append(CultureInfo.InvariantCulture, $" -> {response.StatusCode}");
            }

            output.Append('\n');
        }

        foreach (var mark in step.Payload.Artifacts ?? [])
        {
            output.Append(CultureInfo.InvariantCulture, $"{JunitText.Word(mark.Part)}, {mark.Bytes} bytes: {mark.Href}\n");
        }

        if (step.Payload.SettlingTimeMs is { } settling)
        {
            output.Append(CultureInfo.InvariantCulture, $"settled after {settling} ms\n");
        }

        return output.ToString();
    }
}
