using Orchestra.Contracts.Reports;
using Orchestra.Contracts.Runs;

namespace Orchestra.Api.Features.Reports;

/// <summary>Compares the planned path with what the steps' rules saw.</summary>
internal static class PathComparer
{
    /// <summary>The comparison; <paramref name="steps"/> are those of the plan, in its order.</summary>
    public static PathComparison Compare(RunPlan plan, IReadOnlyList<StepReport> steps)
    {
        var observed = steps.SelectMany(step => step.Payload.ObservedEdges ?? []).ToHashSet(StringComparer.Ordinal);
        var broken = steps.SelectMany(step => step.Payload.BrokenEdges ?? []).ToHashSet(StringComparer.Ordinal);
        observed.ExceptWith(broken);
        return new PathComparison(
            plan.Edges,
            [.. plan.Edges.Where(observed.Contains)],
            [.. plan.Edges.Where(broken.Contains)],
            [.. plan.Edges.Where(edge => !broken.Contains(edge) && !observed.Contains(edge))]
        )
        {
            Decisions = DecisionsOf(plan, steps),
        };
    }

    private static List<DecisionComparison> DecisionsOf(RunPlan plan, IReadOnlyList<StepReport> steps)
    {
        // The steps that look at a flow, in order: each time that the path takes it there is one.
        var witnesses = plan
            .Steps.SelectMany((step, i) => (step.Action.Meta.Evidence ?? []).Select(flow => (Flow: flow, steps[i].Payload)))
            .GroupBy(witness => witness.Flow, witness => witness.Payload, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => new Queue<StepPayload>(group), StringComparer.Ordinal);
        var visits = new Dictionary<string, int>(StringComparer.Ordinal);
        var decisions = new List<DecisionComparison>();
        foreach (var decision in plan.Decisions)
        {
            // How often a loop runs follows from the decisions in it.
            if (decision.Chosen is not { Count: > 0 } chosen)
            {
                continue;
            }

            var visit = visits[decision.Id] = visits.GetValueOrDefault(decision.Id) + 1;
            decisions.Add(new DecisionComparison(decision.Id, visit, chosen, VerdictOf(chosen, witnesses)));
        }

        return decisions;
    }

    private static DecisionVerdict VerdictOf(IReadOnlyList<string> chosen, Dictionary<string, Queue<StepPayload>> witnesses)
    {
        var verdict = DecisionVerdict.AsPlanned;
        foreach (var flow in chosen)
        {
            var seen = witnesses.TryGetValue(flow, out var queue) && queue.TryDequeue(out var payload) ? payload : null;
            if (seen?.BrokenEdges?.Contains(flow, StringComparer.Ordinal) ?? false)
            {
                return DecisionVerdict.Otherwise;
            }

            if (!(seen?.ObservedEdges?.Contains(flow, StringComparer.Ordinal) ?? false))
            {
                verdict = DecisionVerdict.Unobserved;
            }
        }

        return verdict;
    }
}
