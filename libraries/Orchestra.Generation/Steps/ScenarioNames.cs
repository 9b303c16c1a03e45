using System.Globalization;
using Orchestra.Contracts.Processes;
using Orchestra.Modeling.Paths;

namespace Orchestra.Generation.Steps;

/// <summary>Names of a suite's scenarios: the process and what was decided, unique in the suite.</summary>
internal sealed class ScenarioNames(ProcessGraph process)
{
    private const int MaxLength = 200;

    private readonly Dictionary<string, GraphEdge> _edges = process
        .Edges.DistinctBy(e => e.Id)
        .ToDictionary(e => e.Id, StringComparer.Ordinal);
    private readonly Dictionary<string, GraphNode> _nodes = process
        .Nodes.DistinctBy(n => n.Id)
        .ToDictionary(n => n.Id, StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    public string Take(ProcessPath path)
    {
        var outcomes = path.Decisions.SelectMany(d => d.Chosen ?? []).Select(OutcomeName).ToList();
        var subject = process.Name ?? process.Participant ?? process.Id;
        var name = Cut(outcomes.Count == 0 ? subject : $"{subject}: {string.Join(", ", outcomes)}", MaxLength);
        var unique = name;
        for (var number = 2; !_taken.Add(unique); number++)
        {
            var mark = string.Create(CultureInfo.InvariantCulture, $" ({number})");
            unique = Cut(name, MaxLength - mark.Length) + mark;
        }

        return unique;
    }

    private string OutcomeName(string edgeId)
    {
        if (!_edges.TryGetValue(edgeId, out var edge))
        {
            return edgeId;
        }

        var target = _nodes.GetValueOrDefault(edge.Target)?.Name;
        return OneLine(edge.Name) ?? (OneLine(target) is { } next ? $"to {next}" : edgeId);
    }

    private static string? OneLine(string? text)
    {
        var line = string.Join(' ', (text ?? string.Empty).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > 0 ? line : null;
    }

    private static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1;
        return text[..end] + "…";
    }
}
