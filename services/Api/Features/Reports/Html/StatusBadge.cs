using Orchestra.Contracts.Runs;

namespace Orchestra.Api.Features.Reports.Html;

/// <summary>States as icon and word; colour only repeats what they say.</summary>
internal static class StatusBadge
{
    public static Markup Of(StepStatus status) => Of(ToneOf(status), WordOf(status));

    public static Markup Of(RunStatus status) => Of(ToneOf(status), WordOf(status));

    public static Markup Of(SuiteRunStatus status) => Of(ToneOf(status), WordOf(status));

    public static Markup Of(Tone tone, string word) => Markup.Of($"""<span class="badge t-{NameOf(tone)}">{Icon(tone)}{word}</span>""");

    public static Markup Icon(Tone tone) =>
        Markup.Of($"""<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><use href="#i-{NameOf(tone)}"/></svg>""");

    public static Tone ToneOf(StepStatus status) =>
        status switch
        {
            StepStatus.Passed => Tone.Good,
            StepStatus.Failed => Tone.Bad,
            StepStatus.Flaky => Tone.Flaky,
            StepStatus.Skipped => Tone.Skipped,
            StepStatus.Broken => Tone.Broken,
            StepStatus.Unknown => Tone.Unknown,
            _ => Tone.Active,
        };

    public static Tone ToneOf(RunStatus status) =>
        status switch
        {
            RunStatus.Passed => Tone.Good,
            RunStatus.Failed => Tone.Bad,
            RunStatus.Broken or RunStatus.FailedStuck => Tone.Broken,
            RunStatus.Cancelled or RunStatus.Skipped => Tone.Skipped,
            _ => Tone.Active,
        };

    public static Tone ToneOf(SuiteRunStatus status) =>
        status switch
        {
            SuiteRunStatus.Passed => Tone.Good,
            SuiteRunStatus.Failed => Tone.Bad,
            SuiteRunStatus.Broken => Tone.Broken,
            SuiteRunStatus.Cancelled => Tone.Skipped,
            _ => Tone.Active,
        };

    public static string NameOf(Tone tone) =>
        tone switch
        {
            Tone.Good => "good",
            Tone.Bad => "bad",
            Tone.Broken => "broken",
            Tone.Unknown => "unknown",
            Tone.Flaky => "flaky",
            Tone.Skipped => "skipped",
            _ => "active",
        };

    public static string WordOf(RunStatus status) =>
        status switch
        {
            RunStatus.InProgress => "In progress",
            RunStatus.FailedStuck => "Stuck",
            _ => status.ToString(),
        };

    public static string WordOf(StepStatus status) => status.ToString();

    private static string WordOf(SuiteRunStatus status) => status == SuiteRunStatus.InProgress ? "In progress" : status.ToString();
}
