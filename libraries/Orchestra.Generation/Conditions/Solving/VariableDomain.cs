using System.Globalization;
using System.Text.RegularExpressions;
using Orchestra.Generation.Conditions.Language;
using Orchestra.Generation.Inputs;

namespace Orchestra.Generation.Conditions.Solving;

/// <summary>The values that a variable may have at all: what its schema allows.</summary>
internal sealed record VariableDomain
{
    /// <summary>JSON type: <c>string</c>, <c>number</c>, <c>integer</c>, <c>boolean</c>, <c>array</c>, <c>object</c>; null for any.</summary>
    public string? Type { get; init; }

    public bool Nullable { get; init; }

    /// <summary>The only values there are; null for no such list.</summary>
    public IReadOnlyList<ConditionValue>? Enum { get; init; }

    public decimal? Minimum { get; init; }

    public decimal? Maximum { get; init; }

    /// <summary>Whether <see cref="Minimum"/> itself is out.</summary>
    public bool ExclusiveMinimum { get; init; }

    /// <summary>Whether <see cref="Maximum"/> itself is out.</summary>
    public bool ExclusiveMaximum { get; init; }

    public decimal? MultipleOf { get; init; }

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    public string? Pattern { get; init; }

    public string? Format { get; init; }

    /// <summary>The distance of neighbouring numbers; null where any number between two others is one too.</summary>
    public decimal? Grid =>
        (Type, MultipleOf) switch
        {
            ("integer", { } step) => NumberGrid.CommonMultiple(step, 1),
            ("integer", null) => 1,
            (_, { } step) => step,
            _ => null,
        };

    /// <summary>Whether a value is one of the domain; patterns that .NET cannot run without backtracking are taken as kept.</summary>
    public bool Allows(ConditionValue value)
    {
        if (value is ConditionValue.Null)
        {
            return Nullable;
        }

        if (Enum is not null && !Enum.Contains(value))
        {
            return false;
        }

        return value switch
        {
            ConditionValue.Number number => Type is null or "number" or "integer" && AllowsNumber(number.Value),
            ConditionValue.Text text => Type is null or "string" && AllowsText(text.Value),
            ConditionValue.Boolean => Type is null or "boolean",
            ConditionValue.List => Type is null or "array",
            _ => true,
        };
    }

    /// <summary>What it allows, in words.</summary>
    public override string ToString()
    {
        if (Enum is { } values)
        {
            return $"one of {string.Join(", ", values.Take(10).Select(v => JsonValues.Write(v)?.ToJsonString() ?? "null"))}";
        }

        var words = new List<string> { Type ?? "any value" };
        AddBound(words, Minimum, ExclusiveMinimum ? "above" : "from");
        AddBound(words, Maximum, ExclusiveMaximum ? "below" : "to");
        AddBound(words, MultipleOf, "in steps of");
        AddBound(words, MinLength, "of at least", "characters");
        AddBound(words, MaxLength, "of at most", "characters");
        if (Pattern is not null || Format is not null)
        {
            words.Add($"like {Format ?? Pattern}");
        }

        return string.Join(' ', words) + (Nullable ? " or null" : string.Empty);
    }

    private static void AddBound(List<string> words, decimal? bound, string before, string after = "")
    {
        if (bound is { } number)
        {
            words.Add($"{before} {number.ToString(CultureInfo.InvariantCulture)}{(after.Length > 0 ? " " + after : string.Empty)}");
        }
    }

    private bool AllowsNumber(decimal number) =>
        new NumberRange(Minimum, Maximum, ExclusiveMinimum, ExclusiveMaximum).Contains(number)
        && (Grid is not { } grid || NumberGrid.IsOn(number, grid));

    private bool AllowsText(string text)
    {
        var length = ConditionEvaluator.TextLength(text);
        return length >= (MinLength ?? 0)
            && length <= (MaxLength ?? int.MaxValue)
            && (Pattern is null || Matches(text, Pattern))
            && Format switch
            {
                "date" => Temporals.ParseDate(text) is not null,
                "date-time" => Temporals.ParseInstant(text) is not null,
                "email" => text.IndexOf('@', StringComparison.Ordinal) > 0 && !text.EndsWith('@'),
                "uuid" => Guid.TryParseExact(text, "D", out _),
                _ => true,
            };
    }

    private static bool Matches(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(
                text,
                pattern,
                RegexOptions.NonBacktracking | RegexOptions.CultureInvariant,
                TimeSpan.FromMilliseconds(100)
            );
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or RegexMatchTimeoutException)
        {
            return true;
        }
    }
}
