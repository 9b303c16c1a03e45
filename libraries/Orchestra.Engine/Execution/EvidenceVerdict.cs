using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Language.Rules;

namespace Orchestra.Engine.Execution;

/// <summary>What the rules of a step say of the flows that it is evidence for.</summary>
/// <param name="Observed">Flows whose rules all held; null where there are none.</param>
/// <param name="Broken">Flows with a rule that was judged and did not hold; null where there are none.</param>
internal sealed record EvidenceVerdict(IReadOnlyList<string>? Observed, IReadOnlyList<string>? Broken)
{
    /// <summary>Nothing was looked at.</summary>
    public static EvidenceVerdict None { get; } = new(null, null);

    /// <summary>Judges each flow by the rules that name it, or by all of them where none does.</summary>
    /// <param name="step">The step.</param>
    /// <param name="outcomes">The outcomes of its rules, in their order.</param>
    public static EvidenceVerdict Of(ScenarioStep step, IReadOnlyList<RuleOutcome> outcomes)
    {
        if (step.Action.Meta.Evidence is not { Count: > 0 } flows)
        {
            return None;
        }

        var (observed, broken) = (new List<string>(), new List<string>());
        foreach (var flow in flows)
        {
            var own = RulesOf(flow, step.Expectations.BusinessRules, outcomes);
            if (own.TrueForAll(outcome => outcome.Passed))
            {
                observed.Add(flow);
            }
            else if (own.Exists(outcome => outcome.Verdict == RuleVerdict.Violated))
            {
                // A rule that could not be judged tells nothing about the way that was taken.
                broken.Add(flow);
            }
        }

        return new EvidenceVerdict(observed.Count > 0 ? observed : null, broken.Count > 0 ? broken : null);
    }

    private static List<RuleOutcome> RulesOf(string flow, IReadOnlyList<BusinessRule> rules, IReadOnlyList<RuleOutcome> outcomes)
    {
        var named = outcomes.Where((_, i) => rules[i].Evidence?.Contains(flow, StringComparer.Ordinal) ?? false).ToList();
        return named.Count > 0 ? named : [.. outcomes];
    }
}
