using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Language.Templates;

namespace Orchestra.Engine.Language.Rules;

/// <summary>Brings a rule's sides to their values and decides.</summary>
internal static class RuleJudge
{
    public static RuleOutcome Judge(CompiledRule rule, Template leftTemplate, Template rightTemplate, RenderContext context)
    {
        // Sides are rendered in sections of their own: neither shares random values with the other or with the step's input.
        var left = RuleSide.Evaluate(leftTemplate, context with { Section = context.Section + "|left" });
        var right = RuleSide.Evaluate(rightTemplate, context with { Section = context.Section + "|right" });
        var faults = Faults(left, right);
        if (faults.Count > 0)
        {
            return RuleTexts.Faulty(rule, left, right, faults);
        }

        if (rule.Op is RuleOperator.Exists or RuleOperator.NotExists)
        {
            return JudgeExistence(rule, left, right);
        }

        try
        {
            var budget = new EvaluationBudget(context.Limits);
            var operand =
                rule.Op is RuleOperator.In or RuleOperator.NotIn or RuleOperator.Between && right.IsList ? right.AsList() : right.AsOne();
            return Decide(rule, left, right, RuleConditions.Build(rule.Op, operand, budget));
        }
        catch (EvaluationException e)
        {
            var location = e.Kind == LanguageFaultKind.Limit ? string.Empty : "/right";
            return RuleTexts.Faulty(rule, left, right, [new LanguageFault(e.Kind, e.Message, location, 0)]);
        }
    }

    // A left side without a value is what the rule is there to find; anything else that goes wrong is the rule's own fault.
    private static List<LanguageFault> Faults(RuleSide left, RuleSide right)
    {
        var own = left.Faults.Where(fault => fault.Kind is not (LanguageFaultKind.Unresolved or LanguageFaultKind.Value));
        return
        [
            .. own.Select(fault => fault with { Location = "/left" + fault.Location }),
            .. right.Faults.Select(fault => fault with { Location = "/right" + fault.Location }),
        ];
    }

    private static RuleOutcome JudgeExistence(CompiledRule rule, RuleSide left, RuleSide right)
    {
        var exists = left.Values.Count > 0;
        var holds = exists == (rule.Op == RuleOperator.Exists);
        var reason = exists ? $"{rule.LeftText} selects {RuleTexts.Show(left.Shown, left.Secrets)}" : RuleTexts.Absence(rule, left);
        return RuleTexts.Judged(rule, left, right, holds, reason);
    }

    private static RuleOutcome Decide(CompiledRule rule, RuleSide left, RuleSide right, RuleCondition test)
    {
        if (left.Faults.Count > 0)
        {
            return RuleTexts.Judged(rule, left, right, false, RuleTexts.Absence(rule, left));
        }

        if (rule.Match is null && left.Values.Count > 1)
        {
            var several =
                $"{rule.LeftText} selects {left.Values.Count} values: choose with match how many must satisfy the rule: ANY, ALL, NONE or ONE";
            return RuleTexts.Judged(rule, left, right, false, several);
        }

        if (rule.Match is null && left.Values.Count == 0)
        {
            return RuleTexts.Judged(rule, left, right, false, $"{rule.LeftText} selects nothing");
        }

        var results = left.Values.Select(value => test(value)).ToList();
        var satisfied = results.Count(result => result.Holds);
        var holds = rule.Match switch
        {
            RuleMatch.Any => satisfied > 0,
            RuleMatch.None => satisfied == 0,
            RuleMatch.One => satisfied == 1,
            _ => satisfied == results.Count && satisfied > 0,
        };
        var reason =
            results.Count == 1 && rule.Match is null or RuleMatch.All or RuleMatch.Any
                ? results.FirstOrDefault(result => !result.Holds).Reason
                : null;
        return RuleTexts.Judged(rule, left, right, holds, RuleTexts.Comparison(rule, left, right, satisfied, reason));
    }
}
