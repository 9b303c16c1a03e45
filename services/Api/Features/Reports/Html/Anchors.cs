using Orchestra.Contracts.Reports;

namespace Orchestra.Api.Features.Reports.Html;

/// <summary>Ids inside the page, made of positions alone: nothing that came from outside becomes a link.</summary>
internal static class Anchors
{
    public static Markup OfRun(int number) => Markup.Of($"s{number}");

    public static Markup OfStep(int number, StepReport step) => Markup.Of($"s{number}-{step.Index + 1}");
}
