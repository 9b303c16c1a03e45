using System.Text.Json;

namespace Orchestra.Generation.Inputs;

/// <summary>The numbers that schemas allow. Bounds beyond what a decimal holds count as none.</summary>
/// <param name="Low">The lower bound.</param>
/// <param name="High">The upper bound.</param>
/// <param name="LowIsOut">Whether the lower bound itself is forbidden.</param>
/// <param name="HighIsOut">Whether the upper bound itself is forbidden.</param>
internal sealed record NumberRange(decimal? Low, decimal? High, bool LowIsOut, bool HighIsOut)
{
    public static NumberRange Of(SchemaParts parts)
    {
        var low = Bound(parts.Every("minimum"), Enumerable.Max);
        var high = Bound(parts.Every("maximum"), Enumerable.Min);

        // A boolean in the 3.0 dialect, a number in 2020-12.
        var lowIsOut = low is not null && parts.Says("exclusiveMinimum");
        var highIsOut = high is not null && parts.Says("exclusiveMaximum");
        if (Bound(parts.Every("exclusiveMinimum"), Enumerable.Max) is { } above && (low is null || above >= low))
        {
            (low, lowIsOut) = (above, true);
        }

        if (Bound(parts.Every("exclusiveMaximum"), Enumerable.Min) is { } below && (high is null || below <= high))
        {
            (high, highIsOut) = (below, true);
        }

        return new NumberRange(low, high, lowIsOut, highIsOut);
    }

    public bool Contains(decimal number) =>
        (Low is null || (LowIsOut ? number > Low : number >= Low)) && (High is null || (HighIsOut ? number < High : number <= High));

    /// <summary>Whether a schema has a bound that no decimal holds.</summary>
    public static bool HasUnheldBound(SchemaParts parts) =>
        new[] { "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" }
            .SelectMany(parts.Every)
            .Any(bound => bound.ValueKind == JsonValueKind.Number && !bound.TryGetDecimal(out _));

    private static decimal? Bound(IEnumerable<JsonElement> values, Func<IEnumerable<decimal>, decimal> choose)
    {
        var numbers = values.Where(v => v.ValueKind == JsonValueKind.Number && v.TryGetDecimal(out _)).Select(v => v.GetDecimal()).ToList();
        return numbers.Count > 0 ? choose(numbers) : null;
    }
}
