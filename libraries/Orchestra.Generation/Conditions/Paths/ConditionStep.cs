using System.Text.Json.Nodes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Generation.Inputs;
using Orchestra.Generation.Steps;

namespace Orchestra.Generation.Conditions.Paths;

/// <summary>A step of a path, as conditions see it.</summary>
/// <param name="draft">The step.</param>
/// <param name="variables">The variables that it knows.</param>
/// <param name="index">Its place among them.</param>
internal sealed class ConditionStep(StepDraft draft, StepVariables variables, int index)
{
    public int Index { get; } = index;

    public StepDraft Draft { get; } = draft;

    public StepVariables Variables { get; } = variables;

    /// <summary>Whether the step can send a value of the data set here: it does already, or its schema has the member.</summary>
    public bool Takes(IReadOnlyList<string> path) =>
        Parameters(path) is { } parameters
            ? IsData(parameters[path[0]])
            : Parent(path) is { } parent && (!parent.TryGetPropertyValue(path[^1], out var value) || IsData(value));

    /// <summary>Sends the value of the data set here.</summary>
    /// <param name="path">Where in the input.</param>
    /// <param name="dataPath">Where in the data set.</param>
    public void Send(IReadOnlyList<string> path, IReadOnlyList<string> dataPath)
    {
        var template = TemplateText.Data(dataPath);
        if (Parameters(path) is { } parameters)
        {
            var changed = new Dictionary<string, JsonNode?>(parameters, StringComparer.Ordinal) { [path[0]] = template };
            Draft.Input =
                ReferenceEquals(parameters, Draft.Input.PathParams) ? Draft.Input with { PathParams = changed }
                : ReferenceEquals(parameters, Draft.Input.Query) ? Draft.Input with { Query = changed }
                : ReferenceEquals(parameters, Draft.Input.Headers) ? Draft.Input with { Headers = changed }
                : Draft.Input with { Cookies = changed };
        }
        else if (Parent(path) is { } parent)
        {
            parent[path[^1]] = template;
        }
    }

    private IReadOnlyDictionary<string, JsonNode?>? Parameters(IReadOnlyList<string> path)
    {
        StepInput input = Draft.Input;
        IReadOnlyDictionary<string, JsonNode?>[] places = [input.PathParams, input.Query, input.Headers, input.Cookies];
        return path.Count == 1 ? Array.Find(places, p => p.ContainsKey(path[0])) : null;
    }

    private JsonObject? Parent(IReadOnlyList<string> path)
    {
        var parent = Draft.Input.Body as JsonObject;
        foreach (var name in path.SkipLast(1))
        {
            parent = parent?[name] as JsonObject;
        }

        return parent;
    }

    // An id that comes from an earlier answer is no data, and objects are given by their members.
    private static bool IsData(JsonNode? value) => value is null or JsonArray || value is JsonValue leaf && IsData(leaf);

    private static bool IsData(JsonValue leaf) =>
        !leaf.TryGetValue(out string? text) || text.StartsWith("{{data", StringComparison.Ordinal);
}
