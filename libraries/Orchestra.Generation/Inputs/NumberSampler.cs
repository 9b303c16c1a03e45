using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestra.Generation.Inputs;

/// <summary>Numbers within the bounds of their schemas: whole ones where there is one.</summary>
internal static class NumberSampler
{
    private const int Spread = 100;
    private const decimal Huge = 1e18m;

    public static JsonNode Sample(SchemaParts parts, ulong number, SamplingBudget budget, string place)
    {
        var range = NumberRange.Of(parts);
        if (NumberRange.HasUnheldBound(parts) || range.Low is { } l && Math.Abs(l) > Huge || range.High is { } h && Math.Abs(h) > Huge)
        {
            budget.Capped(place, "a bound beyond 10^18 is left out");
            range = range with { Low = Keep(range.Low), High = Keep(range.High) };
        }

        var integer = parts.Type() == "integer";
        var value =
            Step(parts) is { } step && Multiple(range, step, number, integer) is { } multiple
                ? multiple
                : Whole(range, number) ?? (integer ? Math.Floor(range.Low ?? range.High ?? 0) : Middle(range));
        if (!range.Contains(value))
        {
            budget.Capped(place, "no number satisfies the bounds of the schema");
        }

        return decimal.IsInteger(value) && Math.Abs(value) <= long.MaxValue ? JsonValue.Create((long)value) : JsonValue.Create(value);
    }

    private static decimal? Whole(NumberRange range, ulong number)
    {
        var low = range.Low is { } l ? Math.Ceiling(l) : (decimal?)null;
        var high = range.High is { } h ? Math.Floor(h) : (decimal?)null;
        low += low is not null && range.LowIsOut && low == range.Low ? 1 : 0;
        high -= high is not null && range.HighIsOut && high == range.High ? 1 : 0;
        low ??= high is null or >= 1 ? 1 : high - Spread;
        high = Math.Min(high ?? decimal.MaxValue, low.Value + Spread);
        return high < low ? null : low + (number % ((ulong)(high.Value - low.Value) + 1));
    }

    private static decimal Middle(NumberRange range) =>
        (range.Low, range.High) switch
        {
            ({ } low, { } high) => low + ((high - low) / 2),
            ({ } low, null) => low + 0.5m,
            (null, { } high) => high - 0.5m,
            _ => 0,
        };

    private static decimal? Multiple(NumberRange range, decimal step, ulong number, bool integer)
    {
        var first =
            range.Low is { } low ? Math.Ceiling(low / step)
            : range.High is { } high ? Math.Floor(high / step) - Spread
            : 1;
        for (var i = 0; i <= 2 * Spread; i++)
        {
            // Starting anywhere in the first multiples, then from the first one: the range may hold only one.
            var value = (first + (i <= Spread ? (i + (int)(number % Spread)) % (Spread + 1) : i - Spread)) * step;
            if (range.Contains(value) && (!integer || decimal.IsInteger(value)))
            {
                return value;
            }
        }

        return null;
    }

    // Steps so small that every number with a few digits is a multiple do not matter.
    private static decimal? Step(SchemaParts parts) =>
        parts.First("multipleOf") is { ValueKind: JsonValueKind.Number } element
        && element.TryGetDecimal(out var step)
        && step is >= 1e-9m and <= Huge
            ? step
            : null;

    private static decimal? Keep(decimal? bound) => bound is { } b && Math.Abs(b) > Huge ? null : bound;
}
