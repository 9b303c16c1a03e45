using System.Text.Json.Nodes;

namespace Orchestra.Engine.Language.JsonPath;

/// <summary>Selects what a path means, in RFC 9535's order, counting its work.</summary>
internal sealed class PathEvaluator
{
    private readonly IPathSource _source;
    private readonly EvaluationBudget _budget;
    private readonly FilterEvaluator _filters;

    public PathEvaluator(IPathSource source, EvaluationBudget budget)
    {
        _source = source;
        _budget = budget;
        _filters = new FilterEvaluator(this, budget);
    }

    /// <summary>Evaluates a path that does not start with <c>@</c>.</summary>
    public List<JsonPathNode> Select(PathExpression path) => Select(path, default, path.Segments.Count);

    /// <summary>Evaluates only the first segments of a path: what is there where the whole selects nothing.</summary>
    public List<JsonPathNode> SelectPrefix(PathExpression path, int segments) => Select(path, default, segments);

    public List<JsonPathNode> Select(PathExpression path, JsonPathNode current) => Select(path, current, path.Segments.Count);

    private List<JsonPathNode> Select(PathExpression path, JsonPathNode current, int segments)
    {
        _budget.Step();
        var start = path.Origin == PathOrigin.Current ? current : _source.Start(path);
        var selected = new List<JsonPathNode>();
        if (start is not { } first)
        {
            return selected;
        }

        selected.Add(first);
        for (var i = 0; i < segments && selected.Count > 0; i++)
        {
            var next = new List<JsonPathNode>();
            foreach (var node in selected)
            {
                if (path.Segments[i].IsDescendant)
                {
                    ApplyToDescendants(path.Segments[i], node, next);
                }
                else
                {
                    Apply(path.Segments[i], node, next);
                }
            }

            selected = next;
        }

        return selected;
    }

    // A stack of our own: the depth of a document must not become the depth of the call stack.
    private void ApplyToDescendants(Segment segment, JsonPathNode top, List<JsonPathNode> output)
    {
        var waiting = new Stack<JsonPathNode>();
        var children = new List<JsonPathNode>();
        waiting.Push(top);
        while (waiting.TryPop(out var node))
        {
            Apply(segment, node, output);
            children.Clear();
            AddChildren(node, children);
            for (var i = children.Count - 1; i >= 0; i--)
            {
                waiting.Push(children[i]);
            }
        }
    }

    private void Apply(Segment segment, JsonPathNode node, List<JsonPathNode> output)
    {
        foreach (var selector in segment.Selectors)
        {
            _budget.Step();
            switch (selector)
            {
                case Selector.Name name when node.Value is JsonObject json:
                    if (json.TryGetPropertyValue(name.Value, out var member))
                    {
                        output.Add(node.Member(name.Value, member));
                    }

                    break;
                case Selector.Index index when node.Value is JsonArray array:
                    var position = index.Value < 0 ? index.Value + array.Count : index.Value;
                    if (position >= 0 && position < array.Count)
                    {
                        output.Add(node.Element((int)position, array[(int)position]));
                    }

                    break;
                case Selector.Slice slice when node.Value is JsonArray array:
                    AddSlice(slice, node, array, output);
                    break;
                case Selector.Wildcard:
                    AddChildren(node, output);
                    break;
                case Selector.Filter filter:
                    AddMatching(filter, node, output);
                    break;
                default:
                    break;
            }
        }
    }

    private void AddMatching(Selector.Filter filter, JsonPathNode node, List<JsonPathNode> output)
    {
        var children = new List<JsonPathNode>();
        AddChildren(node, children);
        foreach (var child in children)
        {
            if (_filters.Holds(filter.Condition, child))
            {
                output.Add(child);
            }
        }
    }

    private void AddChildren(JsonPathNode node, List<JsonPathNode> output)
    {
        if (node.Value is JsonArray array)
        {
            _budget.Step(array.Count);
            for (var i = 0; i < array.Count; i++)
            {
                output.Add(node.Element(i, array[i]));
            }
        }
        else if (node.Value is JsonObject json)
        {
            _budget.Step(json.Count);
            foreach (var (name, value) in json)
            {
                output.Add(node.Member(name, value));
            }
        }
    }

    // RFC 9535, section 2.3.4.2.2.
    private void AddSlice(Selector.Slice slice, JsonPathNode node, JsonArray array, List<JsonPathNode> output)
    {
        long count = array.Count;
        var step = slice.Step;
        if (step > 0)
        {
            var lower = Math.Clamp(Normalize(slice.Start ?? 0, count), 0, count);
            var upper = Math.Clamp(Normalize(slice.End ?? count, count), 0, count);
            for (var i = lower; i < upper; i += step)
            {
                AddElement(i);
            }
        }
        else if (step < 0)
        {
            var upper = Math.Clamp(slice.Start is { } start ? Normalize(start, count) : count - 1, -1, count - 1);
            var lower = Math.Clamp(slice.End is { } end ? Normalize(end, count) : -1, -1, count - 1);
            for (var i = upper; i > lower; i += step)
            {
                AddElement(i);
            }
        }

        void AddElement(long i)
        {
            _budget.Step();
            output.Add(node.Element((int)i, array[(int)i]));
        }
    }

    private static long Normalize(long bound, long count) => bound >= 0 ? bound : bound + count;
}
