using System.Text.Json.Nodes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Language.Templates;

namespace Orchestra.Engine.Language.Rules;

/// <summary>A rule whose sides are parsed: judged as often as an assertion polls.</summary>
public sealed class CompiledRule
{
    private readonly Template? _left;
    private readonly Template? _right;
    private readonly bool _hasRight;

    private CompiledRule(JsonNode? left, string op, JsonNode? right, RuleMatch? match, string? message)
    {
        LeftText = RuleTexts.Written(left);
        RightText = right is null ? string.Empty : RuleTexts.Written(right);
        OpText = op;
        Match = match;
        Message = message;
        _hasRight = right is not null;
        var faults = new List<LanguageFault>();
        _left = Parse(left, "/left", faults);
        _right = Parse(right, "/right", faults);
        if (RuleOperators.TryParse(op, out var parsed))
        {
            Op = parsed;
            CheckForm(right, faults);
        }
        else
        {
            faults.Add(Fault("/op", $"'{RuleTexts.Shorten(op)}' is no operator: {RuleOperators.List}"));
        }

        Faults = faults;
    }

    /// <summary>What is wrong with the rule itself, known without running; such a rule is always <see cref="RuleVerdict.Faulty" />.</summary>
    public IReadOnlyList<LanguageFault> Faults { get; }

    /// <summary>Every path in both sides.</summary>
    public IEnumerable<TemplateReference> References => (_left?.References ?? []).Concat(_right?.References ?? []);

    internal string LeftText { get; }

    internal string RightText { get; }

    internal string OpText { get; }

    internal RuleOperator Op { get; }

    internal RuleMatch? Match { get; }

    internal string? Message { get; }

    /// <summary>Parses a rule as it is written; faults are kept, not thrown.</summary>
    public static CompiledRule Compile(JsonNode? left, string? op, JsonNode? right, RuleMatch? match = null, string? message = null) =>
        new(left, op ?? string.Empty, right, match, message);

    /// <summary>Parses a rule; faults are kept, not thrown.</summary>
    public static CompiledRule Compile(Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new CompiledRule(rule.Left, RuleOperators.NameOf(rule.Op), rule.Right, rule.Match, rule.Message);
    }

    /// <summary>Judges the rule. Throws nothing: what cannot be judged is <see cref="RuleVerdict.Faulty" />.</summary>
    public RuleOutcome Evaluate(RenderContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Faults.Count > 0 ? RuleTexts.Faulty(this, null, null, Faults) : RuleJudge.Judge(this, _left!, _right!, context);
    }

    private static Template? Parse(JsonNode? side, string location, List<LanguageFault> faults)
    {
        if (Template.TryParse(side, out var template, out var found))
        {
            return template;
        }

        faults.AddRange(found.Select(fault => fault with { Location = location + fault.Location }));
        return null;
    }

    private void CheckForm(JsonNode? right, List<LanguageFault> faults)
    {
        if (Op is RuleOperator.Exists or RuleOperator.NotExists)
        {
            if (_left is { WholePath: null or { HasDefault: true } })
            {
                faults.Add(Fault("/left", $"{OpText} needs one path without a default on the left, such as {{{{ response.body.id }}}}"));
            }

            if (_hasRight)
            {
                faults.Add(Fault("/right", $"{OpText} takes nothing on the right"));
            }

            if (Match is not null)
            {
                faults.Add(Fault("/match", $"{OpText} asks whether there is any value: match means nothing there"));
            }
        }
        else if (_right is { IsConstant: true })
        {
            CheckConstant(right, faults);
        }
    }

    // A right side that needs no run shows its faults before the run.
    private void CheckConstant(JsonNode? right, List<LanguageFault> faults)
    {
        try
        {
            RuleConditions.Build(Op, right, new EvaluationBudget(LanguageLimits.Default));
        }
        catch (EvaluationException e)
        {
            faults.Add(new LanguageFault(e.Kind, e.Message, "/right", 0));
        }
    }

    private static LanguageFault Fault(string location, string message) => new(LanguageFaultKind.Rule, message, location, 0);
}
