using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Generation.Binding;
using Orchestra.Generation.Conditions.Language;
using Orchestra.Generation.Steps;
using Orchestra.Modeling.Paths;

namespace Orchestra.Generation.Conditions.Paths;

/// <summary>Says of conditions that contradict on one path on which other paths they do as well.</summary>
/// <remarks>
/// A variable is the same on another path when the same steps send and answer it. What no step is known to send may be another one after each
/// activity; without specs, only where a loop reads it again.
/// </remarks>
internal sealed class ConflictReader(ProcessIndex process, ProcessConditions conditions, IReadOnlyDictionary<string, TaskBinding> bindings)
{
    /// <summary>Reads what a path came to.</summary>
    /// <param name="outcome">The outcome, with its contradiction.</param>
    /// <param name="infeasibility">The contradiction as people read it.</param>
    public PathConflict Read(ConditionOutcome outcome, Infeasibility infeasibility)
    {
        var conflict = outcome.Conflict;
        var variables = conflict.SelectMany(term => term.Origins.Keys).ToHashSet();
        var isReadAgain = outcome.Terms.Any(term => term.Visit > 1 && term.Origins.Keys.Any(variables.Contains));
        return new PathConflict([.. conflict.Select(term => term.Taken.Id).Distinct(StringComparer.Ordinal)], infeasibility)
        {
            Without = [.. conflict.Where(DependsOnOthers).Select(term => term.Term.Flow.Id).Distinct(StringComparer.Ordinal)],
            AsOften = [.. process.Nodes.Values.Where(node => Knows(node, variables)).Select(node => node.Id)],
            NotBetween = MayChange(conflict) ? [.. process.Nodes.Values.Where(IsActivity).Select(node => node.Id)] : [],
            AtMostOnce = conditions.HasSpecs ? [] : conditions.ReadersOf(variables),
            IsGeneral =
                conflict.Count > 0 && conflict.All(term => term.Visit == 1) && (conditions.HasSpecs ? !variables.Any(IsId) : !isReadAgain),
        };
    }

    // A flow of an inclusive gateway that is not taken: on another path it may be.
    private bool DependsOnOthers(PathTerm term) =>
        term.Term.Flow.Id != term.Taken.Id && process.Nodes.GetValueOrDefault(term.Taken.Source)?.Type != NodeType.ExclusiveGateway;

    private bool Knows(GraphNode node, HashSet<VariablePath> variables) =>
        bindings.TryGetValue(node.Id, out var binding)
        && conditions.Matcher.Of(node, binding.Endpoint) is var known
        && variables.Any(variable => known.Inputs.ContainsKey(variable) || known.Answers.ContainsKey(variable));

    private bool MayChange(IReadOnlyList<PathTerm> conflict) =>
        conditions.HasSpecs
        && conflict.Count > 1
        && conflict.Any(term => term.Origins.Values.Any(origin => origin is VariableOrigin.Unknown));

    private static bool IsActivity(GraphNode node) => node.Type < NodeType.ExclusiveGateway;

    // Whether an id is data or comes from an earlier answer depends on the steps before.
    private static bool IsId(VariablePath variable) => variable.Segments[^1].EndsWith("id", StringComparison.OrdinalIgnoreCase);
}
