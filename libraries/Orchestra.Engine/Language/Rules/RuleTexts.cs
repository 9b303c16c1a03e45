using System.Text.Json.Nodes;

namespace Orchestra.Engine.Language.Rules;

/// <summary>The words of a rule's outcome.</summary>
internal static class RuleTexts
{
    private const int MaxShown = 200;
    private const string Mask = "***";

    /// <summary>A side as its author wrote it: a string without quotes, anything else as JSON.</summary>
    public static string Written(JsonNode? side) => JsonTexts.IsString(side, out var text) ? text : JsonTexts.ToJson(side);

    /// <summary>A value as JSON, masked and then cut where it is long: a cut secret could not be found any more.</summary>
    public static string Show(JsonNode? value, IReadOnlyList<string> secrets) => Shorten(Masked(JsonTexts.ToJson(value), secrets));

    public static string Shorten(string text)
    {
        if (text.Length <= MaxShown)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[MaxShown - 1]) ? MaxShown - 1 : MaxShown;
        return text[..end] + "…";
    }

    /// <summary>Why the left side has no value.</summary>
    public static string Absence(CompiledRule rule, RuleSide left) =>
        left.Faults.Count > 0 ? string.Join("; ", left.Faults.Select(fault => fault.Message)) : $"{rule.LeftText} selects nothing";

    public static string Comparison(CompiledRule rule, RuleSide left, RuleSide right, int satisfied, string? reason)
    {
        var secrets = SecretsOf(left, right);
        var expected = Show(right.IsList ? right.AsList() : right.Shown, secrets);
        var because = reason is null ? string.Empty : $": {reason}";
        return rule.Match is { } match && left.IsList
            ? $"{rule.LeftText} {rule.OpText} {expected} must hold for {match.ToString().ToUpperInvariant()} of {left.Values.Count} values, and holds for {satisfied}{because}"
            : $"{rule.LeftText} is {Show(left.Shown, secrets)}, expected {rule.OpText} {expected}{because}";
    }

    public static RuleOutcome Judged(CompiledRule rule, RuleSide left, RuleSide right, bool holds, string reason) =>
        Outcome(rule, left, right, holds ? RuleVerdict.Holds : RuleVerdict.Violated, reason, []);

    public static RuleOutcome Faulty(CompiledRule rule, RuleSide? left, RuleSide? right, IReadOnlyList<LanguageFault> faults) =>
        Outcome(rule, left, right, RuleVerdict.Faulty, "the rule cannot be judged: " + string.Join("; ", faults), faults);

    private static RuleOutcome Outcome(
        CompiledRule rule,
        RuleSide? left,
        RuleSide? right,
        RuleVerdict verdict,
        string reason,
        IReadOnlyList<LanguageFault> faults
    )
    {
        var secrets = SecretsOf(left, right);
        var explanation = rule.Message is { Length: > 0 } message && verdict != RuleVerdict.Holds ? $"{message} ({reason})" : reason;
        return new RuleOutcome
        {
            Verdict = verdict,
            Left = rule.LeftText,
            Op = rule.OpText,
            Right = rule.RightText,
            LeftValue = left?.Shown,
            RightValue = right is { IsList: true } ? right.AsList() : right?.Shown,
            LeftPaths = left?.Paths ?? [],
            RightPaths = right?.Paths ?? [],
            Explanation = Masked(explanation, secrets),
            Faults = [.. faults.Select(fault => fault with { Message = Masked(fault.Message, secrets) })],
            Secrets = secrets,
        };
    }

    private static List<string> SecretsOf(RuleSide? left, RuleSide? right) =>
        [.. (left?.Secrets ?? []).Concat(right?.Secrets ?? []).Distinct(StringComparer.Ordinal)];

    // Longest first: a secret may be a part of another. Inside JSON it is written with escapes.
    private static string Masked(string text, IReadOnlyList<string> secrets) =>
        secrets
            .SelectMany(secret => new[] { secret, JsonTexts.ToJson(JsonValue.Create(secret))[1..^1] })
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(secret => secret.Length)
            .Aggregate(text, (masked, secret) => masked.Replace(secret, Mask, StringComparison.Ordinal));
}
