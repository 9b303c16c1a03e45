using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts;
using Orchestra.Contracts.Json;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Api.Features.Scenarios;

/// <summary>
/// Joins what a person and the generator made of the same generated scenario. What only one of them changed is taken from that one; what
/// both changed is a conflict, in which the person's work stays. Steps are the same when their aliases are. Pure.
/// </summary>
internal sealed class ScenarioMerge
{
    private const string Steps = "steps";
    private const string Proposals = "proposals";

    private readonly List<Conflict> _conflicts = [];

    /// <summary>Both changed it.</summary>
    /// <param name="Alias">The step; null outside of the steps.</param>
    /// <param name="Pointer">JSON pointer in the step or the scenario; empty for the whole of it.</param>
    /// <param name="Message">What each did, and what stays.</param>
    internal sealed record Conflict(string? Alias, string Pointer, string Message);

    internal sealed record Result(TestScenario Merged, IReadOnlyList<Conflict> Conflicts);

    /// <param name="from">What was generated before.</param>
    /// <param name="mine">What a person made of it.</param>
    /// <param name="theirs">What is generated now.</param>
    public static Result Of(TestScenario from, TestScenario mine, TestScenario theirs)
    {
        var merge = new ScenarioMerge();
        var head = (JsonObject)merge.Join(Head(from), Head(mine), Head(theirs), null, "")!;
        var steps = merge.JoinSteps(from.Steps, mine.Steps, theirs.Steps);
        var merged = head.Deserialize<TestScenario>(OrchestraJson.Options)! with
        {
            Steps = [.. steps.Select((step, i) => step with { OrderIndex = i })],
            Proposals = ScenarioProposals.Join(from, mine, theirs),
        };
        return new Result(merged, merge._conflicts);
    }

    private List<ScenarioStep> JoinSteps(
        IReadOnlyList<ScenarioStep> from,
        IReadOnlyList<ScenarioStep> mine,
        IReadOnlyList<ScenarioStep> theirs
    )
    {
        var joined = new Dictionary<string, ScenarioStep>(StringComparer.Ordinal);
        var bases = from.ToDictionary(step => step.Alias, StringComparer.Ordinal);
        var mines = mine.ToDictionary(step => step.Alias, StringComparer.Ordinal);
        var generated = theirs.ToDictionary(step => step.Alias, StringComparer.Ordinal);
        foreach (var alias in mines.Keys.Union(generated.Keys))
        {
            var step = JoinStep(alias, bases.GetValueOrDefault(alias), mines.GetValueOrDefault(alias), generated.GetValueOrDefault(alias));
            if (step is not null)
            {
                joined[alias] = step;
            }
        }

        // The person's order counts where they changed it, else the generator's.
        var reordered = !Common(from, mines).SequenceEqual(Common(mine, bases));
        var order = reordered ? Interleave(mine, theirs, joined) : Interleave(theirs, mine, joined);
        return [.. order.Select(alias => joined[alias])];
    }

    private ScenarioStep? JoinStep(string alias, ScenarioStep? from, ScenarioStep? mine, ScenarioStep? theirs)
    {
        if (mine is null)
        {
            if (from is not null && !IsSame(from, theirs!))
            {
                Add(alias, "", "the generator changed a step that was removed by hand: it stays removed");
            }

            return from is null ? theirs : null;
        }

        if (theirs is null)
        {
            if (from is not null && !IsSame(from, mine))
            {
                Add(alias, "", "the generator no longer has a step that was changed by hand: it stays");
            }

            return from is null || !IsSame(from, mine) ? mine : null;
        }

        var node = Join(from is null ? null : ScenarioDiff.NodeOf(from), ScenarioDiff.NodeOf(mine), ScenarioDiff.NodeOf(theirs), alias, "");
        return node.Deserialize<ScenarioStep>(OrchestraJson.Options);
    }

    private JsonNode? Join(JsonNode? from, JsonNode? mine, JsonNode? theirs, string? alias, string pointer)
    {
        if (JsonNode.DeepEquals(mine, theirs) || JsonNode.DeepEquals(theirs, from))
        {
            return mine?.DeepClone();
        }

        if (JsonNode.DeepEquals(mine, from))
        {
            return theirs?.DeepClone();
        }

        if (mine is JsonObject left && theirs is JsonObject right && from is JsonObject or null)
        {
            var joined = new JsonObject();
            foreach (var name in left.Select(pair => pair.Key).Union(right.Select(pair => pair.Key)))
            {
                var value = Join(from?[name], left[name], right[name], alias, JsonPointers.Append(pointer, name));
                // In a body null is a value, too.
                if (value is not null || (left.ContainsKey(name) && right.ContainsKey(name)))
                {
                    joined[name] = value;
                }
            }

            return joined;
        }

        Add(alias, pointer, "changed by hand and by the generator: the change by hand stays");
        return mine?.DeepClone();
    }

    private void Add(string? alias, string pointer, string message) => _conflicts.Add(new Conflict(alias, pointer, message));

    private static IEnumerable<string> Common(IReadOnlyList<ScenarioStep> steps, Dictionary<string, ScenarioStep> others) =>
        steps.Select(step => step.Alias).Where(others.ContainsKey);

    // The first list's order; what only the second has comes after the step that it follows there.
    private static List<string> Interleave(
        IReadOnlyList<ScenarioStep> first,
        IReadOnlyList<ScenarioStep> second,
        Dictionary<string, ScenarioStep> joined
    )
    {
        var order = first.Select(step => step.Alias).Where(joined.ContainsKey).ToList();
        var after = -1;
        foreach (var alias in second.Select(step => step.Alias).Where(joined.ContainsKey))
        {
            var at = order.IndexOf(alias);
            if (at < 0)
            {
                order.Insert(at = after + 1, alias);
            }

            after = at;
        }

        return order;
    }

    private static bool IsSame(ScenarioStep left, ScenarioStep right) =>
        JsonNode.DeepEquals(ScenarioDiff.NodeOf(left), ScenarioDiff.NodeOf(right));

    private static JsonObject Head(TestScenario scenario)
    {
        var node = JsonSerializer.SerializeToNode(scenario, OrchestraJson.Options)!.AsObject();
        node.Remove(Steps);
        node.Remove(Proposals);
        return node;
    }
}
