using System.Globalization;
using System.Text;
using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Sequence;

/// <summary>Gathers the nodes and flows of a graph, and gives ids: made of what an element says, with a number where several say the same.</summary>
internal sealed class GraphParts
{
    private const int IdLength = 48;

    private readonly List<StepDraft> _nodes = [];
    private readonly List<GraphEdge> _edges = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    /// <summary>The flows.</summary>
    public IReadOnlyList<GraphEdge> Edges => _edges;

    /// <summary>The finished nodes.</summary>
    public IReadOnlyList<GraphNode> Nodes => [.. _nodes.Select(node => node.ToNode())];

    /// <summary>A free id made of a kind and a text: the same at every reading, and untouched by changes elsewhere.</summary>
    public string Id(string kind, string text)
    {
        var stem = Slug($"{kind} {text}");
        if (_ids.Add(stem))
        {
            return stem;
        }

        string id;
        do
        {
            var number = _numbers[stem] = _numbers.GetValueOrDefault(stem, 1) + 1;
            id = string.Create(CultureInfo.InvariantCulture, $"{stem}_{number}");
        } while (!_ids.Add(id));

        return id;
    }

    /// <summary>Adds a node.</summary>
    public StepDraft Add(StepDraft node)
    {
        _nodes.Add(node);
        return node;
    }

    /// <summary>Lets a flow reach its node.</summary>
    public void Connect(FlowTail tail, string target) =>
        _edges.Add(
            new GraphEdge
            {
                Id = EdgeId(tail.Source, target),
                Source = tail.Source,
                Target = target,
                Name = tail.Name,
                Condition = tail.IsCondition ? tail.Name : null,
                IsDefault = tail.IsDefault,
                DataSet = tail.DataSet,
                MaxLoopIterations = tail.MaxLoopIterations,
                Expect = tail.Expect,
                Attributes = tail.Texts.ToAttributes(),
                Line = tail.Line,
            }
        );

    // Both parts are ids already: nothing is cut.
    private string EdgeId(string source, string target)
    {
        var stem = $"Flow_{source}_{target}";
        var id = stem;
        while (!_ids.Add(id))
        {
            var number = _numbers[stem] = _numbers.GetValueOrDefault(stem, 1) + 1;
            id = string.Create(CultureInfo.InvariantCulture, $"{stem}_{number}");
        }

        return id;
    }

    private static string Slug(string text)
    {
        var slug = new StringBuilder();
        foreach (var character in text)
        {
            if (char.IsLetterOrDigit(character))
            {
                slug.Append(character);
            }
            else if (slug.Length > 0 && slug[^1] != '_')
            {
                slug.Append('_');
            }

            if (slug.Length == IdLength)
            {
                break;
            }
        }

        return slug.ToString().TrimEnd('_');
    }
}
