namespace Orchestra.Api.Features.Reports.Html;

/// <summary>A stretch of time on which bars are drawn to scale.</summary>
/// <param name="Start">Its left end.</param>
/// <param name="LengthMs">Its length in milliseconds; 0 when nothing has a time.</param>
internal readonly record struct TimeScale(DateTimeOffset Start, double LengthMs)
{
    /// <summary>Bars thinner than this could not be seen.</summary>
    private const double ThinnestBar = 0.006;

    /// <summary>The stretch that holds all of <paramref name="spans"/>.</summary>
    public static TimeScale Over(IEnumerable<(DateTimeOffset? StartedAt, double? DurationMs)> spans)
    {
        List<(DateTimeOffset Start, double Length)> known =
        [
            .. spans.Where(span => span.StartedAt is not null).Select(span => (span.StartedAt!.Value, Math.Max(0, span.DurationMs ?? 0))),
        ];
        if (known.Count == 0)
        {
            return default;
        }

        var start = known.Min(span => span.Start);
        return new TimeScale(start, known.Max(span => (span.Start - start).TotalMilliseconds + span.Length));
    }

    /// <summary>The head of a column of bars: what its ends mean.</summary>
    public Markup Axis() => Markup.Of($"""<span class="axis"><span>0</span><span>{Figures.Duration(LengthMs)}</span></span>""");

    /// <summary>One bar; the numbers beside it say the same to those who do not see it.</summary>
    public Markup Bar(DateTimeOffset? startedAt, double? durationMs, Tone tone)
    {
        if (startedAt is not { } started || LengthMs <= 0)
        {
            return Markup.None;
        }

        var offset = (started - Start).TotalMilliseconds;
        var x = Math.Clamp(offset / LengthMs, 0, 1 - ThinnestBar);
        var width = Math.Clamp(Math.Max(0, durationMs ?? 0) / LengthMs, ThinnestBar, 1 - x);
        return Markup.Of(
            $"""
            <svg class="bar t-{StatusBadge.NameOf(tone)}" aria-hidden="true"><rect x="{Figures.Percent(x)}" width="{Figures.Percent(
                width
            )}" height="100%" rx="2"/></svg><span class="sr">starts at {Figures.Duration(offset)}</span>
            """
        );
    }
}
