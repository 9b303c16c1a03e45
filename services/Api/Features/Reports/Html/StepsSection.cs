using Orchestra.Contracts.Reports;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Api.Features.Reports.Html;

/// <summary>The steps of a run: one row each with its bar on the run's timeline, and below it what went over the wire.</summary>
internal static class StepsSection
{
    public static void Write(HtmlText html, RunReport run, int number)
    {
        if (run.Steps.Count == 0)
        {
            html.Write($"""<p class="none">The run has no steps.</p>""");
            return;
        }

        var scale = TimeScale.Over(run.Steps.Select(step => (step.StartedAt, step.DurationMs)).Append((run.StartedAt, run.DurationMs)));
        html.Write(
            $"""
            <h4 id="h-{Anchors.OfRun(number)}">Steps and timeline</h4>
            <div class="scroll" role="region" aria-labelledby="h-{Anchors.OfRun(number)}" tabindex="0"><table class="steps">
            <thead><tr><th scope="col" class="num">#</th><th scope="col">Status</th><th scope="col">Step</th><th scope="col">Endpoint</th><th scope="col" class="num">Attempts</th><th scope="col" class="num">Sends</th><th scope="col" class="num">Settled</th><th scope="col" class="time">{scale.Axis()}<span class="sr">Timeline</span></th><th scope="col" class="num">Duration</th></tr></thead>

            """
        );
        foreach (var step in run.Steps)
        {
            WriteRow(html, step, number, scale);
        }

        html.Write($"</table></div>\n");
    }

    private static void WriteRow(HtmlText html, StepReport step, int number, TimeScale scale)
    {
        var tone = StatusBadge.ToneOf(step.Status);
        html.Write(
            $"""
            <tbody id="{Anchors.OfStep(number, step)}" class="t-{StatusBadge.NameOf(tone)}">
            <tr><td class="num">{step.Index + 1}</td><td>{StatusBadge.Of(step.Status)}</td><th scope="row"><bdi>{step.Name}</bdi><span class="muted alias"><code>{step.Alias}</code>{Kind(
                step.Kind
            )}</span></th><td><code>{step.Endpoint ?? "–"}</code></td><td class="num">{step.Attempts}</td><td class="num">{step.Sends}</td><td class="num">{Settled(
                step
            )}</td><td class="time">{scale.Bar(step.StartedAt, step.DurationMs, tone)}</td><td class="num">{Figures.Duration(step.DurationMs)}</td></tr>
            <tr class="more"><td colspan="9">{Notes(step)}
            """
        );
        ExchangeSection.Write(html, step);
        html.Write($"</td></tr></tbody>\n");
    }

    private static Markup Notes(StepReport step) =>
        Markup.Join([
            step.Sends > 1
                ? Note(
                    $"Sent {Figures.Number(step.Sends)} times: an executor died before the answer was recorded, so another sent the step again."
                )
                : Markup.None,
            step.Attempts > 1 ? Note($"{Figures.Number(step.Attempts)} attempts; the last one is shown.") : Markup.None,
        ]);

    private static Markup Note(string text) => Markup.Of($"""<p class="note">{text}</p>""");

    private static Markup Kind(StepKind kind) =>
        kind switch
        {
            StepKind.Assertion => Markup.Of($" assertion"),
            StepKind.Barrier => Markup.Of($" barrier"),
            _ => Markup.None,
        };

    private static Markup Settled(StepReport step) =>
        (step.Payload.SettlingTimeMs, step.Payload.Polls) switch
        {
            (null, null) => Markup.Of($"–"),
            (null, { } polls) => Markup.Of($"{Figures.Count(polls, "poll")}"),
            ({ } settled, null) => Markup.Of($"{Figures.Duration(settled)}"),
            ({ } settled, { } polls) => Markup.Of($"{Figures.Duration(settled)}<br/>{Figures.Count(polls, "poll")}"),
        };
}
