using System.Globalization;
using System.Text.RegularExpressions;

namespace Orchestra.Load.Thresholds;

/// <summary>
/// A bound that a load must keep: <c>p(95)&lt;200</c>, <c>rate(errors)&lt;0.01</c>, <c>count(requests)&gt;1000</c>, of one step or tag
/// <c>p(99){step:score}&lt;500</c>. Latencies are in milliseconds.
/// </summary>
/// <param name="Text">As it was written.</param>
/// <param name="Aggregate">What it looks at.</param>
/// <param name="Percentile">Which percentile, from 0 to 100.</param>
/// <param name="Scope">What it is about, as <c>step:score</c>; null is the whole load.</param>
/// <param name="Operator">One of &lt; &lt;= &gt; &gt;= == !=.</param>
/// <param name="Bound">What it is compared with.</param>
public sealed partial record Threshold(
    string Text,
    ThresholdAggregate Aggregate,
    decimal Percentile,
    string? Scope,
    string Operator,
    decimal Bound
)
{
    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">It is none; the message says how one looks.</exception>
    public static Threshold Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var match = Pattern().Match(text);
        if (!match.Success)
        {
            throw new FormatException(
                $"'{text}' is no threshold: write p(95)<200, avg<100, rate(errors)<0.01 or count(requests)>1000, of one step p(95){{step:NAME}}<200"
            );
        }

        var percentile = match.Groups["percentile"].Success ? Number(match.Groups["percentile"].Value) : 50;
        if (percentile > 100)
        {
            throw new FormatException($"'{text}': a percentile is from 0 to 100");
        }

        return new Threshold(
            text.Trim(),
            AggregateOf(match.Groups["aggregate"].Value, match.Groups["of"].Value),
            percentile,
            match.Groups["scope"].Success ? match.Groups["scope"].Value.Trim() : null,
            match.Groups["operator"].Value,
            Number(match.Groups["bound"].Value)
        );
    }

    /// <summary>Judges what was seen.</summary>
    /// <param name="measure">What was seen of its scope; null where nothing was.</param>
    public ThresholdResult Judge(LoadMeasure? measure)
    {
        var value = measure is null ? null : ValueOf(measure);
        return value is { } seen
            ? new ThresholdResult(this, seen, Holds(seen), null)
            : new ThresholdResult(this, null, false, $"nothing was measured of {Scope ?? "the load"}: the threshold cannot be judged");
    }

    private static ThresholdAggregate AggregateOf(string name, string of) =>
        (name, of) switch
        {
            ("avg", _) => ThresholdAggregate.Average,
            ("min", _) => ThresholdAggregate.Minimum,
            ("max", _) => ThresholdAggregate.Maximum,
            ("rate", _) => ThresholdAggregate.ErrorRate,
            ("count", "errors") => ThresholdAggregate.ErrorCount,
            ("count", "dropped") => ThresholdAggregate.DroppedCount,
            ("count", _) => ThresholdAggregate.RequestCount,
            _ => ThresholdAggregate.Percentile,
        };

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^\s*(?:p\(\s*(?<percentile>\d{1,3}(?:\.\d{1,6})?)\s*\)|(?<aggregate>med|avg|min|max)|(?<aggregate>rate)\(\s*(?<of>errors)\s*\)"
            + @"|(?<aggregate>count)(?:\(\s*(?<of>requests|errors|dropped)\s*\))?)\s*"
            + @"(?:\{\s*(?<scope>(?:step|scenario|tag):[^{}]+)\})?\s*(?<operator><=|>=|==|!=|<|>)\s*(?<bound>\d{1,15}(?:\.\d{1,9})?)\s*$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Pattern();

    // A rate or a latency of nothing is no 0.
    private decimal? ValueOf(LoadMeasure measure) =>
        Aggregate switch
        {
            ThresholdAggregate.RequestCount when measure.Requests + measure.Dropped > 0 => measure.Requests,
            ThresholdAggregate.ErrorCount when measure.Requests > 0 => measure.Errors,
            ThresholdAggregate.DroppedCount when measure.Requests + measure.Dropped > 0 => measure.Dropped,
            ThresholdAggregate.ErrorRate when measure.Requests > 0 => (decimal)measure.Errors / measure.Requests,
            ThresholdAggregate.Percentile when !measure.Corrected.IsEmpty => Milliseconds(measure.Corrected.ValueAt(Percentile)),
            ThresholdAggregate.Average when !measure.Corrected.IsEmpty => Milliseconds((decimal)measure.Corrected.Mean),
            ThresholdAggregate.Minimum when !measure.Corrected.IsEmpty => Milliseconds(measure.Corrected.Min),
            ThresholdAggregate.Maximum when !measure.Corrected.IsEmpty => Milliseconds(measure.Corrected.Max),
            _ => null,
        };

    private static decimal Milliseconds(decimal microseconds) => microseconds / 1000;

    private bool Holds(decimal seen) =>
        Operator switch
        {
            "<" => seen < Bound,
            "<=" => seen <= Bound,
            ">" => seen > Bound,
            ">=" => seen >= Bound,
            "==" => seen == Bound,
            _ => seen != Bound,
        };
}
