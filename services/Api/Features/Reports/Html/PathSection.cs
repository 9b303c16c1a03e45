using Orchestra.Contracts.Reports;

namespace Orchestra.Api.Features.Reports.Html;

/// <summary>The planned path against what was seen, flow by flow.</summary>
internal static class PathSection
{
    public static void Write(HtmlText html, PathComparison path)
    {
        WriteDecisions(html, path.Decisions);
        html.Write(
            $"""
            <h4>Planned path against observed</h4>
            <p>{Figures.Count(path.Planned.Count, "flow")} planned: {path.Observed.Count} observed, {path.Broken.Count} broken, {path.Unobserved.Count} unobserved{NotReached(
                path
            )}.</p>{BrokenFlows(path)}
            <ol class="path">
            """
        );
        var observed = path.Observed.ToHashSet(StringComparer.Ordinal);
        var broken = path.Broken.ToHashSet(StringComparer.Ordinal);
        var unobserved = path.Unobserved.ToHashSet(StringComparer.Ordinal);
        foreach (var flow in path.Planned)
        {
            var (tone, word) = flow switch
            {
                _ when broken.Contains(flow) => (Tone.Bad, "broken"),
                _ when observed.Contains(flow) => (Tone.Good, "observed"),
                _ when unobserved.Contains(flow) => (Tone.Skipped, "unobserved"),
                _ => (Tone.Unknown, "not reached"),
            };
            html.Write(
                $"""<li class="t-{StatusBadge.NameOf(tone)}">{StatusBadge.Icon(tone)}<code>{flow}</code> <span>{word}</span></li>"""
            );
        }

        html.Write($"</ol>\n");
    }

    private static void WriteDecisions(HtmlText html, IReadOnlyList<DecisionComparison> decisions)
    {
        if (decisions.Count == 0)
        {
            return;
        }

        html.Write($"""<h4>Decisions</h4><ol class="path">""");
        foreach (var decision in decisions)
        {
            var (tone, word) = decision.Verdict switch
            {
                DecisionVerdict.AsPlanned => (Tone.Good, "as planned"),
                DecisionVerdict.Otherwise => (Tone.Bad, "otherwise than planned"),
                _ => (Tone.Skipped, "unobserved"),
            };
            var visit = decision.Visit > 1 ? Markup.Of($" (visit {decision.Visit})") : Markup.None;
            html.Write(
                $"""<li class="t-{StatusBadge.NameOf(tone)}">{StatusBadge.Icon(tone)}<code>{decision.Id}</code>{visit}: {Markup.Join(decision.Chosen.Select(flow => Markup.Of($"<code>{flow}</code> ")))}<span>{word}</span></li>"""
            );
        }

        html.Write($"</ol>\n");
    }

    /// <summary>A flow taken twice counts twice in the plan and in each list, so the rest is what is in none of them.</summary>
    private static Markup NotReached(PathComparison path)
    {
        var judged = path.Observed.Concat(path.Broken).Concat(path.Unobserved).ToHashSet(StringComparer.Ordinal);
        var count = path.Planned.Count(flow => !judged.Contains(flow));
        return count == 0 ? Markup.None : Markup.Of($", {count} not reached");
    }

    private static Markup BrokenFlows(PathComparison path) =>
        path.Broken.Count == 0
            ? Markup.None
            : Markup.Of(
                $"""<p class="reason">The system under test went another way at {Markup.Join(path.Broken.Select(flow => Markup.Of($"<code>{flow}</code> ")))}</p>"""
            );
}
