using System.Text;
using Orchestra.Api.Data.Entities;

namespace Orchestra.Api.Features.DataSets;

/// <summary>Why a data set is recommended, and what is against it.</summary>
/// <param name="Fits">The scenarios that find in it all they read, with no condition against it.</param>
/// <param name="Missing">What steps read and nothing gives.</param>
/// <param name="Contradicts">Conditions of the paths that its values break.</param>
/// <param name="Reason">The same in words.</param>
internal sealed record DataSetRecommendation(
    IReadOnlyList<Guid> Fits,
    IReadOnlyList<string> Missing,
    IReadOnlyList<string> Contradicts,
    string Reason
)
{
    private const int Shown = 20;

    /// <summary>What is said of a set after it was held against scenarios.</summary>
    /// <param name="fits">Each scenario that reads something of it.</param>
    /// <param name="scenarios">How many it was held against.</param>
    public static DataSetRecommendation Of(IReadOnlyList<(Guid ScenarioId, DataSetFit Fit)> fits, int scenarios) =>
        new(
            [.. fits.Where(pair => pair.Fit.IsGood).Select(pair => pair.ScenarioId)],
            Distinct(fits, fit => fit.Missing),
            Distinct(fits, fit => fit.Broken),
            ReasonOf(fits, scenarios)
        );

    /// <summary>The best first: named by the path, fitting most, contradicting and lacking least; then the narrowest scope, then the newest.</summary>
    public static IOrderedEnumerable<(DataSet Set, IReadOnlyList<(Guid ScenarioId, DataSetFit Fit)> Fits)> Rank(
        IEnumerable<(DataSet Set, IReadOnlyList<(Guid ScenarioId, DataSetFit Fit)> Fits)> sets
    ) =>
        sets.OrderByDescending(pair => pair.Fits.Count(fit => fit.Fit is { IsNamed: true, Broken.Count: 0 }))
            .ThenByDescending(pair => pair.Fits.Count(fit => fit.Fit.IsGood))
            .ThenBy(pair => pair.Fits.Sum(fit => fit.Fit.Broken.Count))
            .ThenBy(pair => pair.Fits.Sum(fit => fit.Fit.Missing.Count))
            .ThenBy(pair => pair.Fits.Sum(fit => fit.Fit.Defaulted.Count))
            .ThenByDescending(pair => pair.Set.Scope)
            .ThenByDescending(pair => pair.Set.Id);

    private static string ReasonOf(IReadOnlyList<(Guid ScenarioId, DataSetFit Fit)> fits, int scenarios)
    {
        var good = fits.Count(pair => pair.Fit.IsGood);
        var text = new StringBuilder();
        if (fits.Any(pair => pair.Fit.IsNamed))
        {
            text.Append(
                scenarios == 1 ? "the path names it; " : $"the paths of {fits.Count(pair => pair.Fit.IsNamed)} scenarios name it; "
            );
        }

        if (scenarios > 1)
        {
            text.Append($"has all that the steps of {good} of {scenarios} scenarios read, and contradicts none of their conditions");
        }
        else if (good == 1)
        {
            text.Append("has all that the steps read, and contradicts no condition of the path");
        }

        if (good == scenarios)
        {
            return text.ToString();
        }

        Append(text, "contradicts", Distinct(fits, fit => fit.Broken));
        Append(text, "lacks", Distinct(fits, fit => fit.Missing));
        Append(text, "leaves to the scenario", Distinct(fits, fit => fit.Defaulted));
        return text.ToString().TrimEnd(' ', ';');
    }

    private static void Append(StringBuilder text, string what, IReadOnlyList<string> items)
    {
        if (items.Count > 0)
        {
            text.Append(text.Length > 0 && text[^1] != ' ' ? "; " : "").Append(what).Append(' ').AppendJoin(", ", items);
        }
    }

    // A large suite would make a long answer; the first few say what is wrong.
    private static IReadOnlyList<string> Distinct(
        IEnumerable<(Guid ScenarioId, DataSetFit Fit)> fits,
        Func<DataSetFit, IReadOnlyList<string>> of
    ) => [.. fits.SelectMany(pair => of(pair.Fit)).Distinct(StringComparer.Ordinal).Take(Shown)];
}
