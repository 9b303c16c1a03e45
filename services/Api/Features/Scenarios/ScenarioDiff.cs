using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts;
using Orchestra.Contracts.Json;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Api.Features.Scenarios;

/// <summary>What differs between two states of a scenario; steps are the same when their aliases are. Pure.</summary>
/// <param name="Members">What changed outside of the steps.</param>
/// <param name="Added">Aliases of new steps.</param>
/// <param name="Removed">Aliases of steps that are gone.</param>
/// <param name="Moved">Aliases of steps that come in another order than before.</param>
/// <param name="Changed">Steps in both whose content differs.</param>
internal sealed record ScenarioDiff(
    IReadOnlyList<ScenarioDiff.Change> Members,
    IReadOnlyList<string> Added,
    IReadOnlyList<string> Removed,
    IReadOnlyList<string> Moved,
    IReadOnlyList<ScenarioDiff.StepChange> Changed
)
{
    private const string Steps = "steps";
    private const string OrderIndex = "orderIndex";

    /// <summary>One value; a side that has none is absent.</summary>
    /// <param name="Pointer">JSON pointer in the scenario, or in the step.</param>
    /// <param name="From">What was there.</param>
    /// <param name="To">What is there.</param>
    public sealed record Change(string Pointer, JsonNode? From, JsonNode? To);

    /// <summary>A step that differs.</summary>
    public sealed record StepChange(string Alias, IReadOnlyList<Change> Changes);

    public static ScenarioDiff Of(TestScenario from, TestScenario to)
    {
        var before = from.Steps.ToDictionary(step => step.Alias);
        var after = to.Steps.ToDictionary(step => step.Alias);
        var kept = from.Steps.Select(step => step.Alias).Where(after.ContainsKey).ToList();
        var order = to.Steps.Select(step => step.Alias).Where(before.ContainsKey).ToList();
        return new ScenarioDiff(
            ChangesOf(NodeOf(from, Steps), NodeOf(to, Steps)),
            [.. to.Steps.Select(step => step.Alias).Where(alias => !before.ContainsKey(alias))],
            [.. from.Steps.Select(step => step.Alias).Where(alias => !after.ContainsKey(alias))],
            [.. order.Where((alias, i) => kept[i] != alias)],
            [
                .. kept.Select(alias => new StepChange(alias, ChangesOf(NodeOf(before[alias]), NodeOf(after[alias]))))
                    .Where(step => step.Changes.Count > 0),
            ]
        );
    }

    /// <summary>A step without its place, which changes with every step added before it.</summary>
    public static JsonObject NodeOf(ScenarioStep step) => NodeOf(step, OrderIndex);

    private static JsonObject NodeOf<T>(T value, string without)
    {
        var node = JsonSerializer.SerializeToNode(value, OrchestraJson.Options)!.AsObject();
        node.Remove(without);
        return node;
    }

    private static List<Change> ChangesOf(JsonNode from, JsonNode to)
    {
        var changes = new List<Change>();
        Compare(from, to, "", changes);
        return changes;
    }

    private static void Compare(JsonNode? from, JsonNode? to, string pointer, List<Change> changes)
    {
        if (from is JsonObject left && to is JsonObject right)
        {
            foreach (var name in left.Select(pair => pair.Key).Union(right.Select(pair => pair.Key)))
            {
                Compare(left[name], right[name], JsonPointers.Append(pointer, name), changes);
            }
        }
        else if (from is JsonArray first && to is JsonArray second)
        {
            for (var i = 0; i < Math.Max(first.Count, second.Count); i++)
            {
                var item = JsonPointers.Append(pointer, i.ToString(CultureInfo.InvariantCulture));
                Compare(i < first.Count ? first[i] : null, i < second.Count ? second[i] : null, item, changes);
            }
        }
        else if (!JsonNode.DeepEquals(from, to))
        {
            changes.Add(new Change(pointer, from?.DeepClone(), to?.DeepClone()));
        }
    }
}
