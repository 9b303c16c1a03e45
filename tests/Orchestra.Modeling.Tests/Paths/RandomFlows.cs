using System.Text;

namespace Orchestra.Modeling.Tests.Paths;

/// <summary>Random processes, the same for the same seed.</summary>
internal sealed class RandomFlows(int seed)
{
    private readonly Random _random = new(seed);
    private readonly StringBuilder _flows = new();
    private int _nodes;

    /// <summary>A graph of exclusive gateways with forward flows at will and, if asked for, some that lead back.</summary>
    public string Unstructured(int size, int backEdges)
    {
        var flows = new HashSet<(int From, int To)> { (0, 1) };
        for (var i = 1; i < size; i++)
        {
            flows.Add((_random.Next(1, i + 1), i + 1));
            flows.Add((i, _random.Next(i + 1, size + 2)));
        }

        for (var i = 0; i < size / 2; i++)
        {
            var from = _random.Next(1, size + 1);
            flows.Add((from, _random.Next(from + 1, size + 2)));
        }

        flows.Add((size, size + 1));
        for (var i = 0; i < backEdges; i++)
        {
            var from = _random.Next(2, size + 1);
            flows.Add((from, _random.Next(1, from)));
        }

        string Name(int node) =>
            node == 0 ? "S"
            : node == size + 1 ? "E"
            : $"X{node}";
        return string.Join(' ', flows.OrderBy(flow => flow).Select(flow => $"{Name(flow.From)}>{Name(flow.To)}"));
    }

    /// <summary>Properly nested blocks: sequences, decisions, loops, parallel parts, sub-processes, early ends.</summary>
    public string Structured(int depth, bool loops)
    {
        Block("S", "E", "", depth, loops);
        return _flows.ToString();
    }

    private void Block(string from, string to, string scope, int depth, bool loops)
    {
        var middle = $"{scope}A{++_nodes}";
        switch (depth == 0 ? 0 : _random.Next(loops ? 7 : 6))
        {
            case 0:
                Flow(from, middle);
                Flow(middle, to);
                break;
            case 1:
                Block(from, middle, scope, depth - 1, loops);
                Block(middle, to, scope, depth - 1, loops);
                break;
            case 2 or 3:
                Branches(from, to, scope, depth, loops, "X");
                break;
            case 4:
                Branches(from, to, scope, depth, loops, "P");
                break;
            case 5:
                var sub = $"{scope}U{++_nodes}";
                Flow(from, sub);
                Block($"{sub}.S", $"{sub}.E", $"{sub}.", depth - 1, loops);
                Flow(sub, to);
                break;
            default:
                var (head, tail) = ($"{scope}X{++_nodes}", $"{scope}X{++_nodes}");
                Flow(from, head);
                Block(head, tail, scope, depth - 1, loops);
                Flow(tail, head);
                Flow(tail, to);
                break;
        }
    }

    private void Branches(string from, string to, string scope, int depth, bool loops, string kind)
    {
        var (split, join) = ($"{scope}{kind}{++_nodes}", $"{scope}{kind}{++_nodes}");
        Flow(from, split);
        for (var i = _random.Next(2, 4); i > 0; i--)
        {
            Block(split, join, scope, depth - 1, loops);
        }

        Flow(join, to);
    }

    private void Flow(string from, string to) => _flows.Append(from).Append('>').Append(to).Append(' ');
}
